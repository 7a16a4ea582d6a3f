"""Owns how printed words are made comparable: width, spaces, quotes, ordinals, years."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from juesuan_gui.narrative.plain import simplified

_QUOTES = frozenset("\"'“”‘’「」『』《》〝〞")
_YEAR = re.compile(r"(?:\d{4}|\{[^{}]*\})年度?")
_ORDINAL = re.compile(r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d))")
_OF_WHICH = "其中:"
# The same headings and names are compared thousands of times in one file.
_REMEMBERED = 16_384


@lru_cache(maxsize=_REMEMBERED)
def folded(text: str) -> str:
    """The words without spaces, quotes and differences of full and half width, of traditional and simplified."""
    if text.isascii():
        # Figures and codes, as most cells of a table are.
        return "".join(text.split()).replace('"', "").replace("'", "")
    wide = simplified(unicodedata.normalize("NFKC", text))
    return "".join(
        mark for mark in wide if not mark.isspace() and mark not in _QUOTES and unicodedata.category(mark) != "Cf"
    )


def without_year(text: str) -> str:
    """Folded words without a year before them (2020年度…, also a form's {年度}年度…)."""
    return _YEAR.sub("", folded(text), count=1) if _YEAR.match(folded(text)) else folded(text)


@lru_cache(maxsize=_REMEMBERED)
def heading(text: str) -> str:
    """A column heading as it is compared."""
    return without_year(text).removeprefix(_OF_WHICH).removesuffix(":")


@lru_cache(maxsize=_REMEMBERED)
def row_name(text: str) -> str:
    """A row's name as it is compared: ordinals and 其中： are not part of it."""
    name = folded(text)
    while True:
        bare = _ORDINAL.sub("", name, count=1) if _ORDINAL.match(name) else name
        bare = bare.removeprefix(_OF_WHICH)
        if bare == name:
            return name.removesuffix(":")
        name = bare


def display_name(text: str) -> str:
    """A name as it is kept: without the spaces and line breaks that only justify it."""
    words = "".join(" " if mark.isspace() else mark for mark in text).strip()
    return re.sub(r"(?<![A-Za-z0-9]) +| +(?![A-Za-z0-9])", "", words)
