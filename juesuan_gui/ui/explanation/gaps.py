"""Owns the gaps of the text that is shown: which are still open, and which comes next."""

from __future__ import annotations

from collections.abc import Sequence

from juesuan_gui.narrative.drafting.figures import Need
from juesuan_gui.report import Report
from juesuan_gui.ui.explanation.text import Anchor, AnchorKind
from juesuan_gui.ui.explanation.view import ExplanationView


def is_answered(report: Report, need: Need) -> bool:
    """Whether the report says what was asked for; the text may have been drafted before that."""
    return bool(need.name and report.text(need.name))


def open_gaps(view: ExplanationView, report: Report) -> list[Anchor]:
    """The gaps of the text in reading order, without those that are answered since it was drafted."""
    gaps = view.anchors(AnchorKind.GAP)
    return [gap for gap in gaps if gap.asked is not None and not is_answered(report, gap.asked.need)]


def next_gap(view: ExplanationView, gaps: Sequence[Anchor], direction: int) -> Anchor:
    """The gap behind the cursor (before it for a negative direction), from the end on at the beginning again."""
    here = view.textCursor().position()
    places = [(_position(view, gap), gap) for gap in gaps]
    if direction > 0:
        return next((gap for position, gap in places if position > here), gaps[0])
    return next((gap for position, gap in reversed(places) if position < here), gaps[-1])


def gap_of_finding(view: ExplanationView, section: str, paragraph: int, key: str) -> Anchor | None:
    """The gap of a paragraph that a finding (its key) is about."""
    gaps = [gap for gap in view.anchors(AnchorKind.GAP) if (gap.section, gap.paragraph) == (section, paragraph)]
    named = [gap for gap in gaps if gap.asked and gap.asked.need.name and key.endswith(gap.asked.need.name)]
    return named[0] if named else gaps[0] if len(gaps) == 1 and "|待填|" in key else None


def _position(view: ExplanationView, gap: Anchor) -> int:
    start = view.text.position_of(gap.section, gap.paragraph) or 0
    return start + (gap.asked.start if gap.asked is not None else 0)
