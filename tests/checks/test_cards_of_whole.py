"""The whole department: told ratios and their bases, funds and their share, budgets, bands of scores, copied goals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from juesuan_gui.checks.cards.judging import CardFacts
from juesuan_gui.document import Document, Paragraph, Place, Section
from juesuan_gui.figures import Unit
from juesuan_gui.narrative.passages import passages
from juesuan_gui.reading.cards.sentences import card_statements
from juesuan_gui.report.cards import CardFigure, CardStatement, StatementKind
from tests.checks.cards_bench import BEIJING, NINGXIA, WUHAN, amount, found, held, judged, said, with_money
from tests.checks.test_cards import LISTED, overall

WARNING, INFO = "warning", "info"
REPORT = "部门整体支出绩效自评报告"


def told(*lines: str) -> tuple[CardStatement, ...]:
    blocks = tuple(Paragraph.of(line, place=Place(line=at)) for at, line in enumerate((f"一、{REPORT}", *lines), 1))
    return tuple(card_statements(passages(Document("text", (Section(blocks),)))))


def kinds(*lines: str) -> dict[StatementKind, str]:
    return {item.kind: f"{item.figure.number}" for item in told(*lines)}


def levels(check: str, *lines: str, facts: CardFacts | None = None, card: list[str] | None = None) -> list[str]:
    base = facts or CardFacts()
    result = judged(more=card if card is not None else overall(), facts=replace(base, statements=told(*lines)))
    return [level for name, level in found(result) if name == check]


# The bases in the text


def test_project_spending_belongs_to_the_whole_before_it() -> None:
    said_ = kinds(
        "本单位2021年度预算收入2958.92万元，预算支出2958.92万元，其中基本支出183.97万元，项目支出2774.95万元。",
        "本年度收入3394.83万元，本年支出3686.23万元，其中基本支出158.08万元，项目支出3528.46万元。",
    )
    assert said_[StatementKind.PROJECT_SPENT] == "3528.46"
    # A budget of the beginning of the year is none of the whole year.
    assert StatementKind.PROJECT_BUDGET not in said_
    assert (said_[StatementKind.INCOME_BUDGET], said_[StatementKind.INCOME]) == ("2958.92", "3394.83")
    assert said_[StatementKind.SPENDING_BUDGET] == "2958.92"
    whole = kinds("2021年全年预算数7158.26万元，其中，基本支出预算数3242.45万元，项目支出预算数3915.81万元。")
    assert whole[StatementKind.PROJECT_BUDGET] == "3915.81"


@pytest.mark.parametrize(
    "line",
    [
        "一般公共预算财政拨款支出1217.45万元，其中：基本支出163.08万元，项目支出1054.37万元。",
        "政府性基金预算支出20万元，其中项目支出20万元。",
        "其他收入预算30万元，项目支出预算12万元。",
        "上年本年支出合计90万元，其中项目支出40万元。",
    ],
)
def test_a_part_or_another_year_is_no_base(line: str) -> None:
    wanted = {StatementKind.PROJECT_SPENT, StatementKind.PROJECT_BUDGET, StatementKind.INCOME_BUDGET}
    assert not wanted & kinds(line).keys()


def test_posts_and_people_are_added_over_their_kinds() -> None:
    said_ = kinds("行政编制6人，目前在职7人。事业编制11人，目前在职10人。")
    assert (said_[StatementKind.POSTS], said_[StatementKind.STAFF]) == ("17", "17")
    assert StatementKind.POSTS not in kinds("行政编制6人，目前在职7人。事业编制11人。")


# P20 ratios

_INCOME = ("预算收入100万元，预算支出80万元。", "本年度收入95万元。")


@pytest.mark.parametrize(
    ("lines", "level"),
    [
        ((*_INCOME, "整体自评：收入预算完成率为95%。"), []),
        ((*_INCOME, "整体自评：部门收入预算的完成率为95.0%。"), []),
        ((*_INCOME, "整体自评：收入预算完成率为99.99%。"), [WARNING]),
        (("整体自评：收入预算完成率为99.99%。",), []),
        # The card's budget is 100, the text's first one 80: changed by a quarter.
        ((*_INCOME, "整体自评：预算调整率为25%。"), []),
        ((*_INCOME, "整体自评：预算的调整数与年初预算数的比率为0。"), [WARNING]),
        (("整体自评：预算调整率为12%。",), []),
        (("政府采购预算50万元。", "政府采购支出40万元。", "整体自评：政府采购执行率为80%。"), []),
        (("政府采购预算50万元。", "政府采购支出40万元。", "整体自评：政府采购执行率为100%。"), [WARNING]),
        (("编制20人，在职18人。", "整体自评：在职人员控制率为90%。"), []),
        (("编制20人，在职18人。", "整体自评：在职人员控制率为100%。"), [WARNING]),
        # Two amounts told for one base: neither can be said to be meant.
        ((*_INCOME, "预算收入110万元。", "整体自评：收入预算完成率为99.99%。"), []),
    ],
)
def test_told_ratios(lines: tuple[str, ...], level: list[str]) -> None:
    assert levels("P20", *lines) == level


@pytest.mark.parametrize(("percent", "level"), [("94.34", []), ("94.3", []), ("100", [WARNING]), ("97", [WARNING])])
def test_the_ratio_of_three_public_is_of_its_table(percent: str, level: list[str]) -> None:
    facts = CardFacts(bases=(("three_public_budget", amount("0.53")), ("three_public_spent", amount("0.50"))))
    told_ = f"整体自评：“三公经费”实际支出数与预算数的比率为{percent}%。"
    result = judged(more=overall(), facts=replace(facts, statements=told(told_)))
    found_ = [item[1] for item in found(result) if item[0] == "P20"]
    assert found_ == level and (held(result, "P20") == 1) is not bool(level)


def test_a_ratio_without_figures_is_told_as_not_checked() -> None:
    result = judged(more=overall(), facts=CardFacts(statements=told("整体自评：在职人员控制率为100%。")))
    assert found(result) == [] and any("在职人员控制率" in item.why for item in result[2])


def test_a_ratio_printed_on_the_card_is_recomputed() -> None:
    def card(actual: str) -> list[str]:
        lines = overall()
        lines[-2:-2] = [f"\t\t质量指标\t政府采购执行率\t100%\t{actual}\t0"]
        return lines

    bought = ("政府采购预算50万元。", "政府采购支出40万元。")
    assert levels("P20", *bought, card=card("80%")) == []
    assert levels("P20", *bought, card=card("100%")) == [WARNING]
    assert levels("P20", *bought, card=card("已执行")) == []


# P15 funds, budgets and what the text tells where there are no tables


def share(percent: str, words: str = "一般公共预算项目支出总额") -> tuple[CardStatement, ...]:
    funds = said(StatementKind.FUNDS, "资金818.69万元", "818.69", unit=Unit.WAN_YUAN)
    return funds, said(StatementKind.FUNDS_SHARE, f"{percent}%", percent, words=words)


@pytest.mark.parametrize(
    ("percent", "words", "wrong"),
    [
        ("77.6", "一般公共预算项目支出总额", False),
        ("77.65", "一般公共预算财政拨款项目支出", False),
        ("77.1", "一般公共预算项目支出总额", True),
        ("77.1", "项目支出总额", False),
        ("77.65", "项目支出总额", True),
        # All of it, and a base that nobody printed.
        ("100", "一般公共预算项目支出总额", False),
        ("50", "部门预算项目支出", False),
    ],
)
def test_the_share_of_the_funds(percent: str, words: str, wrong: bool) -> None:
    facts = CardFacts(amount("1061.40"), bases=(("general_project_expenditure", amount("1054.37")),))
    result = judged(facts=replace(facts, statements=share(percent, words)))
    assert (("P15", WARNING) in found(result)) is wrong
    if wrong:
        assert [item.kind for item in result[0] if item.check == "P15"] == ["share"]


def test_the_share_is_read_from_its_sentence() -> None:
    line = "全面开展绩效自评，共涉及项目10个，资金818.69万元，占一般公共预算项目支出总额的77.1%。"
    (found_,) = [item for item in told(line) if item.kind is StatementKind.FUNDS_SHARE]
    assert (f"{found_.figure.number}", found_.words) == ("77.1", "一般公共预算项目支出总额")
    # The share of another amount is not that of the funds: known where 100% told the whole, else said to be unread.
    other = "组织2个项目部门评价，涉及一般公共预算支出200万元，占项目支出的40%。"
    shares = (StatementKind.FUNDS_SHARE, StatementKind.OTHER_FUNDS_SHARE)
    for first, kinds in ((line, [*shares]), (line.replace("77.1%", "100%"), [shares[0]])):
        assert [item.kind for item in told(first + other) if item.kind in shares] == kinds


@pytest.mark.parametrize(("spent", "wrong"), [("116.96", False), ("116.94", False), ("116.90", True), ("50", True)])
def test_without_tables_the_told_project_spending_is_the_limit(spent: str, wrong: bool) -> None:
    facts = CardFacts(statements=told(f"本年支出200万元，其中基本支出20万元，项目支出{spent}万元。"))
    result = judged(BEIJING, NINGXIA, facts=facts)
    assert (("P15", WARNING) in found(result)) is wrong
    assert (held(result, "P15") > 0) is not wrong
    # The table says it where there is one.
    table = judged(BEIJING, NINGXIA, facts=replace(facts, project_expenditure=amount("500")))
    assert not [item for item in found(table) if item[0] == "P15"]


@pytest.mark.parametrize(("budget", "wrong"), [("129.00", False), ("128.99", False), ("128.9", True), ("100", True)])
def test_the_budgets_of_the_projects_are_within_the_told_one(budget: str, wrong: bool) -> None:
    line = f"全年预算数200万元，其中，基本支出预算数71万元，项目支出预算数{budget}万元。"
    result = judged(BEIJING, NINGXIA, facts=CardFacts(statements=told(line)))
    assert (("P15", WARNING) in found(result)) is wrong
    blank = judged(with_money(BEIJING, 0, budget=""), NINGXIA, facts=CardFacts(statements=told(line)))
    assert ("P15", WARNING) not in found(blank) or wrong


# P16 bands of scores


@pytest.mark.parametrize(
    ("words", "count", "wrong"),
    [
        ("90分（含90分）以上", "2", False),
        ("90分（含90分）以上", "1", True),
        ("80-90分（含80分）", "0", False),
        ("80-90分", "1", True),
        ("80-89分", "0", False),
        ("60分以下", "0", False),
        ("96分以上", "1", False),  # 96 is a score: the text does not say whether the bound belongs to it
    ],
)
def test_bands_of_scores_are_counted(words: str, count: str, wrong: bool) -> None:
    facts = CardFacts(
        statements=(
            said(StatementKind.PROJECTS, "涉及项目2个", "2"),
            said(StatementKind.GRADE_COUNT, f"{words}{count}个", count, words=words),
            said(StatementKind.GRADE_COUNT, "10分以下0个", str(2 - int(count)), words="更多"),
        )
    )
    result = judged(BEIJING, WUHAN, facts=facts)
    assert any(item.key == f"P16|等级个数|{words}" for item in result[0]) is wrong


# P17 what was done to so many


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("聘请专业机构对21家定点机构进行检查分析。", INFO),
        ("聘请专业机构对23家定点机构进行检查分析。", WARNING),
        ("聘请专业机构对20家定点机构进行检查分析。", None),
        ("聘请专业机构对21名村民进行检查分析。", None),
        ("计划明年到21家定点机构走访。", None),
    ],
)
def test_what_was_done_to_so_many_is_the_completed_value(line: str, level: str | None) -> None:
    card = BEIJING.changed(0, name="检查定点机构数量≤21家", target="21", actual="20")
    lines = ("二、项目支出绩效评价报告", "护林经费项目于2021年年初预算批复100万元。", "（一）项目产出情况", line)
    result = judged(card, facts=CardFacts(statements=told(*lines)))
    found_ = [item.level.value for item in result[0] if item.check == "P17" and item.key.endswith("完成值")]
    assert found_ == ([level] if level else [])


def test_a_report_on_several_projects_owns_no_figure() -> None:
    lines = (
        "二、项目支出绩效评价报告",
        "护林经费项目于2021年年初预算批复100万元。护草经费项目于2021年年初预算批复50万元。",
        "（一）项目产出情况",
        "聘请专业机构对23家定点机构进行检查分析。",
    )
    assert [item.project for item in told(*lines) if item.kind is StatementKind.COUNT_DONE] == [""]


# P24 copied goals, lists without results


def test_copied_goals_are_one_hint_of_the_report() -> None:
    goals = ("守护辖区森林，减少火情，全年无火灾。", "清理湖面，改善水质，建好湖边步道。")
    cards = [replace(card, goal=goal, done=goal) for card, goal in zip((BEIJING, NINGXIA), goals, strict=True)]
    findings = [item for item in judged(*cards)[0] if item.check == "P24"]
    assert [item.level.value for item in findings] == [INFO] and len(findings[0].others) == 1
    assert not [item for item in found(judged(replace(BEIJING, goal="完成任务", done="完成任务"))) if item[0] == "P24"]


@pytest.mark.parametrize(("done", "hints"), [(("完成", "完成", ""), 1), (("完成", "", ""), 0), (("完成",) * 3, 0)])
def test_a_list_that_tells_results_tells_all(done: tuple[str, ...], hints: int) -> None:
    head = LISTED[2] + "\t绩效目标\t完成情况"
    rows = [f"{at}\t第{at}项经费\t10\t10\t95\t做好工作\t{words}" for at, words in enumerate(done, 1)]
    result = judged(more=[*LISTED[:2], head, *rows])
    assert len([item for item in result[0] if item.check == "P24"]) == hints


def test_figures_keep_their_places() -> None:
    (figure,) = [item.figure for item in told("行政编制6人，目前在职7人。") if item.kind is StatementKind.POSTS]
    assert isinstance(figure, CardFigure) and figure.place == Place(line=2)
