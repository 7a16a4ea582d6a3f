"""Owns budgets of two years told side by side: the earlier one is what the later is compared with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from juesuan_gui.narrative.clauses import Reading
from juesuan_gui.narrative.frames import Frame, measure_of
from juesuan_gui.narrative.model import Literal, Role
from juesuan_gui.narrative.subjects import is_generic, same_subject

_BUDGET_OF_YEAR = re.compile(
    r"(?P<year>20\d\d)年度?(?:的)?(?:部门)?预算(?:安排|收入|支出|总额|金额|数|额)*(?:为|是|共)?$"
)
#: The words before a figure in which its year stands.
_REACH = 40


def prior_budget(frames: Sequence[Frame], reading: Reading, literal: Literal) -> Reading:
    """接待费2016年预算8万元,2015年预算12.5万元: the reading of the second as the prior figure of the same thing.

    Anything else is returned unchanged: a budget of a year of its own, or of another thing.
    """
    if reading.role is not Role.BUDGET or reading.remark or not frames:
        return reading
    frame = frames[-1]
    told = frame.mentions[-1] if frame.mentions else None
    if told is None or told.reading.role is not Role.BUDGET or measure_of(told.literal) != measure_of(literal):
        return reading
    own, other = (_year_before(frame, one) for one in (literal, told.literal))
    between = frame.passage.text[told.literal.end : literal.start]
    named = not is_generic(reading.subject) and not same_subject(reading.subject, frame.subject)
    if own is None or other is None or own != other - 1 or named or re.search(r"[。;]", between):
        return reading
    return replace(reading, role=Role.PRIOR, subject="", base=f"{own}年")


def _year_before(frame: Frame, literal: Literal) -> int | None:
    match = _BUDGET_OF_YEAR.search(frame.passage.text[max(0, literal.start - _REACH) : literal.start])
    return int(match["year"]) if match is not None else None
