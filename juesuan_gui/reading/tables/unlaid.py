"""Owns what a source prints around tables that it does not lay out: an empty one may be nothing but lines of text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from juesuan_gui.document import Grid, Paragraph, Place
from juesuan_gui.forms import Form
from juesuan_gui.reading.normal import folded
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.surroundings import department_of
from juesuan_gui.reading.tables.titles import TitleIndex
from juesuan_gui.report import PrintedTable, PrintedText

#: The number of the table, its department and its unit stand in so many lines below the title.
_LINES_BELOW = 4


def unlaid_tables(source: Source, form: Form, missing: Collection[str]) -> tuple[PrintedTable, ...]:
    """The missing tables whose title stands in the text with a department below it; without rows and columns."""
    titles = TitleIndex(form.tables.values())
    found: dict[str, PrintedTable] = {}
    for lines in _runs(source):
        for place, line in enumerate(lines):
            table = titles.table_of(line.text)
            if table is None or table not in missing or table in found:
                continue
            below = _below(lines[place + 1 : place + 1 + _LINES_BELOW], titles)
            named = next((item for item in below if department_of(((item.text,),))), None)
            if named is not None:
                name = PrintedText(department_of(((named.text,),)), named.place)
                found[table] = PrintedTable(table, line.place, title=line, lines=(line, *below), department=name)
    return tuple(found.values())


def _runs(source: Source) -> Iterator[list[PrintedText]]:
    """The lines between two grids: what stands above one belongs to it."""
    for section in source.document.sections:
        run: list[PrintedText] = []
        for block in section.blocks:
            if isinstance(block, Paragraph):
                run.append(PrintedText(block.text, block.place or Place()))
            elif isinstance(block, Grid):
                yield run
                run = []
        yield run


def _below(lines: Sequence[PrintedText], titles: TitleIndex) -> list[PrintedText]:
    """The lines of the table: up to a sentence or the next title, as a list of contents has it."""
    end = next(
        (place for place, line in enumerate(lines) if "。" in folded(line.text) or titles.table_of(line.text)),
        len(lines),
    )
    return list(lines[:end])
