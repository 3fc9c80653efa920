"""What the explorer was showing before: its states, to go back and forth through."""

from __future__ import annotations

from dataclasses import fields
from typing import NamedTuple

from analysis.views.selection import Selection

TYPED = ({"text"}, {"minimum_confidence"}, {"minimum_sources"})  # changed in a run, letter by letter


class State(NamedTuple):
    """All that the explorer shows: the filters; what was clicked (a selection), in which view, and its name."""

    filters: Selection = Selection()
    mark: Selection | None = None
    view: str = ""
    label: str = ""

    def differs(self, other: State) -> set[str]:
        """The filters in which the two differ; "mark" where what is clicked does."""
        changed = {f.name for f in fields(Selection) if getattr(self.filters, f.name) != getattr(other.filters, f.name)}
        return changed | ({"mark"} if self.mark != other.mark else set())


class History:
    """States in the order in which they were seen; a run of changes of one typed field is one step."""

    def __init__(self, first: State) -> None:
        self._states, self._at = [first], 0
        self._typing: set[str] | None = None  # what changed last

    @property
    def state(self) -> State:
        return self._states[self._at]

    @property
    def can(self) -> dict[str, bool]:
        return {"undo": self._at > 0, "redo": self._at < len(self._states) - 1}

    def add(self, state: State, going_on: bool = False) -> None:
        """The next state, or (``going_on``) what the last one comes to; what had been taken back is forgotten."""
        changed = state.differs(self.state)
        if not changed:
            return
        typing = changed == self._typing and changed in TYPED
        walking = changed == {"mark"} and state.view == self.state.view == "table"  # from row to row
        keep = self._at if going_on or typing or walking else self._at + 1
        self._states[keep:] = [state]
        self._at, self._typing = keep, changed

    def step(self, by: int) -> None:
        """Back (-1) or forth (1), as far as there are states."""
        self._at, self._typing = min(max(self._at + by, 0), len(self._states) - 1), None
