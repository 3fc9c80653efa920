"""On the sample corpus, every bound that is inferred of an article whose date is hidden holds."""

import importlib.util

import pytest

from analysis.storage import REPOSITORY

_SPEC = importlib.util.spec_from_file_location("bounds", REPOSITORY / "benchmarks" / "bounds.py")
bounds = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(bounds)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        return bounds.outcomes(REPOSITORY / "data" / "articles")


def test_no_bound_leaves_out_the_day_that_the_article_states(found):
    assert [one.path for one in found if not one.holds] == []


def test_other_articles_narrow_some_to_two_weeks_and_none_is_narrowed_alone(found):
    assert sum(one.span is not None for one in found if one.beside_others) >= 3
    assert all(one.span <= 14 for one in found if one.span is not None)
    assert not [one.path for one in found if one.span and not one.beside_others]
