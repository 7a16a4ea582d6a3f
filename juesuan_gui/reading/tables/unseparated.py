"""Owns finding tables that stand in a text without anything that parts their columns: they cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from juesuan_gui.document import Paragraph
from juesuan_gui.forms import Form
from juesuan_gui.reading.normal import folded

_AMOUNT = re.compile(r"(?<![\d.])\d[\d,]*\.\d{2}(?![\d%])")
_YEAR = r"(?:20\d\d年度?)?"
#: The header of a table, above its first amounts, is no longer.
_HEADER_LINES = 20
#: One line with so many amounts is a row, and so are two with at least two.
_MANY, _TWO = 4, 2


def unseparated_tables(lines: Sequence[Paragraph], form: Form | None) -> Iterator[Paragraph]:
    """The titles of a form's tables that lines of amounts follow, as text taken from a page has them."""
    if form is None:
        return
    titles = {folded(title) for table in form.tables.values() for title in (table.title, *table.aliases)}
    title = re.compile(_YEAR + "(?:" + "|".join(map(re.escape, sorted(titles, key=len, reverse=True))) + ")")
    for number, line in enumerate(lines):
        if title.fullmatch(folded(line.text)) is None:
            continue
        below = lines[number + 1 : number + 1 + _HEADER_LINES]
        counts = [len(_AMOUNT.findall(item.text)) for item in below]
        if max(counts, default=0) >= _MANY or sum(1 for count in counts if count >= _TWO) >= _TWO:
            yield line
