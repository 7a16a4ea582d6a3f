"""A change applies, is taken back exactly, joins its edits, and never half applies."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan_gui.figures import Figure, exact_money
from juesuan_gui.forms import CodeCatalogue, CodeEntry, Form, load_form
from juesuan_gui.relations import Address
from juesuan_gui.report import (
    Change,
    ChangeConflict,
    CodedRow,
    History,
    Note,
    Origin,
    Report,
    Setting,
    Slot,
    SlotEdit,
    SlotKind,
    Stated,
    TableKey,
    TableMark,
    Text,
    Value,
    adopt_computed,
    become,
    compose,
    declare_empty,
    insert_code,
    remove_code,
    set_figure,
    set_note,
    set_setting,
    set_text,
)

KEY = TableKey("支出")
CODES = ("201", "20101", "2010101", "2010102", "20805", "2080505")
CATALOGUE = CodeCatalogue(
    {code: CodeEntry(code, name, 2007, 9999, "", "H") for code, name in (("208", "社会保障"), ("20805", "养老支出"))}
)
FORM = """
id = "small"
name = "小样式"
region = "某地"
year = 2020
tables = ["支出"]
[settings]
"文种" = ["部门", "单位"]
"""
TABLE = """
id = "支出"
title = "支出决算表"
label = "表1"
columns = [{ key = "基本支出" }, { key = "项目支出" }]
[coded]
total = "first"
[[blocks]]
fields = [
  { role = "code", header = ["科目编码"] },
  { role = "name", header = ["科目名称"] },
  { role = "figure", header = ["基本支出"], column = "基本支出" },
  { role = "figure", header = ["项目支出"], column = "项目支出" },
]
"""


@pytest.fixture(scope="session")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    folder: Path = tmp_path_factory.mktemp("forms")
    (folder / "small" / "tables").mkdir(parents=True)
    (folder / "small" / "form.toml").write_text(FORM, encoding="utf-8")
    (folder / "small" / "tables" / "支出.toml").write_text(TABLE, encoding="utf-8")
    return load_form("small", [folder])


def cell(code: str, column: str = "基本支出") -> Address:
    return KEY.cell(code, column)


def row(code: str) -> Slot:
    return Slot(SlotKind.ROW, (*KEY, code))


def state(report: Report) -> dict[Slot, Value]:
    return dict(report.slots())


def do(report: Report, *changes: Change) -> None:
    for change in changes:
        report.apply(change)


stated = st.builds(Stated, st.none() | st.builds(Figure, st.integers(-5, 5)), st.sampled_from(Origin))
contents: dict[Slot, st.SearchStrategy[Value]] = {
    **{Slot.figure(cell(code, column)): stated for code in CODES for column in ("基本支出", "项目支出")},
    **{
        row(code): st.builds(CodedRow, st.just(code), st.text(max_size=2), st.none() | st.integers(0, 9))
        for code in CODES
    },
    Slot(SlotKind.TABLE, tuple(KEY)): st.sampled_from(TableMark),
    Slot(SlotKind.TEXT, ("单位",)): st.builds(Text, st.text(max_size=3)),
    Slot(SlotKind.SETTING, ("文种",)): st.builds(Setting, st.sampled_from(["部门", "单位"])),
    Slot(SlotKind.NOTE, ("甲",)): st.builds(Note, st.text(max_size=2), st.text(max_size=2), st.text(max_size=2)),
}
edits = st.sampled_from(list(contents)).flatmap(lambda slot: st.tuples(st.just(slot), st.none() | contents[slot]))


def assert_same_reading(report: Report, other: Report) -> None:
    """What the report answers agrees with one that was filled from nothing."""
    assert state(report) == state(other)
    assert report.figures() == other.figures()
    assert report.code_rows(KEY) == other.code_rows(KEY)
    assert report.ordered_rows(KEY) == other.ordered_rows(KEY)
    assert report.tables() == other.tables()
    assert report.is_filled(KEY) == other.is_filled(KEY)
    assert report.mark(KEY) == other.mark(KEY)


def filled(form: Form, slots: dict[Slot, Value]) -> Report:
    report = Report(form)
    report.apply(Change("", tuple(SlotEdit(slot, None, value) for slot, value in slots.items())))
    return report


@given(st.lists(st.lists(edits, max_size=6), max_size=6))
def test_any_changes_apply_and_are_taken_back(form: Form, steps: list[list[tuple[Slot, Value | None]]]) -> None:
    report, history = Report(form), History()
    states: list[dict[Slot, Value]] = [{}]
    for step in steps:
        now = state(report)
        made = []
        for slot, after in step:
            made.append(SlotEdit(slot, now.get(slot), after))
            now = {key: value for key, value in {**now, slot: after}.items() if value is not None}
        change = compose("步", made)
        history.do(report, change)
        assert state(report) == now
        assert_same_reading(report, filled(form, now))
        if change:
            states.append(now)
    for expected in reversed(states[:-1]):
        history.undo(report)
        assert_same_reading(report, filled(form, expected))
    assert history.undo(report) is None
    for expected in states[1:]:
        history.redo(report)
        assert state(report) == expected
    assert history.redo(report) is None


@given(st.lists(edits, max_size=8))
def test_an_inverse_of_an_inverse_is_the_change(form: Form, step: list[tuple[Slot, Value | None]]) -> None:
    change = compose("步", [SlotEdit(slot, None, after) for slot, after in dict(step).items()])
    assert change.inverse().inverse() == change


def test_composing_joins_the_edits_of_a_slot_and_drops_what_changes_nothing() -> None:
    one, two = Stated(exact_money(1)), Stated(exact_money(2))
    slot, other = Slot.figure(cell("201")), Slot.figure(cell("20101"))
    change = compose(
        "粘贴",
        [SlotEdit(slot, None, one), SlotEdit(other, two, one), SlotEdit(slot, one, two), SlotEdit(other, one, two)],
    )
    assert change.edits == (SlotEdit(slot, None, two),)
    assert not compose("无", [SlotEdit(other, two, two)])


def test_a_change_that_does_not_fit_leaves_the_report_as_it_was(form: Form) -> None:
    report = Report(form)
    do(report, set_figure(report, cell("201"), exact_money(5)))
    before = state(report)
    wrong = Change(
        "错",
        (
            SlotEdit(Slot(SlotKind.TEXT, ("单位",)), None, Text("某局")),
            SlotEdit(Slot.figure(cell("201")), Stated(exact_money(6)), None),
        ),
    )
    with pytest.raises(ChangeConflict):
        report.apply(wrong)
    assert state(report) == before
    assert report.is_filled(KEY)


def test_inserting_a_code_inserts_the_parents_that_are_missing(form: Form) -> None:
    report = Report(form)
    do(report, insert_code(report, KEY, "2080505", "养老保险缴费", CATALOGUE))
    assert {code: coded.name for code, coded in report.code_rows(KEY).items()} == {
        "208": "社会保障",
        "20805": "养老支出",
        "2080505": "养老保险缴费",
    }
    change = insert_code(report, KEY, "2080506", "", CATALOGUE)
    assert [edit.slot.key[-1] for edit in change.edits] == ["2080506"]
    assert not insert_code(report, KEY, "20805", "别的名称", CATALOGUE)


def test_removing_a_code_takes_what_is_below_and_undo_brings_it_back(form: Form) -> None:
    report, history = Report(form), History()
    for code in ("2080505", "2080506", "2010101"):
        history.do(report, insert_code(report, KEY, code, code, CATALOGUE))
        history.do(report, set_figure(report, cell(code), exact_money(int(code))))
    other_year = KEY._replace(period="上年")
    history.do(report, insert_code(report, other_year, "2080505", "", CATALOGUE))
    history.do(report, set_figure(report, other_year.cell("2080505", "基本支出"), exact_money(9)))
    before = state(report)

    history.do(report, remove_code(report, KEY, "20805"))
    assert set(report.code_rows(KEY)) == {"208", "201", "20101", "2010101"}
    assert set(report.figures()) == {cell("2010101"), other_year.cell("2080505", "基本支出")}
    history.undo(report)
    assert state(report) == before
    assert report.stated(cell("2080505")) == Stated(exact_money(2080505))


def test_adopting_the_computed_drops_what_was_stated_in_one_step(form: Form) -> None:
    report, history = Report(form), History()
    for code in ("201", "20101"):
        history.do(report, set_figure(report, cell(code), exact_money(5), Origin.APPROVED))
    change = adopt_computed(report, [cell("201"), cell("20101"), cell("2010101")])
    assert len(change.edits) == 2
    history.do(report, change)
    assert not report.figures()
    history.undo(report)
    assert report.stated(cell("201")) == Stated(exact_money(5), Origin.APPROVED)


def test_becoming_touches_only_what_differs(form: Form) -> None:
    report = Report(form)
    do(report, set_text(report, "单位", "某局"), set_figure(report, cell("201"), exact_money(1)))
    wanted = {**state(report), Slot.figure(cell("20101")): Stated(exact_money(2))}
    del wanted[Slot.figure(cell("201"))]
    change = become(report, "返回", wanted)
    assert {edit.slot for edit in change.edits} == {Slot.figure(cell("201")), Slot.figure(cell("20101"))}
    do(report, change)
    assert state(report) == wanted
    assert not become(report, "返回", wanted)


def test_a_new_change_drops_what_was_undone(form: Form) -> None:
    report, history = Report(form), History()
    history.do(report, set_text(report, "单位", "甲"))
    history.undo(report)
    assert (history.undo_label, history.redo_label) == ("", "修改单位")
    history.do(report, Change("无", ()))
    assert history.redo_label == "修改单位"
    history.do(report, set_text(report, "说明", "乙"))
    assert (len(history), history.redo_label, history.redo(report)) == (1, "", None)


def test_a_table_is_filled_by_a_figure_an_unread_cell_or_a_mark(form: Form) -> None:
    report = Report(form)
    assert not report.is_filled(KEY)
    for change in (
        set_figure(report, cell("201"), exact_money(0)),
        Change("", (SlotEdit(Slot.figure(cell("201")), None, Stated(None, Origin.IMPORTED, "?", "看不清")),)),
        declare_empty(report, KEY, True),
    ):
        do(report, change)
        assert report.is_filled(KEY)
        do(report, change.inverse())
        assert not report.is_filled(KEY)
    blank = Change("", (SlotEdit(Slot.figure(cell("201")), None, Stated(None, Origin.IMPORTED)),))
    do(report, blank)
    assert not report.is_filled(KEY)


def test_rows_stand_in_the_imported_order_until_one_without_is_inserted(form: Form) -> None:
    report = Report(form)
    for order, code in enumerate(("208", "201")):
        do(report, Change("", (SlotEdit(row(code), None, CodedRow(code, "", order)),)))
    assert [coded.code for coded in report.ordered_rows(KEY)] == ["208", "201"]
    do(report, insert_code(report, KEY, "203", "", CATALOGUE))
    assert [coded.code for coded in report.ordered_rows(KEY)] == ["201", "203", "208"]


def test_a_setting_the_form_does_not_offer_is_refused(form: Form) -> None:
    report = Report(form)
    with pytest.raises(ValueError, match="部门、单位"):
        set_setting(report, "文种", "机关")
    do(report, set_setting(report, "文种", "单位"), set_note(report, "甲", Note("属实", "", "")))
    assert report.setting("文种") == "单位"
    do(report, set_setting(report, "文种", ""), set_note(report, "甲", None))
    assert not state(report)
