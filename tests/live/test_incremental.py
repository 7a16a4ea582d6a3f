"""After any sequence of edits the live values and violations equal those of a report opened afresh."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juesuan_gui.checks import Audit
from juesuan_gui.figures import exact_money
from juesuan_gui.forms import CodeCatalogue, Form, load_form
from juesuan_gui.live import LiveReport, RuleBook
from juesuan_gui.relations import Address
from juesuan_gui.report import (
    Change,
    History,
    Origin,
    Report,
    Stated,
    TableKey,
    compose,
    declare_empty,
    insert_code,
    remove_code,
    set_setting,
    state_figure,
)

TEMPLATES = Path(__file__).parents[2] / "templates"
CODES = ("201", "20101", "2010101", "2010102", "20801", "2080505", "2101501", "2101502")


@pytest.fixture(scope="module", params=["national-2020", "ningxia-2020"])
def book(request: pytest.FixtureRequest) -> RuleBook:
    return RuleBook(load_form(request.param, [TEMPLATES]))


def cells(form: Form, report: Report, table_id: str) -> list[Address]:
    table, key = form.table(table_id), TableKey(table_id)
    rows = [*table.rows, *(["合计"] if table.coded else []), *report.code_rows(key)]
    return [key.cell(row, column) for row in rows for column in table.columns_of(row)]


def next_change(data: st.DataObject, form: Form, report: Report) -> Change:
    kind = data.draw(st.sampled_from(["state", "state", "state", "clear", "insert", "remove", "empty", "setting"]))
    if kind == "setting":
        name = data.draw(st.sampled_from(sorted(form.settings)))
        return set_setting(report, name, data.draw(st.sampled_from(["", *form.settings[name]])))
    table_id = data.draw(st.sampled_from(sorted(form.tables)))
    key = TableKey(table_id)
    if form.table(table_id).coded and kind == "insert":
        return insert_code(report, key, data.draw(st.sampled_from(CODES)), "", CodeCatalogue({}))
    if form.table(table_id).coded and kind == "remove" and report.code_rows(key):
        return remove_code(report, key, data.draw(st.sampled_from(sorted(report.code_rows(key)))))
    if kind == "empty":
        return declare_empty(report, key, data.draw(st.booleans()))
    chosen = data.draw(st.lists(st.sampled_from(cells(form, report, table_id)), min_size=1, max_size=4, unique=True))
    edits = []
    for address in chosen:
        if kind == "clear":
            edits.append(state_figure(report, address, None))
            continue
        value = data.draw(st.sampled_from([None, 0, 1, 100, 12345]))
        unread = data.draw(st.sampled_from(["", "", "", "看不清"]))
        figure = None if value is None or unread else exact_money(value)
        edits.append(state_figure(report, address, Stated(figure, Origin.IMPORTED, unread=unread)))
    return compose("改", edits)


def shown(live: LiveReport, address: Address) -> object:
    try:
        return live.shown(address)
    except Exception as error:
        return type(error).__name__


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_edits_undo_and_redo_agree_with_a_fresh_start(book: RuleBook, data: st.DataObject) -> None:
    form = book.form
    report, history = Report(form), History()
    live = LiveReport(report, CodeCatalogue({}), book)
    audit = Audit(live)
    audit.run()
    for _ in range(data.draw(st.integers(1, 14))):
        action = data.draw(st.sampled_from(["do", "do", "do", "do", "undo", "redo"]))
        if action == "do":
            change = next_change(data, form, report)
            if not change:
                continue
            audit.follow(live.apply(change))
            history.record(change)
        elif action == "undo" and (inverse := history.next_undo()):
            audit.follow(live.apply(inverse))
            history.record_undo()
        elif action == "redo" and (again := history.next_redo()):
            audit.follow(live.apply(again))
            history.record_redo()
    fresh = LiveReport(report, CodeCatalogue({}), book)
    fresh_audit = Audit(fresh)
    fresh_audit.run()
    for table_id in form.tables:
        for address in cells(form, report, table_id):
            assert shown(live, address) == shown(fresh, address), address.text
    assert set(audit.violations()) == set(fresh_audit.violations())
    assert [item.key for item in audit.result().findings] == [item.key for item in fresh_audit.result().findings]
    assert set(audit.result().unread) == set(fresh_audit.result().unread)
    keys = [item.key for item in audit.result().findings]
    assert len(keys) == len(set(keys))
