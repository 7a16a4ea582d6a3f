"""A report's own words around its tables: names of lines, notes, where the 合计 row stands; read back as printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan_gui.forms import CellRole, Form, adjusted, adjustment_text, declaration_of, fields_of, lay_out, load_form
from juesuan_gui.forms.adjustments import AdjustmentError, RawTable, with_code_columns
from juesuan_gui.forms.adjustments_codes import with_split_codes
from juesuan_gui.forms.adjustments_lines import with_debt_lines, without_lines
from juesuan_gui.forms.adjustments_print import (
    relabelled,
    total_place,
    with_notes,
    with_total,
    with_zero_sentence,
)
from juesuan_gui.publishing.publish import publish
from juesuan_gui.reading import ReadingWorker
from juesuan_gui.reading.intake import read_source, recognise_with
from juesuan_gui.report import History, adjust_form
from tests.generator.reports import TEMPLATES, codes, generated, live_of, report_of

BALANCE = "使用非财政拨款结余"


def form(form_id: str = "shanghai-2024") -> Form:
    return load_form(form_id, [TEMPLATES])


def changed(base: Form, *tables: RawTable) -> Form:
    return adjusted(base, {str(table["id"]): adjustment_text(base, str(table["id"]), table) for table in tables})


def test_a_line_is_printed_under_another_name_and_known_by_both() -> None:
    base = form()
    made = changed(base, relabelled(declaration_of(base, "T1"), BALANCE, f"{BALANCE}（含专用结余）")).table("T1")
    row = made.rows[BALANCE]
    assert row.label == f"{BALANCE}（含专用结余）" and BALANCE in row.aliases
    # The ordinal belongs to the place, not to the name.
    numbered = relabelled(declaration_of(base, "T1"), "外交支出", "九、对外交往支出")
    assert changed(base, numbered).table("T1").rows["外交支出"].label == "二、对外交往支出"
    assert relabelled(declaration_of(base, "T1"), "外交支出", "二、外交支出") == declaration_of(base, "T1")
    # A line renamed and then left out, and the other way round.
    gone = without_lines(numbered, ["国防支出"])
    assert changed(base, gone).table("T1").rows["外交支出"].label == "二、对外交往支出"


@pytest.mark.parametrize(("key", "label"), [("没有的行", "某"), ("外交支出", " "), ("外交支出", "二、")])
def test_what_cannot_be_renamed_is_said(key: str, label: str) -> None:
    with pytest.raises(AdjustmentError):
        relabelled(declaration_of(form(), "T1"), key, label)


def test_the_total_row_first_or_last() -> None:
    base = form()
    table = declaration_of(base, "T8")
    assert total_place(table) == "first"
    moved = with_total(table, "last")
    assert total_place(moved) == "last"
    coded = changed(base, moved).table("T8").coded
    assert coded is not None and coded.total == "last"
    assert total_place(declaration_of(base, "T1")) == ""
    with pytest.raises(AdjustmentError):
        with_total(declaration_of(base, "T1"), "last")
    with pytest.raises(AdjustmentError):
        with_total(table, "中间")


def test_notes_and_the_sentence_of_an_empty_table() -> None:
    base = form()
    table = with_zero_sentence(with_notes(declaration_of(base, "T9"), [" 注：一。", "", "注：二。"]), "本表无数据。")
    made = changed(base, table).table("T9")
    assert list(made.notes) == ["注：一。", "注：二。"] and made.zero_sentence == "本表无数据。"


@pytest.mark.parametrize("form_id", ["shanghai-2024", "national-2020"])
def test_three_code_columns_say_which_is_which_and_go_back(form_id: str) -> None:
    base = form(form_id)
    one = with_code_columns(declaration_of(base, "T5"), 1)
    three = with_code_columns(one, 3, split=True)
    names = [
        (item.header[-1] if item.header[-1] in "类款项" else item.number)
        for item in fields_of(changed(base, three).table("T5"))
        if item.role.value == "code"
    ]
    assert names == ["类", "款", "项"]
    again = with_code_columns(three, 1)
    first, same = one["blocks"][0]["fields"], again["blocks"][0]["fields"]
    assert [(item["header"], item["width"]) for item in same] == [(item["header"], item["width"]) for item in first]


@pytest.mark.parametrize("form_id", ["shanghai-2024", "ningxia-2020", "wuhan-2020"])
def test_economic_codes_stand_apart_and_go_back(form_id: str) -> None:
    base = form(form_id)
    raw = declaration_of(base, "T6")
    apart = with_split_codes(raw, split=True)
    table = changed(base, apart).table("T6")
    printed = lay_out(table)
    lines: dict[str, list[str]] = {}
    for cell in printed.cells:
        if cell.role is CellRole.CODE and cell.row:
            lines.setdefault(cell.row, []).append(cell.text)
    assert lines["30101"] == ["301", "01"] and lines["302"] == ["302", ""]
    assert all("".join(parts) == key for key, parts in lines.items())
    # Every figure of the footer stands below the figures of its block.
    below = {cell.position + cell.column_span - 1 for cell in printed.cells if cell.line == printed.lines - 1}
    assert max(below) == len(printed.widths) - 1
    again = changed(base, with_split_codes(apart, split=False)).table("T6")
    assert lay_out(again).cells == lay_out(base.table("T6")).cells
    assert with_split_codes(apart, split=True) == apart
    with pytest.raises(AdjustmentError):
        with_split_codes(declaration_of(base, "T7"), split=True)


def test_a_report_printed_in_the_manner_of_a_district_is_read_back_whole(tmp_path: Path) -> None:
    """26 lines, codes in three columns, totals last, own notes: as one district prints the city's form."""
    base = form()
    report = report_of(base, generated(77, 10))
    history = History()
    wanted = {}
    for table in base.printed_tables:
        raw = with_notes(declaration_of(base, table.id), [])
        if table.id in ("T1", "T4"):
            raw = with_debt_lines(raw, printed=True)
        if table.id == "T1":
            raw = relabelled(raw, BALANCE, f"{BALANCE}（含专用结余）")
        if raw.get("coded"):
            raw = with_total(with_code_columns(raw, 3, split=True), "last")
        if table.id == "T6":
            raw = with_split_codes(raw, split=True)
        wanted[table.id] = adjustment_text(base, table.id, raw)
    history.do(report, adjust_form(report, "照本区的样式", wanted))
    publish(live_of(report), tmp_path, "报告", ("pdf",))
    with ReadingWorker() as worker:
        source = read_source(tmp_path / "报告.pdf", worker)
    found = recognise_with(source, report.form, codes())
    read = {
        item.address.text: item.stated.figure
        for table in found.tables
        for item in table.figures
        if item.stated.figure is not None and item.stated.figure.value
    }
    own = {
        address.text: stated.figure
        for address, stated in report.figures().items()
        if stated.figure is not None and stated.figure.value
    }
    assert read == own
    history.undo(report)
    assert report.form == base
