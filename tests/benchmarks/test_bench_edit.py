"""The benchmark itself runs; its times are for people, not for tests."""

from pathlib import Path

import pytest

from juesuan_gui.figures import exact_money
from juesuan_gui.report import TableKey, insert_code, remove_code, set_figure
from juesuan_gui.session import Session
from tests.benchmarks.bench_edit import LINES, measure, table
from tests.benchmarks.reports import large_draft, leaf_cells, leaf_codes


def test_the_benchmark_measures_everything_it_prints(tmp_path: Path) -> None:
    found = measure(40, tmp_path, count=20)
    assert set(found) == {key for key, _, _ in LINES}
    printed = table([found, found])
    assert len(printed.splitlines()) == len(LINES) + 1
    assert "1.0×" in printed


def test_the_reports_are_as_large_as_they_say_and_sound() -> None:
    for rows in (40, 500, 5_000):
        codes = leaf_codes(rows)
        assert len({code[:length] for code in codes for length in (3, 5, 7)}) == rows
    session = Session(large_draft(40))
    assert {finding.level.value for finding in session.audit.result().findings} <= {"info"}


@pytest.mark.parametrize("rows", [40, 500])
def test_the_work_of_an_edit_does_not_grow_with_the_report(rows: int) -> None:
    session = Session(large_draft(rows))
    report, key = session.report, TableKey("T5")
    changes = [
        lambda: set_figure(report, leaf_cells(session.form, report)[-1], exact_money(123)),
        lambda: insert_code(report, key, "2019999", "其他支出", session.function_codes),
        lambda: set_figure(report, key.cell("2019999", "项目支出"), exact_money(456)),
        lambda: remove_code(report, key, "2019999"),
    ]
    for change in changes:
        judged, computed = session.audit.evaluations, session.live.evaluations
        session.do(change())
        assert session.audit.evaluations - judged < 130
        assert session.live.evaluations - computed < 40
    fresh = Session(report)
    assert set(fresh.audit.violations()) == set(session.audit.violations())
