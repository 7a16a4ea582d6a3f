"""What is laid out by a form and filled with any figures is read back the same, for every table of the shipped forms."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan_gui.forms import CodeRow, Form, load_form
from juesuan_gui.paths import data_folder
from juesuan_gui.reading.tables.header import NUMBER_WORDS
from tests.reading.books import Sheet, Value, keys_of, read_back, write_book, yuan

FORMS = {name: load_form(name, [data_folder("templates")]) for name in ("national-2020", "ningxia-2020")}
TABLES = [(form, table.id) for form, content in FORMS.items() for table in content.printed_tables]

amounts = st.integers(-(10**10), 10**12).map(lambda fen: Decimal(fen).scaleb(-2))
names = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=12).filter(
    lambda name: name not in NUMBER_WORDS
)


@st.composite
def code_rows(draw: st.DrawFn) -> list[CodeRow]:
    """Some codes with their parents, in order."""
    items = draw(
        st.sets(st.integers(2010101, 2349999).filter(lambda code: code % 100 and code // 100 % 100), max_size=4)
    )
    codes = sorted({str(code)[:length] for code in items for length in (3, 5, 7)})
    return [CodeRow(code, draw(names)) for code in codes]


@st.composite
def filled(draw: st.DrawFn, form: Form, table_id: str) -> Sheet:
    table = form.table(table_id)
    codes = draw(code_rows()) if table.coded is not None else []
    written = draw(st.dictionaries(st.sampled_from(keys_of(table, codes)), amounts, max_size=30))
    values: dict[tuple[str, str], Value] = dict(written)
    return Sheet(table, values, codes)


@pytest.mark.sampled(6)
@pytest.mark.parametrize(("form_id", "table_id"), TABLES)
@settings(max_examples=8)
@given(data=st.data())
def test_every_table_comes_back(form_id: str, table_id: str, data: st.DataObject) -> None:
    form = FORMS[form_id]
    sheet = data.draw(filled(form, table_id))
    with tempfile.TemporaryDirectory() as folder:
        recognised = read_back(write_book(Path(folder) / "x.xlsx", [sheet]), form)
    (table,) = recognised.tables
    assert table.id == table_id
    assert (table.missing_columns, table.unmatched_columns, table.unmatched_rows, table.unread) == ((), (), (), ())
    assert yuan(recognised, table_id) == sheet.values
    assert [(row.code, row.name) for row in table.code_rows] == [(row.code, row.name) for row in sheet.codes]


@settings(max_examples=5)
@given(data=st.data())
def test_a_whole_workbook_comes_back(data: st.DataObject) -> None:
    form = FORMS["ningxia-2020"]
    sheets = data.draw(st.permutations([data.draw(filled(form, table.id)) for table in form.printed_tables]))
    with tempfile.TemporaryDirectory() as folder:
        recognised = read_back(write_book(Path(folder) / "x.xlsx", sheets), form)
    assert recognised.ignored == () and recognised.missing == ()
    for sheet in sheets:
        assert yuan(recognised, sheet.table.id) == sheet.values
