"""Owns the state of a paragraph while it is read: levels of brackets, figures side by side, hidden marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from juesuan_gui.narrative.brackets import Bracket
from juesuan_gui.narrative.clauses import Reading
from juesuan_gui.narrative.frames import Frame, Mention
from juesuan_gui.narrative.lists import OpenList

#: What ends a clause.
DELIMITER = re.compile(r"[,，;。:!?]")
_INNER = re.compile(r"\([^()]*\)")
#: Stands for a mark inside a bracket, where it ends no clause.
HIDDEN = "\x1f"


@dataclass(slots=True)
class Run:
    """Figures printed side by side (A、B和C): the targets they belong to, one each."""

    reading: Reading
    base: str
    targets: list[Frame] | None
    position: int = 0


@dataclass(slots=True)
class Flow:
    """The state of a stretch of text on one level: the paragraph itself, or a bracket in it."""

    bracket: Bracket | None
    current: Frame | None = None
    base: str = ""
    lists: list[OpenList] = field(default_factory=list)
    end: int = 0
    previous: Mention | None = None
    aside: bool = False
    #: How many lists were open where 一是 began: 二是 ends those that its item opened.
    enumerated: int = 0


def hidden_marks(gap: str) -> str:
    """The words with the marks inside brackets hidden: (款,下同) is one name."""
    if "(" not in gap:
        return gap
    return _INNER.sub(lambda match: DELIMITER.sub(HIDDEN, match.group()), gap)
