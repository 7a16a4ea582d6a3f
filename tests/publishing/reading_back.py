"""Reads published files with other libraries than wrote them, as tests need it."""

from pathlib import Path

import docx
import pdfplumber
from docx.oxml.ns import qn
from docx.table import Table

Cells = dict[tuple[int, int], str]


def plain(text: str | None) -> str:
    """Text without blanks and line ends."""
    return "".join((text or "").split())


def pdf_tables(path: Path) -> list[Cells]:
    """The ruled tables of a PDF: text by row and column."""
    tables: list[Cells] = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for rows in page.extract_tables():
                tables.append(
                    {
                        (row, column): plain(text)
                        for row, cells in enumerate(rows)
                        for column, text in enumerate(cells)
                        if text is not None
                    }
                )
    return tables


def word_cells(table: Table) -> Cells:
    """A Word table: text by row and column, of merged cells only the first."""
    cells: Cells = {}
    for row, element in enumerate(table._tbl.findall(qn("w:tr"))):
        column = 0
        for cell in element.findall(qn("w:tc")):
            properties = cell.find(qn("w:tcPr"))
            span = properties.find(qn("w:gridSpan"))
            merge = properties.find(qn("w:vMerge"))
            if merge is None or merge.get(qn("w:val")) == "restart":
                cells[row, column] = plain("".join(part.text or "" for part in cell.iter(qn("w:t"))))
            column += 1 if span is None else int(span.get(qn("w:val")))
    return cells


def word_tables(path: Path) -> list[Cells]:
    """Every table of a Word file."""
    return [word_cells(table) for table in docx.Document(str(path)).tables]
