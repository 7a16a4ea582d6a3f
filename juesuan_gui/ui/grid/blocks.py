"""Owns turning tab-separated text, as other programs put it on the clipboard, into a block of texts."""

from __future__ import annotations

import csv
import io

#: Rows of texts, all of one width; ``None`` where the source has no cell of its own (inside a merged one).
Block = list[list[str | None]]


def block_of_text(text: str) -> Block:
    """Tab-separated lines as Excel and WPS write them: a cell with a line break or a quote is quoted."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.endswith("\n"):
        text = text[:-1]
    if not text:
        return []
    if '"' in text:
        rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
    else:
        rows = [line.split("\t") for line in text.split("\n")]
    return _squared([list(row) or [""] for row in rows])


def _squared(rows: list[list[str | None]]) -> Block:
    width = max((len(row) for row in rows), default=0)
    return [[*row, *[None] * (width - len(row))] for row in rows]
