"""What some selections leave of the tables, as flags; the tables themselves only when somebody asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from analysis.schema import Tables
from analysis.views.coded import Flags, occurring

if TYPE_CHECKING:
    from analysis.views.index import Index
    from analysis.views.selection import Selection


@dataclass(frozen=True, eq=False)
class Shown:
    """The ``rows`` of an index, and the ``happenings`` among its events, that pass all of the selections."""

    index: Index
    selections: Sequence[Selection]
    rows: Flags
    happenings: Flags

    @cached_property
    def events(self) -> Flags:
        """Which events of the tables are shown: those of the rows, and the happenings."""
        return self.happenings | self.index.events_of(self.index.event[self.rows])

    @cached_property
    def tables(self) -> Tables:
        """The tables with only what is shown; those that no filter touches are the very same."""
        index, tables = self.index, self.index.tables
        events = np.append(self.events, False)
        accounts = events[index.account_event]
        for one in self.selections:
            if one.sources:
                accounts &= index.published_by(one)[index.account_article]
        return replace(
            tables,
            articles=tables.articles[self._articles(accounts)],
            communications=tables.communications.iloc[np.sort(index.order[self.rows])],
            events=tables.events[self.events],
            participants=tables.participants[events[index.part_event]],
            event_sources=tables.event_sources[accounts],
        )

    def _articles(self, accounts: Flags) -> Flags:
        """The articles behind the rows and the happenings, and those that pass by themselves."""
        index, size = self.index, len(self.index.tables.articles)
        alone = np.ones(size, dtype=bool)
        for one in self.selections:
            alone &= index.articles_alone(one)
        of_happenings = accounts & np.append(self.happenings, False)[index.account_event]
        behind = occurring(index.article[self.rows], size) | occurring(index.account_article[of_happenings], size)
        return alone | behind
