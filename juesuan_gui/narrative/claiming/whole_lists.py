"""Owns when the parts of a printed list are all there is, and when they are none of it: two sides, a text cut off."""

from __future__ import annotations

import re
from collections.abc import Sequence

from juesuan_gui.figures import bounds, midpoint
from juesuan_gui.narrative.claiming.claim import Facts, is_money, quantity, total
from juesuan_gui.narrative.claiming.partitions import NOT_ABROAD, missing_stems
from juesuan_gui.narrative.model import Statement
from juesuan_gui.narrative.subjects import subject_key

_REST = re.compile(r"结转|结余")
_FROM_BEFORE, _LEFT = re.compile(r"年初|上年"), re.compile(r"年末|下年")
#: How a paragraph ends that is told to its end.
_TOLD_TO_ITS_END = re.compile(r"[。;:!?)][”\"]?$")
#: So far before a figure its name stands.
_NAME_REACH = 24
#: The kinds of 三公 where of the vehicles only what they cost to run is told, and what they cost to buy.
_KINDS_WITHOUT_BUYING = ("因公出国", r"车辆?运行(?:维护)?费?|^运行(?:维护)?费", "接待")
_BUYING = re.compile(r"购置(?!及|和|与|、)")
_JOINT = re.compile(r"收(?:入)?[、和及与]?支(?:出)?(?:决算)?总(?:计|额)?")


def is_joint(whole: Statement, parts: Sequence[Statement]) -> bool:
    """收入、支出总计A万元,其中:收入总计A,支出总计A: two sides that are each the whole, no addends."""
    sides = ("收入", "支出")
    joint = _JOINT.search(whole.subject) is not None
    return joint and all(any(side in part.subject for part in parts) for side in sides)


def are_both_ends(parts: Sequence[Statement]) -> bool:
    """收支总决算A万元。其中:年初结转和结余B万元、年末结转和结余C万元: one belongs to each side, and no sum to both."""
    rests = [part.subject for part in parts if _REST.search(part.subject)]
    return len(rests) == len(parts) and any(map(_FROM_BEFORE.search, rests)) and any(map(_LEFT.search, rests))


def are_two_sides(parts: Sequence[Statement]) -> bool:
    """年末滚存结余A。其中,保费收入B;支出C: income and expenditure are set against each other, and never added up."""
    income, expense = (any(part.subject.endswith(side) for part in parts) for side in ("收入", "支出"))
    return income and expense


def are_all_kinds(facts: Facts, whole: Statement, parts: Sequence[Statement]) -> bool:
    """“三公”经费9万元,其中:接待费1万元,车辆运行费8万元,因公出国费0万元: all there is where nothing was bought.

    So is what tells of the vehicles both what they cost to buy and to run.
    """
    names = [part.subject for part in parts if _BUYING.search(part.subject) is None]
    kinds = [[name for name in names if re.search(kind, name)] for kind in _KINDS_WITHOUT_BUYING]
    if not kinds[0] and NOT_ABROAD.search(parts[0].passage.text):
        # …无因公出国(境)团组: nothing was spent on it.
        kinds = kinds[1:]
    if "三公" not in whole.subject or any(len(named) != 1 for named in kinds) or len(names) != len(kinds):
        return False
    if len(parts) > len(names):
        return len(parts) == len(names) + 1
    return not any(_BUYING.search(s.subject) and midpoint(quantity(s)) for s in facts.all if is_money(s))


def may_be_cut_off(facts: Facts, whole: Statement, parts: Sequence[Statement]) -> bool:
    """Whether the parts of an item run to the end of the text and fall short: an excerpt may end within a list."""
    is_item = whole.listing is not None and whole.listing.spans_passages
    is_begun = len(parts) == 1 and parts[0].listing is not None and parts[0].listing.spans_passages
    end = facts.all[-1]
    at_end = end.passage is parts[-1].passage and parts[-1].passage is not whole.passage
    # …2.商品服务支出3180亿元。其中: (1)… (6)公务接待费1.62亿元,比上年: the text breaks off within the last part.
    breaks_off = parts[-1].frame in _wholes_of(facts, end) and _TOLD_TO_ITS_END.search(end.passage.text) is None
    added = total([quantity(part) for part in parts])
    spans = parts[0].listing is not None and parts[0].listing.spans_passages
    lacks = spans and bool(missing_stems([part.subject for part in parts], whole.subject))
    is_cut = ((is_item or is_begun or lacks) and at_end) or (spans and breaks_off)
    return is_cut and bounds(added)[1] < bounds(quantity(whole))[0]


def _wholes_of(facts: Facts, statement: Statement) -> set[int]:
    """The frames that a statement is told of or is a part of, from the nearest outwards."""
    found: set[int] = set()
    frame: int | None = statement.frame
    while frame is not None and frame not in found:
        found.add(frame)
        first = facts.frames[frame][0] if frame in facts.frames else None
        frame = first.listing.total if first is not None and first.listing is not None else None
    return found


def are_of_several_kinds(whole: Statement, parts: Sequence[Statement]) -> bool:
    """计划A,实际B,其中货物类项目计划C,实际D: of each part several amounts are told, and one bears the total's name."""
    same = [part for part in parts if subject_key(part.subject) == subject_key(whole.subject)]
    named = whole.subject in whole.passage.text[: whole.literal.start][-_NAME_REACH:]
    return 0 < len(same) < len(parts) and named
