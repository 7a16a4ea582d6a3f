"""What is kept between two searches for roots never makes a finding differ from that of a report opened afresh."""

from random import Random

import pytest

from juesuan_gui.checks import Audit, Finding
from juesuan_gui.figures import Figure, exact_money
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
    insert_code,
    remove_code,
    set_setting,
    state_figure,
)
from tests.benchmarks.reports import large_draft
from tests.generator.reports import codes


class Draft:
    """A sound draft whose findings are followed edit by edit."""

    def __init__(self, seed: int) -> None:
        self.report = large_draft(12, seed)
        self.book = RuleBook(self.report.form)
        self.codes = codes(self.report.form.year)
        self.live = LiveReport(self.report, self.codes, self.book)
        self.audit = Audit(self.live)
        self.history = History()
        self.audit.run()

    def do(self, change: Change) -> None:
        if change:
            self.audit.follow(self.live.apply(change))
            self.history.record(change)

    def undo(self) -> None:
        inverse = self.history.next_undo()
        if inverse is not None:
            self.audit.follow(self.live.apply(inverse))
            self.history.record_undo()

    def fresh(self) -> tuple[Finding, ...]:
        audit = Audit(LiveReport(self.report, self.codes, self.book))
        audit.run()
        return audit.result().findings


def cells(report: Report) -> list[Address]:
    found = []
    for table in report.form.tables.values():
        if not table.repeated and not table.supplementary:
            key = TableKey(table.id)
            for row in (*table.rows, *report.code_rows(key)):
                found += [key.cell(row, column) for column in table.columns_of(row)]
    return found


def some_change(random: Random, draft: Draft) -> Change:
    """Mostly figures; now and then a stated or dropped total, an unread figure, a row, a setting."""
    report = draft.report
    kind = random.choice(("figure", "figure", "figure", "coarse", "unread", "drop", "insert", "remove", "setting"))
    key = TableKey(random.choice(("T2", "T3", "T5")))
    if kind == "insert":
        return insert_code(report, key, f"20101{random.randint(50, 59)}", "其他支出", draft.codes)
    if kind == "remove":
        return remove_code(report, key, random.choice(sorted(report.code_rows(key))))
    if kind == "setting":
        name = random.choice(sorted(report.form.settings))
        return set_setting(report, name, random.choice(("", *report.form.settings[name])))
    cell = random.choice(cells(report))
    stated: Stated | None = Stated(exact_money(random.randint(0, 10**7)))
    if kind == "coarse":
        stated = Stated(Figure(random.randint(0, 900) * 10_000, 10_000, exact=False), Origin.IMPORTED)
    elif kind == "unread":
        stated = Stated(None, Origin.IMPORTED, "？", "看不清")
    elif kind == "drop":
        stated = None
    return compose("改", [state_figure(report, cell, stated)])


@pytest.mark.parametrize("seed", range(2))
def test_findings_and_roots_after_edits_are_those_of_a_fresh_start(seed: int) -> None:
    random, draft = Random(seed), Draft(seed)
    named = 0
    for _ in range(14):
        if random.random() < 0.2:
            draft.undo()
        else:
            draft.do(some_change(random, draft))
        findings = draft.audit.result().findings
        named += sum(finding.culprit is not None for finding in findings)
        assert findings == draft.fresh()
    # Not a comparison of nothing with nothing.
    assert named > 0


def test_an_edit_that_turns_the_sign_of_a_difference_is_followed() -> None:
    draft = Draft(1)
    cell = next(cell for cell in cells(draft.report) if cell.table == "T5" and draft.report.stated(cell) is not None)
    for value in (10**9, 1, 10**9, 0):
        draft.do(compose("改", [state_figure(draft.report, cell, Stated(exact_money(value)))]))
        assert draft.audit.result().findings == draft.fresh()
