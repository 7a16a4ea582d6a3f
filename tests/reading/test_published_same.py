"""One report as Word, PDF, workbook and text gives the same tables and the same sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from juesuan_gui.publishing.excel.render import render_excel
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.publishing.word.render import render_word
from juesuan_gui.reading import ReadingWorker, Source
from juesuan_gui.reading.open_source import read_any
from tests.publishing.sample import sample_document
from tests.reading.published_files import grids, lines, numbers_printed, numbers_read, plain, words_of

#: What leads to the page number in a list of contents.
LEADER = re.compile(r"\s*(?:…{2,}|\t)\d+$")
CREATED = datetime(2021, 8, 30, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Source]]:
    folder = tmp_path_factory.mktemp("same")
    document, fonts = sample_document(), FontBook()
    pages = render_pdf(document, folder / "a.pdf", fonts=fonts, created=CREATED)
    render_word(document, folder / "a.docx", heading_pages=pages, fonts=fonts, created=CREATED)
    render_excel(document, folder / "a.xlsx", created=CREATED)
    with ReadingWorker() as worker:
        sources = {suffix: read_any(folder / f"a.{suffix}", worker) for suffix in ("docx", "pdf", "xlsx")}
        (folder / "a.txt").write_text(as_text(sources["docx"]), encoding="utf-8")
        sources["txt"] = read_any(folder / "a.txt", worker)
        assert numbers_read(sources["pdf"]) == numbers_printed(folder / "a.pdf")
        yield sources


def as_text(source: Source) -> str:
    """What a converter makes of a Word file: cells between tabs, merged ones once, a blank line after a table."""
    words: list[str] = []
    for block in source.document.sections[0].blocks:
        if hasattr(block, "cells"):
            rows = [[""] * len(block.columns) for _ in range(block.row_count)]
            for cell in block.cells:
                rows[cell.row][cell.column] = cell.text.replace("\n", "")
            words += ["\t".join(row) for row in rows] + [""]
        elif hasattr(block, "text"):
            words.append(block.text.replace("\t", " "))
    return "\n".join(words)


def test_word_and_pdf_have_the_same_grids_with_their_merges(read: dict[str, Source]) -> None:
    assert [words_of(grid) for grid in grids(read["pdf"])] == [words_of(grid) for grid in grids(read["docx"])]
    assert len(grids(read["pdf"])) > 1


def test_text_has_the_same_cells(read: dict[str, Source]) -> None:
    texts = [{place: cell[0] for place, cell in words_of(grid).items()} for grid in grids(read["txt"])]
    assert texts == [{place: cell[0] for place, cell in words_of(grid).items()} for grid in grids(read["docx"])]


def test_the_workbook_has_the_same_cells(read: dict[str, Source]) -> None:
    """A sheet holds its title and notes too, so that a table is a part of its grid."""
    sheets = [{plain(cell.text) for cell in grid.cells} for grid in grids(read["xlsx"])]
    for grid in grids(read["docx"]):
        words = {cell[0] for cell in words_of(grid).values()}
        assert any(words <= sheet for sheet in sheets)


def test_word_and_pdf_say_the_same_words(read: dict[str, Source]) -> None:
    def said(source: Source) -> str:
        return "".join(plain(LEADER.sub("", line)) for line in lines(source))

    assert said(read["pdf"]) == said(read["docx"])
