"""What people look at.

Frames come from ``counts``, ``timeline`` and ``outlets``, pictures from ``draw_...``, files from ``save``::

    shown = select(tables, Selection(channels=("call", "meeting")))
    frame = fold(pairs(shown))
    save(draw_matrix(frame), frame, "calls", caption(tables, selection))
"""

from analysis.views.captions import caption
from analysis.views.counts import by_channel, by_unit, contacts, fold, folded, over_time, pairs, to_audiences, total
from analysis.views.exports import save
from analysis.views.figures_accounts import draw_accounts
from analysis.views.figures_arcs import draw_arcs
from analysis.views.figures_bars import (
    draw_audiences,
    draw_bases,
    draw_channels,
    draw_coverage,
    draw_intensity,
)
from analysis.views.figures_matrix import draw_matrix
from analysis.views.figures_network import draw_network
from analysis.views.figures_rows import draw_contacts, draw_shares
from analysis.views.figures_timeline import draw_timeline
from analysis.views.figures_weeks import draw_weeks
from analysis.views.outlets import bases, coverage, shares, speakers
from analysis.views.repeats import compare, copies, not_copies, repeats
from analysis.views.selection import Selection, period, select
from analysis.views.tables import tidy
from analysis.views.timeline import accounts, by_day, claims, placed
from analysis.views.timeline_exports import export_timeline
from analysis.views.timeline_lanes import lanes, not_drawn

__all__ = [
    "Selection", "accounts", "bases", "by_channel", "by_day", "by_unit", "caption", "claims", "compare", "contacts",
    "copies", "coverage", "draw_accounts", "draw_arcs", "draw_audiences", "draw_bases", "draw_channels",
    "draw_contacts", "draw_coverage", "draw_intensity", "draw_matrix", "draw_network", "draw_shares", "draw_timeline",
    "draw_weeks", "export_timeline", "fold", "folded", "lanes", "not_copies", "not_drawn", "over_time", "pairs",
    "period", "placed", "repeats", "save", "select", "shares", "speakers", "tidy", "to_audiences", "total",
]  # fmt: skip
