"""A long copy is told by its first lines and read once; what comes of it is what comes of a short one."""

from __future__ import annotations

import pytest

from juesuan_gui.document import grids_of
from juesuan_gui.figures import Unit
from juesuan_gui.forms import Form, load_form
from juesuan_gui.paths import data_folder
from juesuan_gui.reading import Limits, Recognised, pasted
from juesuan_gui.reading.pasted import CopiedHtml, recognise_pasted
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables import recognise as recognising
from juesuan_gui.steps import completed
from juesuan_gui.ui.grid.blocks import block_of_text
from tests.ui.sheets import SHEETS, as_html, as_text, sheet_of

#: More lines than a header has, fewer than most tables.
FEW = 14


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form("ningxia-2020", [data_folder("templates")])


def found(form: Form, html: str, text: str, table: str) -> Recognised | None:
    return completed(recognise_pasted(form, CopiedHtml(html), block_of_text(text), table=table, unit=Unit.YUAN))


def said(recognised: Recognised | None) -> object:
    """What a copy was taken for, in whichever of its shapes."""
    return recognised and [
        (
            table.id,
            table.unit,
            [(figure.address, figure.stated, figure.quote) for figure in table.figures],
            table.code_rows,
            table.missing_columns,
            [item.text for item in (*table.unmatched_rows, *table.unmatched_columns)],
        )
        for table in recognised.tables
    ]


def untitled(text: str) -> str:
    """The copy from its header on."""
    lines = text.split("\r\n")
    return "\r\n".join(lines[next(number for number, line in enumerate(lines) if "金额单位" in line) + 1 :])


@pytest.mark.sampled(3)
@pytest.mark.parametrize("table", SHEETS)
def test_first_lines_decide_as_the_whole_would(form: Form, table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet, other = sheet_of(table), "T1" if table != "T1" else "T3"
    text = as_text(sheet)
    copies = [
        ("", text, table),
        (as_html(sheet, office=True), text, table),
        (as_html(sheet, office=False), "", other),
        ("", untitled(text), table),
        ("", untitled(text), other),
        # The title of a second table stands far down.
        ("", text + as_text(sheet_of("T7" if table != "T7" else "T5")), table),
        ("", text.split("\r\n", 8)[-1], table),
    ]
    wholes = [said(found(form, *copy)) for copy in copies]
    monkeypatch.setattr(pasted, "_HEAD_ROWS", FEW)
    assert [said(found(form, *copy)) for copy in copies] == wholes
    assert wholes[0] == wholes[2] and wholes[3]


def test_a_long_copy_is_read_as_a_whole_once(form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pasted, "_HEAD_ROWS", FEW)
    text, html = as_text(sheet_of("T5")), as_html(sheet_of("T5"), office=True)
    sizes, recognise = [], recognising.recognise

    def counted(source: Source, form: Form) -> Recognised:
        sizes.append(sum(len(grid.cells) for grid in grids_of(source.document)))
        return recognise(source, form)

    monkeypatch.setattr(pasted, "recognise", counted)
    assert found(form, html, untitled(text), "T1") is not None
    assert sum(size == max(sizes) for size in sizes) == 1


def test_html_that_is_too_much_counts_as_none(form: Form) -> None:
    sheet = sheet_of("T5")
    html = CopiedHtml(as_html(sheet, office=True), Limits(cells=20))
    read = recognise_pasted(form, html, block_of_text(as_text(sheet)), table="T5", unit=Unit.YUAN)
    assert completed(read) == found(form, "", as_text(sheet), "T5")
