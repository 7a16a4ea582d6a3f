"""Owns the scorecards and assessments that a report says it has: they are in it, or said to be elsewhere (F21)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.forms import Level
from juesuan_gui.narrative.headings import ordinal_of
from juesuan_gui.narrative.model import Passage

_PROJECT = re.compile(r"项目(?:支出)?(?:预算)?绩效(?:目标)?自评表")
_OVERALL = re.compile(r"整体(?:支出)?(?:预算)?绩效(?:目标)?(?:自评表|评价表|自评报告|评价报告)")
_ATTACHED = re.compile(r"详?见附(?:件|表)|附件[:另]|另附|另行公开|单独公开|见网站|链接")
_NONE = re.compile(r"无|没有|不涉及|未(?:开展|组织|安排|实施)|涉密")
#: A heading is no longer; a contents entry ends with its page.
_LONGEST = 45
#: How soon below a title its sheet begins, what begins the next section instead, and what only such a sheet prints.
_FIRST_LINES = 8
_NUMBERED = re.compile(r"第[一二三四五六七八九十]+[部章]|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]")
_PART = re.compile(r"第[一二三四五六七八九十]+[部章]")
_OF_A_CARD = re.compile(r"(?:项目|专项)[^。]{0,8}名称|主管部门|实施单位|年度资金总额|[一二三]级指标|全年预算数")
_ENTRY = re.compile(r"\.{2,}|…|\s\d+$|\d+$")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Something that a report announces but that cannot be looked at here: 未能核对."""

    passage: Passage
    why: str


def attachment_checks(
    text: Sequence[Passage],
    *,
    project_cards: int,
    overall_cards: int,
    grid_lines: Collection[int] = (),
    above_grids: Collection[str] = (),
) -> Iterator[Observation | Elsewhere]:
    """F21: under a heading that promises scorecards there are some.

    A section that refers to an attachment, or that holds something not understood as a scorecard, cannot be judged;
    one that says that there is none is complete. How many cards there should be is P16. ``grid_lines`` are the lines
    of a text on which grids begin, which may hold a card that was not understood; ``above_grids`` are the lines right
    above a grid in any source, by their words.
    """
    for pattern, cards, what in ((_PROJECT, project_cards, "项目自评表"), (_OVERALL, overall_cards, "整体自评材料")):
        if cards:
            continue
        promised = [
            (number, passage)
            for number, passage in enumerate(text)
            if passage.is_heading
            and not passage.in_cell
            and len(passage.text) <= _LONGEST
            and pattern.search(passage.text)
            and _ENTRY.search(passage.text) is None
        ]
        if promised:
            # The contents name it first; the last heading is where it should stand.
            number, heading = promised[-1]
            after = text[number + 1 :]
            is_above = heading.text.strip() in above_grids
            goes_on = is_above or _goes_on(after) or _grid_follows(heading, after, grid_lines)
            yield from _judged(heading, _below(text, number), what, goes_on=goes_on)


def _below(text: Sequence[Passage], number: int) -> list[Passage]:
    """What stands under a heading: all of its own section, sections inside it included."""
    if _begins_anew(text[number], text[number + 1 :]):
        # 某年度整体支出绩效自评报告 | 一、部门概况: what is attached has an outline of its own.
        return list(takewhile(lambda passage: _PART.match(passage.text) is None, text[number + 1 :]))
    depth = len(text[number].headings)
    found: list[Passage] = []
    for passage in text[number + 1 :]:
        if passage.headings[:depth] != text[number].headings:
            break
        found.append(passage)
    return found


def _begins_anew(title: Passage, after: Sequence[Passage]) -> bool:
    """Whether a title without a number is followed by the first section of its own, and that one says something."""
    first = ordinal_of(after[0].text) if after and after[0].is_heading else None
    is_first = first is not None and first.value == 1 and _PART.match(after[0].text) is None
    return is_first and ordinal_of(title.text) is None and len(after) > 1 and not after[1].is_heading


def _goes_on(after: Sequence[Passage]) -> bool:
    """Whether a sheet follows that was not understood, its first line taken for a heading of its own: （2021年度）."""
    for passage in after[:_FIRST_LINES]:
        if passage.is_heading and _NUMBERED.match(passage.text):
            return False
        if passage.in_cell or _OF_A_CARD.search(passage.text):
            return True
    return False


def _grid_follows(heading: Passage, after: Sequence[Passage], grid_lines: Collection[int]) -> bool:
    """Whether a grid stands between a heading and the next numbered one of a text."""
    start = heading.place(0).line
    following = next((passage for passage in after if passage.is_heading and _NUMBERED.match(passage.text)), None)
    end = following.place(0).line if following is not None else None
    return start is not None and any(start < line and (end is None or line < end) for line in grid_lines)


def _judged(
    heading: Passage, below: Sequence[Passage], what: str, *, goes_on: bool
) -> Iterator[Observation | Elsewhere]:
    words = "".join(passage.text for passage in (heading, *below))
    said = "".join(passage.text for passage in below)
    if _ATTACHED.search(words):
        yield Elsewhere(heading, f"{what}不在这个文件里（写明见附件），未能核对。")
    elif not said and goes_on:
        yield Elsewhere(heading, f"标题下面的内容没有读成{what}，未能核对。")
    elif not said:
        yield Observation(
            key=f"F21|{what}",
            check="F21",
            level=Level.WARNING,
            kind="structure",
            spot=Spot(heading.place(0), heading.quote(0, len(heading.text))),
            message=f"标题写有“{heading.text}”，下面却没有内容：漏附{what}，或者没有写明为什么没有。",
        )
    elif _NONE.search(said) is None and what == "项目自评表":
        yield Elsewhere(heading, f"这一节里没有读到{what}，未能核对。")
