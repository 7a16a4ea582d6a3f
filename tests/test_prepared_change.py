"""A very large step is worked out beside the report in turns: made as if at once, or nothing of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from juesuan_gui import session as session_module
from juesuan_gui.figures import exact_money
from juesuan_gui.forms import Form, adjustment_text, declaration_of, load_form
from juesuan_gui.report import (
    Change,
    Report,
    SlotEdit,
    TableKey,
    adjust_form,
    adopt_computed,
    compose,
    insert_code,
    remove_code,
    set_figure,
    set_setting,
    state_figure,
)
from juesuan_gui.report.values import Origin, Stated
from juesuan_gui.session import LargeMove, Session
from juesuan_gui.steps import completed
from tests.benchmarks.reports import large_draft

TEMPLATES = Path(__file__).parents[1] / "templates"
KEY = TableKey("T3")
TOTAL = KEY.cell("合计", "项目支出")


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form("ningxia-2020", [TEMPLATES])


@pytest.fixture(scope="module")
def full() -> Report:
    return large_draft(12)


@pytest.fixture(autouse=True)
def every_step_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "_VERY_MANY", 0)


def all_of(report: Report) -> Change:
    """The import of everything that a report says into an empty one."""
    return compose("导入", [SlotEdit(slot, None, value) for slot, value in report.slots()])


class InTurns:
    """Makes a large step to its end, or some turns of it."""

    def __init__(self, session: Session) -> None:
        self.turns: int | None = None
        self.made: list[bool] = []
        session.in_turns = self.make

    def make(self, move: LargeMove, then: Callable[[], object], /) -> None:
        steps = move.steps()
        if self.turns is None:
            self.made.append(completed(steps))
            then()
        else:
            for _ in range(self.turns):
                next(steps)
            steps.close()


def looks(session: Session) -> dict[str, object]:
    """All that a window shows of a session."""
    live, report = session.live, session.report
    cells = {
        key.cell(row, column.key)
        for key in report.tables()
        for row in ["合计", *live.form.table(key.table).rows, *report.code_rows(key)]
        for column in live.form.table(key.table).columns
    }
    return {
        "slots": dict(report.slots()),
        "shown": {cell: live.shown(cell) for cell in cells},
        "locked": {cell for cell in cells if live.is_computed(cell)},
        "counts": session.audit.counts(),
        "findings": {item.key: item for item in session.audit.result().findings},
        "undo": session.history.undo_label,
        "redo": session.history.redo_label,
        "form": session.form,
        "words": session.wording.place(TOTAL),
    }


def some_change(session: Session, chance: random.Random) -> Change:
    """One of the things that a hand does."""
    report = session.report
    leaves = [code for code in sorted(report.code_rows(KEY)) if len(code) == 7]
    if not leaves:
        return insert_code(report, KEY, "2101501", "行政运行", session.function_codes)
    code = chance.choice(leaves)
    amount = exact_money(chance.randrange(1, 10**6))
    kind = chance.randrange(6)
    if kind == 0:
        return set_figure(report, KEY.cell(code, "项目支出"), amount)
    if kind == 1:
        return remove_code(report, KEY, code)
    if kind == 2:
        return compose("批复", [state_figure(report, TOTAL, Stated(amount, Origin.APPROVED))])
    if kind == 3:
        return adopt_computed(report, [TOTAL])
    if kind == 4:
        name, allowed = chance.choice(sorted(session.form.settings.items()))
        return set_setting(report, name, chance.choice(list(allowed)))
    wanted = declaration_of(session.form, "T5")
    wanted["title"] = chance.choice(("一般公共预算财政拨款支出决算表", "拨款支出表"))
    return adjust_form(report, "版式", {"T5": adjustment_text(report.base_form, "T5", wanted)})


@pytest.mark.sampled(1)
@pytest.mark.parametrize("seed", range(24))
def test_steps_made_in_turns_are_as_if_made_at_once(form: Form, full: Report, seed: int) -> None:
    at_once, turned = Session(Report(form)), Session(Report(form))
    in_turns = InTurns(turned)
    for session in (at_once, turned):
        # Somebody looked before, so that there is something that could be left as it was.
        session.carry_out(all_of(full))
        looks(session)
        chance = random.Random(seed)
        for _ in range(3):
            session.carry_out(some_change(session, chance))
            # A step that is followed cell by cell rests on what the large one left.
            session.do(set_figure(session.report, KEY.cell("2010101", "基本支出"), exact_money(chance.randrange(99))))
            if chance.random() < 0.5:
                session.carry_out_undo(lambda _change: None)
            if chance.random() < 0.3:
                session.carry_out_redo(lambda _change: None)
    assert in_turns.made and all(in_turns.made)
    assert looks(turned) == looks(at_once)
    while turned.history.undo_label:
        at_once.undo()
        turned.carry_out_undo(lambda _change: None)
    assert looks(turned) == looks(at_once)
    assert not dict(turned.report.slots())


@pytest.mark.parametrize("part", [0.4, 1.0])
def test_a_step_that_is_dropped_leaves_everything_as_it_was(full: Report, part: float) -> None:
    kept: list[object] = []
    report = full.copy()
    session = Session(report)
    session.do(set_figure(report, KEY.cell("2010101", "基本支出"), exact_money(5)))
    session.listen(kept.append)
    before = looks(session)
    other = Session(report.copy())
    turns = sum(1 for _ in LargeMove(other, other._new(all_of_other(other))).steps())
    in_turns, then = InTurns(session), []
    # All turns but the last, in which the step is made.
    in_turns.turns = int((turns - 1) * part)
    session.carry_out(all_of_other(session), lambda: then.append(True))
    assert not kept and not then
    assert looks(session) == before
    in_turns.turns = None
    session.carry_out(all_of_other(session), lambda: then.append(True))
    assert len(kept) == 1 and then == [True]
    assert looks(session) != before


def all_of_other(session: Session) -> Change:
    """Every figure of a report another one."""
    report = session.report
    return compose("改", [state_figure(report, cell, Stated(exact_money(7))) for cell in report.figures()])


def test_a_step_made_meanwhile_ends_a_large_one_and_stays(full: Report) -> None:
    session = Session(full.copy())
    steps = LargeMove(session, session._new(all_of_other(session))).steps()
    next(steps)
    cell = KEY.cell("2010101", "基本支出")
    session.do(set_figure(session.report, cell, exact_money(123)))
    before = looks(session)
    assert completed(steps) is False
    assert looks(session) == before
    assert session.live.shown(cell) == exact_money(123)


def test_who_makes_no_turns_makes_a_large_step_at_once(full: Report) -> None:
    session, then = Session(full.copy()), []
    session.carry_out(all_of_other(session), lambda: then.append(session.history.undo_label))
    assert then == ["改"]
    session.carry_out_undo(lambda change: then.append("" if change is None else session.history.redo_label))
    session.carry_out_undo(lambda change: then.append("nothing" if change is None else "?"))
    assert then == ["改", "改", "nothing"]
