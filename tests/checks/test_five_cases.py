"""For every rule a passing, a failing, a blank, an unread and a rounded case; and a rule that breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest

from juesuan_gui.checks import Audit, Outcome
from juesuan_gui.checks.judge import level_of
from juesuan_gui.figures import Figure, Quantity, Unit, exact_money
from juesuan_gui.forms import Level, Rule, load_form
from juesuan_gui.live import Instance, RuleBook
from juesuan_gui.relations import Address, Binding, Call, Reference, linear_form, operands
from juesuan_gui.relations.evaluate import Lookup
from tests.checks.desk import Desk
from tests.checks.mutations import MORE, MUTATIONS, Mutation
from tests.generator.reports import TEMPLATES, live_of, report_of
from tests.generator.settled import rich

DeskOf = Callable[[str, str], Desk]
#: One mutation for each rule; it also says in which report, under which setting the rule runs.
OF_RULE = {(item.check, item.rule): item for item in reversed(MUTATIONS)}
EVERY_RULE = pytest.mark.parametrize("mutation", OF_RULE.values(), ids=lambda item: item.name)
#: The last printed digit of a report in 万元.
STEP = 10_000
ALL = "variant-2020"
_PARTS = ("因公出国（境）费", "公务用车小计", "公务用车购置费", "公务用车运行费", "公务接待费", "合计")
#: Rules that wait for something unusual, and a report in which it is there and all is well.
UNUSUAL_BUT_RIGHT: dict[tuple[str, int], dict[str, int]] = {
    ("T7-04", 1): {f"T7 金额 预算{part}": 0 for part in _PARTS},
    ("T7-04", 2): {f"T7 金额 决算{part}": 0 for part in _PARTS},
    # The total is wrong, but not because 会议费 and 培训费 were added in.
    ("T7-09", 1): {"T7 金额 预算合计": MORE},
    ("T7-09", 2): {"T7 金额 决算合计": MORE},
}


#: Rules whose own condition asks whether the left cell is filled; T1-03 and T1-09 report it then.
ASK_FIRST = frozenset({"X14-04"})


def rule_of(desk: Desk, instance: Instance) -> Rule:
    """The declared rule of an instance."""
    return desk.report.form.checks[instance.check].rules[instance.rule]


def left_cell(desk: Desk, instance: Instance) -> Address | None:
    """The cell on the left side, where it is one."""
    left = rule_of(desk, instance).relation.left
    if not isinstance(left, Reference):
        return None
    cells = desk.live.addresses(left, instance.binding)
    return cells[0] if cells else None


def outcome_of(desk: Desk, instance: Instance) -> Outcome:
    """What becomes of one relation as the report stands."""
    return desk.audit.judge(instance).outcome


def running(desk: Desk, mutation: Mutation) -> list[Instance]:
    """The instances of a rule that compare something in the report as it stands."""
    instances = desk.instances(mutation.check, mutation.rule)
    return [item for item in instances if outcome_of(desk, item) is not Outcome.SKIPPED]


@contextmanager
def unusual_but_right(desk: Desk, mutation: Mutation) -> Iterator[None]:
    """What some rules wait for, for a while."""
    with ExitStack() as stack:
        for name, value in UNUSUAL_BUT_RIGHT.get((mutation.check, mutation.rule), {}).items():
            stack.enter_context(desk.stated(Address(*Mutation("", name).address), exact_money(value)))
        yield


@EVERY_RULE
def test_a_consistent_report_passes(desk_of: DeskOf, mutation: Mutation) -> None:
    desk = desk_of(ALL, mutation.ledger)
    with desk.prepared(mutation), unusual_but_right(desk, mutation):
        instances = running(desk, mutation)
        assert instances
        assert {outcome_of(desk, item) for item in instances} == {Outcome.HOLDS}
        assert not set(instances) & set(desk.audit.violations())


@EVERY_RULE
def test_a_wrong_figure_fails_at_the_declared_level(desk_of: DeskOf, mutation: Mutation) -> None:
    desk = desk_of(ALL, mutation.ledger)
    with desk.prepared(mutation), desk.mutated(mutation):
        failed = [item for item in running(desk, mutation) if outcome_of(desk, item) is not Outcome.HOLDS]
        assert {outcome_of(desk, item) for item in failed} <= {Outcome.FAILS, Outcome.BLANK_TOTAL}
        found = {item.instance: item.level for item in desk.findings()}
        assert {found[item] for item in failed} == {desk.report.form.checks[mutation.check].level}


@EVERY_RULE
def test_a_blank_total_over_addends_is_unfilled_and_any_other_blank_is_zero(
    desk_of: DeskOf, mutation: Mutation
) -> None:
    desk = desk_of(ALL, mutation.ledger)
    with desk.prepared(mutation):
        seen = 0
        for instance in desk.instances(mutation.check, mutation.rule)[:12]:
            cell = left_cell(desk, instance)
            if cell is None:
                continue
            figure = desk.live.shown(cell)
            # In a consistent report the other side of an equality is as large as the left one.
            filled = figure is not None and figure.value != 0
            operator = rule_of(desk, instance).relation.operator
            with desk.stated(cell, None):
                blank = outcome_of(desk, instance)
            with desk.stated(cell, exact_money(0)):
                zero = outcome_of(desk, instance)
            seen += 1
            if mutation.check in ASK_FIRST:
                assert blank is zero is Outcome.SKIPPED
            elif operator == "=" and filled:
                assert (blank, zero) == (Outcome.BLANK_TOTAL, Outcome.FAILS)
            else:
                assert blank is zero
        assert seen or not isinstance(
            desk.report.form.checks[mutation.check].rules[mutation.rule - 1].relation.left, Reference
        )


@EVERY_RULE
def test_an_unread_figure_is_neither_passed_nor_failed(desk_of: DeskOf, mutation: Mutation) -> None:
    desk = desk_of(ALL, mutation.ledger)
    with desk.prepared(mutation), unusual_but_right(desk, mutation):
        instances = running(desk, mutation)
        for instance in {instances[0], instances[-1]}:
            cells = operands(rule_of(desk, instance).relation, desk.live, instance.binding)
            for cell in {cells[0], cells[-1]}:
                with desk.stated(cell, None, unread="看不清"):
                    assert outcome_of(desk, instance) is Outcome.UNREAD
                    assert instance not in desk.audit.violations()


@pytest.mark.parametrize("cell", ["T5 2101501 基本支出", "T1 收入总计 决算数", "T6 301 金额", "T4 卫生健康支出 合计"])
def test_unread_relations_are_listed_and_give_no_finding(books: dict[str, RuleBook], cell: str) -> None:
    desk = Desk(books[ALL], rich())
    desk.state(Address(*cell.split(" ")), None, unread="看不清")
    unread = desk.audit.result().unread
    reading = {
        item
        for item in desk.live.instances()
        if Address(*cell.split(" ")) in operands(rule_of(desk, item).relation, desk.live, item.binding)
        and outcome_of(desk, item) is not Outcome.SKIPPED
    }
    assert reading and reading <= set(unread)
    assert not set(unread) & {item.instance for item in desk.audit.held()}
    assert desk.findings() == ()


def test_the_list_of_unread_relations_follows_edits(books: dict[str, RuleBook]) -> None:
    desk = Desk(books[ALL], rich())
    assert desk.audit.result().unread == ()
    with desk.stated(Address("T1", "收入总计", "决算数"), None, unread="看不清"):
        assert desk.audit.result().unread
    assert desk.audit.result().unread == ()


# -- rounding: reports in 万元 with two decimals -----------------------------------------------------


def sums(desk: Desk, mutation: Mutation) -> Iterator[tuple[Instance, Address, int, int]]:
    """Relations that add up printed figures: (instance, the cell to change, its value for a difference of 0,
    how many figures are printed)."""
    for instance in desk.instances(mutation.check, mutation.rule):
        relation = rule_of(desk, instance).relation
        left = linear_form(relation.left, desk.live, instance.binding)
        right = linear_form(relation.right, desk.live, instance.binding)
        assert left is not None and right is not None
        terms = left.plus(right.scaled(-1)).terms
        factor, cell = next((factor, cell) for factor, cell in terms if abs(factor) == 1)
        others = [(other_factor, desk.live.shown(other)) for other_factor, other in terms if other != cell]
        rest = sum(int(other_factor * figure.value) for other_factor, figure in others if figure is not None)
        yield instance, cell, int(-rest * factor), 1 + sum(figure is not None for _, figure in others)


ROUNDED_RULES = [
    mutation
    for (check, rule), mutation in OF_RULE.items()
    # 1% of a figure, "is there anything", and the rule that starts from a printed zero have no last digit.
    if check not in {"X56-02", "XY-04", "T7-04", "T1-09", "T6-05"} and (check, rule) != ("T2-05", 2)
]


@pytest.mark.parametrize("mutation", ROUNDED_RULES, ids=lambda item: item.name)
def test_rounding_in_ten_thousands_is_judged_by_the_intervals(
    books: dict[str, RuleBook], desk_of: DeskOf, mutation: Mutation
) -> None:
    form = books["national-2020"].form
    if mutation.check not in form.checks or mutation.rule > len(form.checks[mutation.check].rules):
        pytest.skip("the form in 万元 has no such rule")
    desk = desk_of("national-2020", mutation.ledger)
    declared = form.checks[mutation.check].level
    with desk.prepared(mutation):
        compared = 0
        for instance, cell, even, printed_figures in sums(desk, mutation):
            if compared == 3:
                break
            relation = rule_of(desk, instance).relation
            one_quantity_twice = (
                relation.operator == "="
                and isinstance(relation.left, Reference)
                and isinstance(relation.right, Reference)
            )
            if one_quantity_twice and printed_figures < 2:
                continue
            # Each figure may be half a last digit off; the same quantity printed twice must be the same.
            allowed = 0 if one_quantity_twice else printed_figures // 2
            beyond = -1 if relation.operator == ">=" else 1
            left_side = cell in operands(relation.left, desk.live, instance.binding)
            direction = beyond if left_side else -beyond

            def judged(
                digits: int,
                instance: Instance = instance,
                cell: Address = cell,
                even: int = even,
                direction: int = direction,
            ) -> Outcome:
                with desk.stated(cell, Figure(even + direction * digits * STEP, STEP, exact=False)):
                    return outcome_of(desk, instance)

            if judged(allowed + 2) is Outcome.SKIPPED:
                continue
            compared += 1
            assert judged(allowed) in (Outcome.HOLDS, Outcome.ROUNDING)
            if allowed and relation.operator == "=":
                assert judged(allowed) is Outcome.ROUNDING
            assert judged(allowed + 1) is Outcome.DIGIT
            assert level_of(Outcome.DIGIT, declared) in (Level.WARNING, Level.INFO)
            assert judged(allowed + 2) is Outcome.FAILS
            assert level_of(Outcome.FAILS, declared) is declared
        assert compared


def test_one_last_digit_is_a_warning_at_most_and_two_are_an_error(desk_of: DeskOf) -> None:
    desk = desk_of("national-2020", "rich")
    cell = Address("T1", "本年收入合计", "决算数")
    printed_twice = Address("T2", "合计", "本年收入合计")
    figure = desk.live.shown(printed_twice)
    assert figure is not None and not figure.exact
    for digits, level in ((1, Level.WARNING), (2, Level.ERROR)):
        with desk.stated(cell, Figure(figure.value + digits * STEP, STEP, exact=False)):
            assert {item.level for item in desk.findings() if item.check == "X12-01"} == {level}


@pytest.mark.parametrize(
    ("check", "rule", "cell"),
    [
        ("X12-01", 1, "T1 本年收入合计 决算数"),
        ("X14-01", 1, "T1 一般公共预算财政拨款收入 决算数"),
        ("X45-01", 1, "T5 合计 合计"),
        ("T1-05", 1, "T1 收入总计 决算数"),
    ],
)
def test_exact_figures_of_one_quantity_must_agree_to_the_fen(desk_of: DeskOf, check: str, rule: int, cell: str) -> None:
    desk = desk_of("ningxia-2020", "rich")
    assert desk.report.form.unit is Unit.YUAN
    address = Address(*cell.split(" "))
    figure = desk.live.shown(address)
    assert figure is not None
    with desk.stated(address, exact_money(int(figure.value) + 1)):
        assert [item.level for item in desk.findings() if (item.check, item.instance.rule + 1) == (check, rule)] == [
            Level.ERROR
        ]


def test_a_sum_of_exact_figures_may_be_one_fen_off_with_a_warning(desk_of: DeskOf) -> None:
    desk = desk_of("ningxia-2020", "rich")
    cell = Address("T6", "301", "金额")
    figure = desk.live.shown(cell)
    assert figure is not None
    for fen, level in ((1, Level.WARNING), (2, Level.ERROR)):
        with desk.stated(cell, exact_money(int(figure.value) + fen)):
            assert {item.level for item in desk.findings() if item.check == "T6-01"} == {level}


# -- a rule that breaks ----------------------------------------------------------------------------


def _break(lookup: Lookup, binding: Binding) -> Quantity | None:
    raise ZeroDivisionError("内部")


def test_a_rule_that_breaks_is_neither_passed_nor_failed() -> None:
    book = RuleBook(load_form("ningxia-2020", [TEMPLATES]))
    broken = next(item for item in book.rules if item.check.id == "T1-07")
    object.__setattr__(broken, "left", _break)
    crossed = next(item for item in book.rules if item.check.id == "X12-01")
    object.__setattr__(crossed, "right", _break)
    live = live_of(report_of(book.form, rich()), book)
    audit = Audit(live)
    audit.run()
    findings = audit.result().findings
    # 单位性质 was not chosen, so T1-07 does not run at all.
    assert [(item.check, item.outcome, item.level) for item in findings] == [("X12-01", Outcome.BROKEN, Level.WARNING)]
    assert findings[0].culprit is None and findings[0].root is None
    assert "ZeroDivisionError" in findings[0].problem
    assert audit.result().unread == ()
    held = {item.check for item in audit.held()}
    assert "X12-01" not in held and "X12-02" in held


def test_a_broken_rule_is_no_consequence_of_a_wrong_figure() -> None:
    book = RuleBook(load_form("ningxia-2020", [TEMPLATES]))
    crossed = next(item for item in book.rules if item.check.id == "X12-01")
    object.__setattr__(crossed, "right", _break)
    desk = Desk(book, rich())
    cell = Address("T1", "本年收入合计", "决算数")
    desk.state(cell, exact_money(1))
    by_check = {item.check: item for item in desk.findings()}
    assert by_check["T1-01"].culprit == cell
    assert by_check["X12-01"].outcome is Outcome.BROKEN


def test_non_linear_sides_are_only_where_the_rounded_cases_leave_them_out(books: dict[str, RuleBook]) -> None:
    calls = {
        check.id
        for check in books[ALL].form.checks.values()
        for rule in check.rules
        if isinstance(rule.relation.left, Call) or isinstance(rule.relation.right, Call)
    }
    assert {"X56-02", "XY-04"} <= calls <= {"X56-02", "XY-04", "S01", "S05", "S06"}
