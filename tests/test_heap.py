"""Memory is spared while tables are made, and what the user's own Arrow stands on is left as it was."""

import pyarrow as pa
import pytest

from analysis.heap import give_back, sparing


def test_within_arrow_takes_memory_of_the_systems_and_afterwards_its_own_again():
    before = pa.default_memory_pool()
    with sparing():
        assert pa.default_memory_pool().backend_name == "system"
        give_back()
    assert pa.default_memory_pool().backend_name == before.backend_name


def test_an_error_leaves_arrow_as_it_was():
    before = pa.default_memory_pool()
    with pytest.raises(KeyError), sparing():
        raise KeyError
    assert pa.default_memory_pool().backend_name == before.backend_name
