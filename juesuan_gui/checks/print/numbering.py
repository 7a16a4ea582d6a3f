"""Owns the numbering of the sections: 第一部分, 一、 (一) run on, and no heading lost its ordinal (F03, F22)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.forms import Level
from juesuan_gui.narrative.headings import Ordinal, ordinal_of
from juesuan_gui.narrative.model import Passage

#: The ranks that are numbered throughout a report: 第一部分, 一、, (一). Below, lists begin anew everywhere.
_RANKS = (0, 1, 2)
_PART = 0
_SECOND = 2
_LONGEST_GAP = 3
_CHINESE = "一二三四五六七八九"
#: So much of the heading before is shown.
_SHOWN = 12


def numbering_checks(passages: Sequence[Passage], *, is_whole: bool = True) -> Iterator[Observation]:
    """Where the printed ordinals of sections skip a number or repeat one, and the headings that lack theirs.

    A warning where the outline makes it certain: two different headings of one level side by side in the outline bear
    the same number, or one is passed over and stands nowhere between them. A list of one item (一、 after 一、) may
    begin anew, a heading without a number in between may be the one that is missed, and what is no whole report may
    leave sections out: these stay hints.
    """
    body = [passage for passage in passages if not passage.in_cell]
    for rank in _RANKS:
        yield from _of_rank(body, rank, is_whole=is_whole)


def _of_rank(passages: Sequence[Passage], rank: int, *, is_whole: bool) -> Iterator[Observation]:
    last = 0
    since: list[Passage] = []
    before: Passage | None = None
    is_doubled = False
    between: list[str] = []
    for passage in passages:
        between.append(passage.text)
        ordinal = ordinal_of(passage.text)
        if ordinal is None:
            if passage.is_heading:
                since.append(passage)
            continue
        if ordinal.rank < rank:
            last, since, before = 0, [], None
            between = [passage.text]
            continue
        if ordinal.rank > rank or not ordinal.value:
            continue
        gap = ordinal.value - last - 1
        begun_late = _begun_late(passage, ordinal, between, since, is_whole=is_whole) if last == 0 else None
        if begun_late is not None:
            yield begun_late
        elif 0 < gap <= _LONGEST_GAP and gap == len(since):
            for heading in since:
                yield _observation(heading, "F22", f"标题“{heading.text}”没有序号，后面接着的是“{passage.text[:8]}…”。")
        elif last and 0 < gap <= _LONGEST_GAP and passage.is_heading:
            passed = _CHINESE[last] if last < len(_CHINESE) else ""
            is_lost = gap == 1 and is_whole and passed and not any(passed in text for text in between[:-1])
            is_sure = is_lost and _has_text(between) and _is_beside(before, passage, since)
            level = Level.WARNING if is_sure else Level.INFO
            told = f"“{before.text[:_SHOWN]}”" if before is not None else "前一个"
            if not (is_doubled and gap == 1):
                # 二、 二、 四、: the second 二 has been told.
                yield _observation(passage, "F22", f"标题的序号与{told}不连续。", level)
        elif last and ordinal.value == last and passage.is_heading:
            is_sure = last > 1 and _has_text(between) and _is_beside(before, passage, since)
            level = Level.WARNING if is_sure else Level.INFO
            told = f"“{before.text[:_SHOWN]}”" if before is not None else "前一个"
            yield _observation(passage, "F22", f"标题的序号与{told}重复。", level)
        is_doubled = bool(last) and ordinal.value == last
        last, since = ordinal.value, []
        before, between = (passage if passage.is_heading else None), []


def _begun_late(
    passage: Passage, ordinal: Ordinal, between: Sequence[str], since: Sequence[Passage], *, is_whole: bool
) -> Observation | None:
    """第二部分 without a first one; (二) right below 九、, and no (一) in between: its section was left out."""
    opening = passage.text[: ordinal.length]
    if ordinal.rank == _PART:
        late = 0 < ordinal.value - 1 <= _LONGEST_GAP
        return _observation(passage, "F03", f"从“{opening}”开始，前面的部分没有。") if late else None
    is_below = len(between) > 1 and ordinal_of(between[0]) is not None and len(passage.headings) > 1
    is_alone = not since and not any(_CHINESE[0] in text for text in between[1:-1])
    if ordinal.value != _SECOND or not (is_whole and passage.is_heading and is_below and is_alone):
        return None
    return _observation(passage, "F22", f"这一级标题从“{opening}”开始，前面缺一节。", Level.WARNING)


def _has_text(between: Sequence[str]) -> bool:
    """Whether sentences stand between two headings: rows of a table that was not read have numbers too, and none."""
    return any("。" in text for text in between[:-1])


def _is_beside(before: Passage | None, passage: Passage, since: Sequence[Passage]) -> bool:
    """Whether two headings follow each other on one level of the outline, and are not one printed twice."""
    if before is None or since:
        return False
    texts = [one.text[ordinal.length :] for one in (before, passage) if (ordinal := ordinal_of(one.text)) is not None]
    return len(set(texts)) == len(texts) and before.headings[:-1] == passage.headings[:-1]


def _observation(passage: Passage, check: str, message: str, level: Level = Level.INFO) -> Observation:
    return Observation(
        key=f"{check}|序号|{passage.text[:16]}",
        check=check,
        level=level,
        kind="structure",
        spot=Spot(passage.place(0), passage.quote(0, len(passage.text))),
        message=message,
    )
