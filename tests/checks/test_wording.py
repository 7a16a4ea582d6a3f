"""What a finding says: where, both numbers in the form's unit, the cell to correct, and what it follows from."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

import pytest

from juesuan_gui.checks import Audit, Finding, Outcome, Wording
from juesuan_gui.figures import Quantity, Unit, midpoint
from juesuan_gui.live import RuleBook
from juesuan_gui.relations import Address
from juesuan_gui.report import Origin, Stated, compose, state_figure
from tests.checks.desk import Desk
from tests.checks.mutations import MUTATIONS, Mutation
from tests.checks.test_five_cases import _break
from tests.generator.reports import live_of, printed, report_of
from tests.generator.settled import rich

DeskOf = Callable[[str, str], Desk]
FORMS = ("national-2020", "variant-2020")
#: T5[2101501], 上年.T1.收入总计, {位置}, None …
INTERNAL = re.compile(r"[TX]\d\[|T\d\.|\{|\}|None|Fraction|Measure|本行|本列|@")


def written(quantity: Quantity | None, unit: Unit) -> str:
    """An amount as the form prints it, by arithmetic of its own."""
    if quantity is None:
        return "空"
    number = (Decimal(int(midpoint(quantity))) / unit.value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{number:,}"


def messages(desk: Desk) -> list[tuple[Finding, str]]:
    """Each finding with its message, told with its root where it has one."""
    wording = Wording(desk.live)
    by_key = {item.key: item for item in desk.findings()}
    return [(item, wording.message(item, by_key[item.root] if item.root else None)) for item in desk.findings()]


@pytest.mark.parametrize("form_id", FORMS)
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda item: item.name)
def test_every_message_says_where_and_with_which_numbers(
    books: dict[str, RuleBook], desk_of: DeskOf, mutation: Mutation, form_id: str
) -> None:
    form = books[form_id].form
    if mutation.check not in form.checks or mutation.rule > len(form.checks[mutation.check].rules):
        pytest.skip("the form has no such rule")
    desk = desk_of(form_id, mutation.ledger)
    with desk.prepared(mutation), desk.mutated(mutation):
        told = messages(desk)
        assert told
        for finding, message in told:
            assert not INTERNAL.search(message), message
            assert message.endswith("。")
            declared = form.checks[finding.check].message
            for place, quantity in (("{左}", finding.left), ("{右}", finding.right)):
                if (
                    place in declared
                    and finding.outcome is not Outcome.BLANK_TOTAL
                    and finding.check not in ("X56-02", "XY-04")
                ):
                    assert written(quantity, form.unit) in message, message
            if finding.outcome is Outcome.BLANK_TOTAL:
                assert "没有填数" in message and written(finding.right, form.unit) in message
            if finding.subject is not None and ("{位置}" in declared or finding.outcome is Outcome.BLANK_TOTAL):
                table = form.table(finding.subject.table)
                assert table.label in message
                row = finding.subject.row
                assert table.default_row is not None or row in message
            if finding.culprit is not None and finding.culprit != finding.subject:
                assert Wording(desk.live).place(finding.culprit) in message


@pytest.mark.parametrize(
    ("form_id", "words"),
    [
        ("ningxia-2020", "表内 6,690,906.28，所属各款相加 6,570,906.28，相差 120,000.00"),
        # The details as printed: 210.46 + 180.23 + 95.10 + 61.23 + 30.62 + 25.51 + 8.81 + 45.12.
        ("national-2020", "表内 669.09，所属各款相加 657.08，相差 12.01"),
    ],
)
def test_the_numbers_are_in_the_unit_of_the_form(desk_of: DeskOf, form_id: str, words: str) -> None:
    desk = desk_of(form_id, "rich")
    with desk.mutated(Mutation("T6-01", "T6 301 金额", plus=12_000_000)):
        message = next(text for item, text in messages(desk) if item.check == "T6-01")
    assert message == f"公开06表 301 工资福利支出：{words}。"


def test_a_consequence_names_its_root(desk_of: DeskOf) -> None:
    desk = desk_of("ningxia-2020", "rich")
    with desk.mutated(Mutation("T6-01", "T6 301 金额", plus=12_000_000)):
        told = {item.check: (item, text) for item, text in messages(desk)}
        root, root_text = told["T6-01"]
        consequence, text = told["T6-02"]
        assert consequence.root == root.key
        assert "由公开06表 301 工资福利支出引起" in text
        assert "引起" not in root_text
        # Without its root it says what does not agree, and nothing of causes.
        assert "引起" not in Wording(desk.live).message(consequence)


def test_the_message_says_what_to_correct_where_the_wrong_cell_is_not_the_total(desk_of: DeskOf) -> None:
    desk = desk_of("ningxia-2020", "rich")
    with desk.mutated(Mutation("T5-01", "T5 2101501 基本支出", plus=-12_000_000)):
        root = next(item for item in desk.findings() if item.root is None)
        assert root.subject == Address("T5", "2101501", "合计")
        text = Wording(desk.live).message(root)
        right = rich()["T5", "2101501", "基本支出"]
        assert f"{written(right - 12_000_000, Unit.YUAN)} 改为 {written(right, Unit.YUAN)}" in text
        assert "2101501 行政运行·基本支出" in text


def test_one_last_digit_is_called_a_possible_rounding_difference(desk_of: DeskOf) -> None:
    desk = desk_of("national-2020", "rich")
    cell = Address("T1", "收入总计", "决算数")
    figure = desk.live.shown(cell)
    assert figure is not None
    with desk.stated(cell, printed(int(figure.value) + 10_000, Unit.WAN_YUAN)):
        told = [(item.outcome, "尾差" in text) for item, text in messages(desk)]
    assert told and all(rounding is (outcome is Outcome.DIGIT) for outcome, rounding in told)
    assert Outcome.DIGIT in {outcome for outcome, _ in told}


def test_a_difference_of_a_few_fen_does_not_vanish_beside_ten_thousands(books: dict[str, RuleBook]) -> None:
    """A form in 万元 whose figures are known to the 分 shows as many decimals as the difference needs."""
    book = books["national-2020"]
    report = report_of(book.form, {})
    edits = [
        state_figure(report, Address("T1", row, "决算数"), Stated(figure, Origin.TYPED))
        for row, figure in (
            ("收入总计", printed(123_456_789, Unit.YUAN)),
            ("支出总计", printed(123_456_987, Unit.YUAN)),
        )
    ]
    report.apply(compose("录入", edits))
    live = live_of(report, book)
    audit = Audit(live)
    audit.run()
    finding = next(item for item in audit.result().findings if item.check == "T1-05")
    text = Wording(live).message(finding)
    assert "123.456789" in text and "123.456987" in text


def test_a_broken_rule_says_that_it_did_not_run(books: dict[str, RuleBook]) -> None:
    book = RuleBook(books["ningxia-2020"].form)
    broken = next(item for item in book.rules if item.check.id == "T1-05")
    object.__setattr__(broken, "left", _break)
    desk = Desk(book, rich())
    ((finding, text),) = messages(desk)
    assert finding.outcome is Outcome.BROKEN
    assert "没有跑成" in text and "不算通过也不算不通过" in text
    assert "收入总计等于支出总计" in text


@pytest.mark.parametrize("form_id", ["ningxia-2020", "national-2020"])
def test_the_relation_in_words_and_in_numbers_names_what_it_adds(desk_of: DeskOf, form_id: str) -> None:
    desk = desk_of(form_id, "rich")
    wording = Wording(desk.live)
    instance = next(item for item in desk.instances("T5-01") if item.binding.row == "2101501")
    assert wording.formula(instance) == "公开05表 2101501 行政运行：本年支出合计 = 基本支出 + 项目支出"
    basic = rich()["T5", "2101501", "基本支出"]
    with desk.mutated(Mutation("T5-01", "T5 2101501 合计", plus=12_000_000)):
        unit = desk.report.form.unit
        assert wording.addition(instance) == f"{written(basic + 12_000_000, unit)} ≠ {written(basic, unit)} + 0.00"
