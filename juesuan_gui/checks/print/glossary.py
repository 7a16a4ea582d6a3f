"""Owns what a glossary leaves out: terms of the explanation (F03), a number in its own list (F22)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.forms import Level
from juesuan_gui.narrative.headings import ordinal_of
from juesuan_gui.narrative.model import Passage

_GLOSSARY = re.compile(r"名词解释$|名词术语")
_EXPLAINED = re.compile(r"[:：]|是?指")
#: The terms that every explanation has a section on, and under what words a glossary may explain them.
_TERMS = (("“三公”经费", re.compile(r"三公")), ("机关运行经费", re.compile(r"机关运行|机构运行")))
#: So many terms make a glossary.
_FEW = 5
#: So many breaks in the numbering one slip makes, and so much of an entry is shown.
_SLIP, _SHOWN = 2, 12
_DIGITS = "零一二三四五六七八九"
#: So long is the ordinal of an entry itself.
_ORDINAL_WIDTH = 5


def glossary_checks(passages: Sequence[Passage]) -> Iterator[Observation]:
    """One hint at the terms with a section of their own that the glossary does not explain."""
    heading = next((p for p in reversed(passages) if p.is_heading and _GLOSSARY.search(p.text)), None)
    if heading is None:
        return
    own = [p for p in passages if heading.text in p.headings and p is not heading]
    if sum(1 for p in own if _EXPLAINED.search(p.text)) < _FEW:
        return
    yield from _numbering(own)
    sections = [p.text for p in passages if p.is_heading and heading.text not in p.headings]
    lost = [
        term
        for term, words in _TERMS
        if any(words.search(text) for text in sections) and not any(words.search(p.text) for p in own)
    ]
    if lost:
        yield Observation(
            key="F03|名词解释",
            check="F03",
            level=Level.INFO,
            kind="structure",
            spot=Spot(heading.place(0), heading.quote(0, len(heading.text))),
            message=f"名词解释没有解释{'、'.join(lost)}，说明里有专门一节写到。",
        )


def _numbering(own: Sequence[Passage]) -> Iterator[Observation]:
    """The terms are numbered on: an ordinal passed over is a term left out, one that comes again a slip."""
    numbered = [(passage, found) for passage in own if (found := ordinal_of(passage.text)) is not None]
    first = next((ordinal for passage, ordinal in numbered if _EXPLAINED.search(passage.text)), None)
    if first is None:
        return
    alike = [(passage, ordinal.value) for passage, ordinal in numbered if ordinal.rank == first.rank and ordinal.value]
    breaks = [
        (before, passage)
        for (before, one), (passage, other) in pairwise(alike)
        # A second list of terms begins anew, and a page may have torn an ordinal from its term.
        if other not in (one + 1, 1) and not (other == one + 2 and _stands_between(one + 1, before, passage, own))
    ]
    # One slip breaks the row before and behind itself; a list with more breaks is numbered in a way of its own.
    if len(alike) < _FEW or len(breaks) > _SLIP:
        return
    for before, passage in breaks[:1]:
        yield Observation(
            key=f"F22|名词解释|{passage.text[:16]}",
            check="F22",
            level=Level.WARNING,
            kind="structure",
            spot=Spot(passage.place(0), passage.quote(0, len(passage.text))),
            message=f"名词解释的序号与“{before.text[:_SHOWN]}”不连续，漏了一条，或者序号写错。",
        )


def _stands_between(value: int, before: Passage, passage: Passage, own: Sequence[Passage]) -> bool:
    """Whether an ordinal is printed anywhere from one entry to another, within the first one too."""
    texts = [item.text for item in own[own.index(before) : own.index(passage)]]
    marks = (str(value), _chinese(value))
    return any(
        mark in text[_ORDINAL_WIDTH if number == 0 else 0 :] for number, text in enumerate(texts) for mark in marks
    )


def _chinese(value: int) -> str:
    """A number up to 99 as an ordinal prints it: 十, 十二, 二十一."""
    tens, ones = divmod(value, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
