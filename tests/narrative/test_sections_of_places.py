"""What the forms of single places write otherwise: what follows from the figures, and what is left out without them."""

from __future__ import annotations

import pytest

from juesuan_gui.figures import exact_count, exact_money
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.drafting.card_words import in_sentence
from juesuan_gui.narrative.drafting.explanation import draft
from juesuan_gui.relations import Address, Basis
from juesuan_gui.report import CodedRow, Origin, Report, Slot, SlotEdit, SlotKind, Stated, TableKey, compose, set_text
from juesuan_gui.report.card_sheets import add_cards, starting_content
from juesuan_gui.report.cards import CardKind
from tests.narrative.drafted import form_named, full_report, live_of


def words(live: LiveReport, section: str) -> str:
    (item,) = [item for item in draft(live) if item.section.id == section]
    assert not item.problem
    return "\n".join(paragraph.text for paragraph in item.paragraphs)


def state(report: Report, *cells: tuple[Address, Stated]) -> None:
    edits = [SlotEdit(Slot.figure(cell), report.stated(cell), stated) for cell, stated in cells]
    report.apply(compose("填", edits))


def money(fen: int) -> Stated:
    return Stated(exact_money(fen), Origin.TYPED)


def test_classes_are_compared_with_their_budgets_only_where_the_budget_has_classes() -> None:
    report = Report(form_named("ningxia-2020"))
    budget = TableKey("T5", basis=Basis.INITIAL_BUDGET)
    rows = [SlotEdit(Slot(SlotKind.ROW, (*TableKey("T5"), "201")), None, CodedRow("201", "一般公共服务支出"))]
    report.apply(compose("行", rows))
    state(report, (TableKey("T5").cell("201", "合计"), money(500)), (budget.cell("合计", "合计"), money(400)))
    assert "一般公共服务支出（类）" not in words(live_of(report), "一般公共具体")
    row = SlotEdit(Slot(SlotKind.ROW, (*budget, "201")), None, CodedRow("201", "一般公共服务支出"))
    report.apply(compose("行", [row]))
    state(report, (budget.cell("201", "合计"), money(400)))
    assert "一般公共服务支出（类）。年初预算为4.00元" in words(live_of(report), "一般公共具体")


@pytest.mark.parametrize(("spent", "people", "said"), [(0, 0, "0"), (600, 3, "2.00"), (600, 0, "待填")])
def test_an_average_of_nothing_is_nothing_and_of_money_without_count_is_asked_for(
    spent: int, people: int, said: str
) -> None:
    report = Report(form_named("beijing-2021"))
    counts = TableKey("三公情况")
    state(
        report,
        (TableKey("T7").cell("金额", "决算因公出国（境）费"), money(spent * 10_000)),
        (counts.cell("因公出国（境）人次", "数量"), Stated(exact_count(people), Origin.TYPED)),
        (counts.cell("因公出国（境）团组", "数量"), Stated(exact_count(people), Origin.TYPED)),
    )
    text = words(live_of(report), "三公")
    average = text.partition("人均因公出国（境）费用")[2][:30]
    assert said in average


def test_one_kind_of_income_is_all_of_it() -> None:
    report = Report(form_named("ningxia-2020"))
    total = TableKey("T2")
    state(report, (total.cell("合计", "本年收入合计"), money(500)), (total.cell("合计", "财政拨款收入"), money(500)))
    assert words(live_of(report), "收入").endswith("均为财政拨款收入。")
    state(report, (total.cell("合计", "本年收入合计"), money(800)), (total.cell("合计", "其他收入"), money(300)))
    assert "占62.50%" in words(live_of(report), "收入")


def test_the_key_tasks_of_a_year_are_a_list_and_a_table() -> None:
    report = full_report("wuhan-2020")
    (before,) = [item for item in draft(live_of(report)) if item.section.id == "重点工作"]
    assert before.needs
    tasks = TableKey("重点工作")
    texts = (("重要事项", "基金监管"), ("工作内容及目标", "检查|全覆盖\n已办结"), ("完成情况", "已完成"))
    state(report, *((tasks.cell("第2项", column), Stated(None, Origin.TYPED, text=text)) for column, text in texts))
    (item,) = [item for item in draft(live_of(report)) if item.section.id == "重点工作"]
    assert not item.needs and "（一）基金监管" in [paragraph.text for paragraph in item.paragraphs]
    assert item.paragraphs[-1].rows[1] == ("1", "基金监管", "检查｜全覆盖 已办结", "已完成")


def test_funds_are_told_by_class_and_group_where_the_place_wants_it() -> None:
    report = Report(form_named("beijing-2022"))
    assert "本年度无此项支出" not in words(live_of(report), "基金具体")
    rows = {"229": "其他支出", "22960": "彩票公益金安排的支出"}
    slots = [(Slot(SlotKind.ROW, (*TableKey("T8"), code)), CodedRow(code, name)) for code, name in rows.items()]
    report.apply(compose("行", [SlotEdit(slot, None, row) for slot, row in slots]))
    state(report, *((TableKey("T8").cell(code, "本年支出"), money(500)) for code in rows))
    budget = TableKey("T8", basis=Basis.INITIAL_BUDGET)
    state(report, (budget.cell("合计", "本年支出"), money(0)))
    text = words(live_of(report), "基金具体")
    assert "“其他支出”（类）2022年度决算5元，比2022年年初预算增加5元" in text
    assert "“彩票公益金安排的支出”（款）2022年度决算5元" in text


def test_a_part_of_attachments_says_that_there_are_none_unless_there_are() -> None:
    report = Report(form_named("ningxia-2020"))
    assert words(live_of(report), "附件").startswith("无")
    layout = next(card for card in report.form.scorecards.values() if card.kind == CardKind.OVERALL)
    report.apply(add_cards(report, layout, [starting_content(layout)], "加自评表"))
    assert words(live_of(report), "附件") == ""
    report.apply(set_text(report, "说明.附件", "另见本局网站。"))
    assert words(live_of(report), "附件") == "另见本局网站。"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("2331 人次", "2331人次"),
        ("执行率 44.45%，偏差 较大。", "执行率44.45%，偏差较大"),
        ("DRG pilot 2", "DRG pilot 2"),
    ],
)
def test_words_of_a_card_stand_in_a_sentence_without_blanks_beside_chinese(cell: str, said: str) -> None:
    assert in_sentence(cell) == said
