"""Sentences become statements: role, subject, base, whole, direction, and the list a figure is a part of."""

from __future__ import annotations

import pytest

from juesuan_gui.narrative import Role, Statement
from tests.narrative.texts import said


def brief(statement: Statement) -> tuple[str, Role, str]:
    text = statement.passage.text[statement.literal.start : statement.literal.end]
    return statement.subject, statement.role, text


def only(text: str, role: Role) -> list[Statement]:
    return [statement for statement in said(text) if statement.role is role]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年度收、支总计7201.10万元。", ("收、支总计", Role.FINAL, "7201.10万元")),
        ("2022年度本年收入合计100元。", ("本年收入合计", Role.FINAL, "100元")),
        ("“进修及培训”（款，下同）2022年度决算12,000元。", ("进修及培训(款)", Role.FINAL, "12,000元")),
        ("1.工资福利支出：包括基本工资、奖金等支出5万元。", ("工资福利支出", Role.FINAL, "5万元")),
        ("一般公共预算财政拨款支出年初预算为5万元。", ("一般公共预算财政拨款支出", Role.BUDGET, "5万元")),
        ("2021年全年预算数7158.26万元，执行良好。", ("", Role.BUDGET, "7158.26万元")),
        ("2022年公务用车保有量2辆。", ("公务用车保有量", Role.COUNT, "2辆")),
        ("车均运行维护费5,909.27元。", ("车均运行维护费", Role.AVERAGE, "5,909.27元")),
        ("一般公共预算收入5亿元。", ("一般公共预算收入", Role.FINAL, "5亿元")),
        ("人员经费，1,321,478.92元。", ("人员经费", Role.FINAL, "1,321,478.92元")),
    ],
)
def test_role_and_subject(text: str, expected: tuple[str, Role, str]) -> None:
    (statement,) = said(text)
    assert brief(statement) == expected


@pytest.mark.parametrize(
    ("words", "direction"),
    [
        ("增加", 1),
        ("增长", 1),
        ("上升", 1),
        ("提高", 1),
        ("增支", 1),
        ("减少", -1),
        ("下降", -1),
        ("降低", -1),
        ("压缩", -1),
        ("减支", -1),
        ("减收", -1),
    ],
)
def test_direction_words(words: str, direction: int) -> None:
    (change,) = only(f"支出合计10万元，比上年{words}2万元。", Role.CHANGE)
    assert (change.direction, change.base, change.subject) == (direction, "上年", "支出合计")


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("支出合计10万元，比2019年度增加2万元。", "2019年度"),
        ("支出合计10万元，较2020年度年初预算数增加2万元。", "2020年度年初预算数"),
        ("支出合计10万元。与2019年度相比，支出合计增加2万元。", "2019年度"),
        ("支出合计10万元，较上年决算数增加2万元。", "上年决算数"),
        ("支出合计10万元，较上年同期增加2万元。", "上年同期"),
        ("支出合计10万元，比年初预算增加2万元。", "年初预算"),
    ],
)
def test_bases(text: str, base: str) -> None:
    (change,) = only(text, Role.CHANGE)
    assert change.base == base


def test_each_of_two_changes_finds_its_own_amount() -> None:
    changes = only(
        "2020年度本年收入合计10万元，支出合计9万元。与2019年度相比，本年收入合计增加2万元，支出合计增加1万元。",
        Role.CHANGE,
    )
    assert [change.subject for change in changes] == ["本年收入合计", "支出合计"]


def test_a_joint_change_gives_each_amount_its_own() -> None:
    rates = only(
        "财政拨款收入总计10万元，支出总计9万元。与2019年度相比，财政拨款收、支总计各增加2万元和1万元，增长分别为25%和12.5%。",
        Role.CHANGE_RATE,
    )
    assert [rate.subject for rate in rates] == ["财政拨款收入总计", "支出总计"]


def test_share_names_its_whole() -> None:
    (share,) = only("事业收入5万元，占收入合计的5%。", Role.SHARE)
    assert (share.whole, share.subject) == ("收入合计", "事业收入")


def test_parts_know_their_total_and_path() -> None:
    statements = said("支出合计10万元，其中：基本支出6万元，占60%；项目支出4万元，占40%。")
    parts = [s for s in statements if s.listing is not None and s.role is Role.FINAL]
    assert [(part.subject, part.path) for part in parts] == [("基本支出", ("支出合计",)), ("项目支出", ("支出合计",))]
    assert len({part.listing for part in parts}) == 1


def test_a_list_closes_where_the_next_thing_begins() -> None:
    statements = said("离退休人员4人，其中：离休0人，行政退休3人，事业退休1人；其他人员5人，其中：社会化用工5人。")
    totals = {s.subject: s.listing.total if s.listing else None for s in statements}
    assert totals["其他人员"] is None
    assert totals["离休"] == totals["事业退休"] != totals["社会化用工"]


def test_parts_in_the_following_paragraphs() -> None:
    statements = said(
        "1.“教育支出”（类）2022年度决算10元，比年初预算减少2元。其中：",
        "“进修及培训”（款）2022年度决算6元，比年初预算减少2元。",
        "“普通教育”（款）2022年度决算4元，比年初预算增加0元。",
        "2.“卫生健康支出”（类）2022年度决算5元。",
    )
    parts = [s.subject for s in statements if s.listing is not None and s.role is Role.FINAL]
    assert parts == ["进修及培训(款)", "普通教育(款)"]


def test_parts_under_headings() -> None:
    statements = said(
        "2022年“三公”经费财政拨款决算数10元。其中：",
        "1.因公出国（境）费用",
        "2022年决算数4元，未超预算。",
        "2.公务接待费",
        "2022年决算数6元，未超预算。",
        "二、机关运行经费",
        "机关运行经费支出9元，未超预算。",
    )
    parts = [s.subject for s in statements if s.listing is not None]
    assert parts == ["因公出国(境)费用", "公务接待费"]


def test_reasons_take_no_part_in_lists_and_changes() -> None:
    statements = said("工资福利支出10万元，较上年减少2万元，主要原因是退休1人；较年初预算增加1万元，增长11.1%。")
    assert {s.subject for s in statements if s.role in (Role.CHANGE, Role.CHANGE_RATE)} == {"工资福利支出"}


def test_a_budget_waits_for_its_final_figure() -> None:
    budget, final, rate = said("项目全年预算数为1,027万元，执行数为784.29万元，完成预算的76.4%。")
    assert budget.frame == final.frame == rate.frame
    assert (budget.role, final.role, rate.role) == (Role.BUDGET, Role.FINAL, Role.COMPLETION)


def test_glossaries_and_names_give_no_statement() -> None:
    assert said("四、年初结转和结余：是指以前年度支出预算因客观条件变化未执行完毕的资金。") == []
