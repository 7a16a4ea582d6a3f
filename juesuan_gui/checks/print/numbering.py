"""Owns the numbering of the sections: 第一部分, 一、 (一) run on, and no heading lost its ordinal (F03, F22)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.forms import Level
from juesuan_gui.narrative.headings import ordinal_of
from juesuan_gui.narrative.model import Passage

#: The ranks that are numbered throughout a report: 第一部分, 一、, (一). Below, lists begin anew everywhere.
_RANKS = (0, 1, 2)
_PART = 0
_LONGEST_GAP = 3


def numbering_checks(passages: Sequence[Passage]) -> Iterator[Observation]:
    """Where the printed ordinals of sections skip a number or repeat one, and the headings that lack theirs."""
    body = [passage for passage in passages if not passage.in_cell]
    for rank in _RANKS:
        yield from _of_rank(body, rank)


def _of_rank(passages: Sequence[Passage], rank: int) -> Iterator[Observation]:
    last = 0
    since: list[Passage] = []
    for passage in passages:
        ordinal = ordinal_of(passage.text)
        if ordinal is None:
            if passage.is_heading:
                since.append(passage)
            continue
        if ordinal.rank < rank:
            last, since = 0, []
            continue
        if ordinal.rank > rank or not ordinal.value:
            continue
        gap = ordinal.value - last - 1
        if rank == _PART and last == 0 and 0 < gap <= _LONGEST_GAP:
            yield _observation(passage, "F03", f"从“{passage.text[: ordinal.length]}”开始，前面的部分没有。")
        elif 0 < gap <= _LONGEST_GAP and gap == len(since):
            for heading in since:
                yield _observation(heading, "F22", f"标题“{heading.text}”没有序号，后面接着的是“{passage.text[:8]}…”。")
        elif last and 0 < gap <= _LONGEST_GAP and passage.is_heading:
            yield _observation(passage, "F22", "标题的序号与前一个不连续。")
        elif last and ordinal.value == last and passage.is_heading:
            yield _observation(passage, "F22", "标题的序号与前一个重复。")
        last, since = ordinal.value, []


def _observation(passage: Passage, check: str, message: str) -> Observation:
    return Observation(
        key=f"{check}|序号|{passage.text[:16]}",
        check=check,
        level=Level.INFO,
        kind="structure",
        spot=Spot(passage.place(0), passage.quote(0, len(passage.text))),
        message=message,
    )
