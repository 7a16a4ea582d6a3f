"""Owns what the words and figures of a card that was read become in a report: without tags, wrapped lines joined."""

from __future__ import annotations

import re
from typing import Final

from juesuan_gui.figures import Unit
from juesuan_gui.report.cards import CardFigure, Printed

_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,60}>")
_BROKEN: Final = re.compile(r"(?<=[\u4e00-\u9fff：，；、≤≥])\s*\n\s*(?=[\u4e00-\u9fff：，；、（(\d])")
#: A line that the source ended where its column ends: neither the end of a sentence nor the beginning of an item.
_WRAPPED: Final = re.compile(
    r"(?<=[^\s。；;：:！？])[ \t]*\n[ \t]*(?=\S)"
    r"(?!(?:目标)?\d{1,2}[、.．:：)）]|[（(][一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十][、是]|[①-⑳])"
)


def figure_text(figure: CardFigure | None) -> str:
    """What a figure prints, "" for none."""
    return figure.text.strip() if figure is not None else ""


def money_text(figure: CardFigure, unit: Unit) -> str:
    """Money as written, with its unit where the layout's is another."""
    text = figure.text.strip()
    if figure.number is None or figure.unit is None or figure.unit is unit or text.endswith("元"):
        return text
    return f"{text}{figure.unit.label}"


def words_of(printed: Printed | None) -> str:
    """The words of a cell, "" for none."""
    return cleaned(printed.text) if printed is not None else ""


def cleaned(text: str) -> str:
    """The words without the tags of a web page that a source prints between them, wrapped lines joined."""
    return _WRAPPED.sub(_between, _TAG.sub("", text).strip())


def _between(wrapped: re.Match[str]) -> str:
    """What stands between two joined lines: a blank only between Latin words or numbers."""
    before, after = wrapped.string[wrapped.start() - 1], wrapped.string[wrapped.end()]
    return " " if before.isascii() and before.isalnum() and after.isascii() and after.isalnum() else ""


def in_line(printed: Printed | None) -> str:
    """The words of a narrow cell, which the source breaks wherever its column ends, in one line."""
    return _BROKEN.sub("", words_of(printed))
