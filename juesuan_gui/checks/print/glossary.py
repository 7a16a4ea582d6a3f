"""Owns the hint at terms of the explanation that its glossary leaves out (F03)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.forms import Level
from juesuan_gui.narrative.model import Passage

_GLOSSARY = re.compile(r"名词解释$|名词术语")
_EXPLAINED = re.compile(r"[:：]|是?指")
#: The terms that every explanation has a section on, and under what words a glossary may explain them.
_TERMS = (("“三公”经费", re.compile(r"三公")), ("机关运行经费", re.compile(r"机关运行|机构运行")))
#: So many terms make a glossary.
_FEW = 5


def glossary_checks(passages: Sequence[Passage]) -> Iterator[Observation]:
    """One hint at the terms with a section of their own that the glossary does not explain."""
    heading = next((p for p in reversed(passages) if p.is_heading and _GLOSSARY.search(p.text)), None)
    if heading is None:
        return
    own = [p for p in passages if heading.text in p.headings and p is not heading]
    if sum(1 for p in own if _EXPLAINED.search(p.text)) < _FEW:
        return
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
