"""Owns how what a cell of a scorecard says is put into a sentence: on one line, as a figure that knows its cell."""

from __future__ import annotations

import re
from typing import Final

from juesuan_gui.narrative.drafting.figures import Marks, Need, without_marks
from juesuan_gui.relations import Address

_TAGS: Final = re.compile(r"<[^<>]{0,60}>")
#: Blanks beside Chinese, with which word processors set figures apart: 12043 人次. The explanation has none.
_SET_APART: Final = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])[ \t]+|[ \t]+(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])"
)


class Told:
    """A figure or words of a card inside a sentence; a visible gap where the card says nothing."""

    def __init__(self, marks: Marks, text: str, lacks: str, address: Address, expression: str) -> None:
        self._marks, self._text, self._lacks = marks, text, lacks
        self._address, self._expression = address, expression

    @property
    def 有(self) -> bool:  # noqa: N802 - the words of the templates are Chinese
        """Whether the card says something here."""
        return bool(self._text)

    def __str__(self) -> str:
        if not self._text:
            return self._marks.gap(Need("数", self._lacks, addresses=(self._address,)), self._expression)
        return self._marks.figure(self._text, (self._address,), self._expression)


def in_sentence(text: str) -> str:
    """Words of a cell inside a sentence: one line, without blanks beside Chinese and without the mark at the end."""
    bare = _TAGS.sub("", without_marks(text))
    line = "".join(part.strip() for part in bare.splitlines()).strip()
    return _SET_APART.sub("", line).rstrip("。；;，,")


def squeezed(text: str) -> str:
    """A label without blanks and without the colon at its end."""
    return "".join(text.split()).rstrip("：:")
