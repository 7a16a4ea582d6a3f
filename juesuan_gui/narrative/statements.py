"""Owns the way from passages to statements: paragraph after paragraph, with the lists that run over them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count, groupby

from juesuan_gui.narrative.frames import Frame
from juesuan_gui.narrative.lists import ListNumbers, SpanningList, opens_at_end
from juesuan_gui.narrative.model import Passage, Statement
from juesuan_gui.narrative.reader import PassageReader
from juesuan_gui.narrative.subjects import subject_key

#: 其中: in a paragraph of its own; what it divides is a guess, so that only items with their whole path are all of it.
OF_WHICH = "其中:"
_ONLY_OPENER = re.compile("其中[:：]?")
#: 决算数小于预算数的主要原因:部分项目调减。其中: a reason in a paragraph of its own, and the same words behind it.
_REASON_AND_OPENER = re.compile(r"[^\d]{4,120}[。;,]其中[:：]")


def statements_of(passages: Iterable[Passage]) -> list[Statement]:
    """Every figure of the text that has an understood role, in the order printed."""
    found: list[Statement] = []
    for _, frames in groupby(frames_of(passages), key=lambda frame: id(frame.passage)):
        statements = (statement for frame in frames for statement in frame.statements())
        found.extend(sorted(statements, key=lambda statement: statement.literal.start))
    return found


def frames_of(passages: Iterable[Passage]) -> list[Frame]:
    """The frames of a whole text, in order; their numbers are unique in it."""
    frames = count(1)
    lists = ListNumbers()
    known: dict[str, Frame] = {}
    spanning: list[SpanningList] = []
    found: list[Frame] = []
    before: Frame | None = None
    last: PassageReader | None = None
    for passage in passages:
        if passage.is_heading:
            continue
        opens = _ONLY_OPENER.fullmatch(passage.text) or _REASON_AND_OPENER.fullmatch(passage.text)
        if last is not None and opens is not None:
            # 其中: in a paragraph of its own: the following ones are the parts of what was told right before.
            listings = lists.listings(last.totals(OF_WHICH), OF_WHICH, spans=True)
            if listings:
                spanning.append(SpanningList(OF_WHICH, listings, passage.headings))
            continue
        item_of = _part_of(spanning, passage)
        reader = PassageReader(
            passage, lambda: next(frames), lists, lambda name: known.get(subject_key(name)), item_of, before
        )
        read = reader.read()
        last = reader if read else None
        found.extend(read)
        known.update((subject_key(frame.subject), frame) for frame in read if frame.amount is not None)
        before = next((f for f in read if f.listing is None and f.amount is not None), before) if read else None
        opener = opens_at_end(reader.tail) if read else None
        if opener is not None:
            listings = lists.listings(reader.totals(opener), opener, spans=True)
            if listings:
                spanning.append(SpanningList(opener, listings, passage.headings))
    return found


def _part_of(spanning: list[SpanningList], passage: Passage) -> SpanningList | None:
    """The innermost running list that this paragraph is the next part of; lists that it ends are dropped."""
    while spanning:
        takes = spanning[-1].takes(passage)
        if takes is None:
            spanning.pop()
            continue
        return spanning[-1] if takes else None
    return None
