"""Explanations as ministries, courts, schools, hospitals and towns word them: right, wrong, and nearly wrong."""

from __future__ import annotations

import pytest

from juesuan_gui.narrative.subjects import clean_subject
from tests.narrative.texts import found, held, judged, read, said

BASIC = "六、一般公共预算财政拨款基本支出决算情况说明"
THREE = "七、财政拨款“三公”经费支出决算情况说明"
SPENT = "二、支出决算情况说明"


def wrong(*texts: str) -> set[tuple[str | None, str | None]]:
    """The findings that are errors or warnings, as (stated, expected)."""
    return {(stated, expected) for level, _, stated, expected in found(*texts) if level != "info"}


# -- what a division is a division of -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "sound"),
    [("75.00", True), ("57.00", False), ("75.01", True)],
)
def test_a_division_is_of_the_whole_and_not_of_its_part_told_last(share: str, sound: bool) -> None:
    text = (
        "基本支出100.00万元，人员经费80.00万元、公用经费20.00万元。按经济分类："
        f"工资福利支出75.00万元，占{share}%；商品和服务支出20.00万元，占20.00%；对个人和家庭的补助5.00万元，占5.00%。"
    )
    errors = {(s, e) for level, _, s, e in found(BASIC, text) if level == "error"}
    assert errors == (set() if sound else {("57.00%", "75.00%")})
    assert not [f for f in judged(BASIC, text).findings if "公用经费" in f.message]


def test_amounts_that_are_no_parts_of_each_other_keep_the_nearest_as_the_whole() -> None:
    text = "财政拨款收入100.00万元，基本支出60.00万元。按经济分类：工资福利支出45.00万元，商品和服务支出15.00万元。"
    assert wrong(BASIC, text) == set()
    assert wrong(BASIC, text.replace("15.00", "16.00")) == {("60.00", "61.00")}


@pytest.mark.parametrize(("spent", "sound"), [("20.00", True), ("30.00", False)])
def test_what_the_words_before_a_list_name_is_its_total(spent: str, sound: bool) -> None:
    text = (
        "本年收入20.00万元，本年支出20.00万元（其中：基本支出0.00万元，项目支出20.00万元），年末结转和结余0.00万元。"
        f"支出具体情况为：其他支出（类）彩票公益金安排的支出（款）某项支出（项）{spent}万元。"
    )
    messages = [f.message for f in judged("七、政府性基金预算财政拨款收入支出决算情况说明", text).findings]
    assert bool(messages) is not sound


# -- names -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("second", ["公务用车购置及运行维护费", "公务用车购置及运行费"])
def test_purchase_and_running_costs_are_one_name_of_a_list(second: str) -> None:
    text = f"因公出国（境）费、{second}、公务接待费分别为0.00万元、9.00万元、1.00万元，占0.00%、90.00%和10.00%。"
    amounts = [s.subject for s in said(THREE, text) if s.literal.figure.value and s.role.name == "FINAL"]
    assert amounts == [second, "公务接待费"]


@pytest.mark.parametrize("words", ["共计支出", "金额", "合计", "累计支出"])
def test_a_sum_behind_a_named_amount_is_no_more_the_headings(words: str) -> None:
    text = f"外事接待支出0.00万元，外事接待0批次，0人，{words}0.00万元。"
    assert not any("三公" in s.subject for s in said(THREE, text))
    alone = f"全年{words}3.00万元。"
    assert [s.subject for s in said(THREE, alone)] == ["财政拨款“三公”经费"]


@pytest.mark.parametrize(
    ("printed", "subject"),
    [
        ("201一般公共服务支出", "一般公共服务支出"),
        ("20805行政事业单位养老支出", "行政事业单位养老支出"),
        # A number of things is no code.
        ("215家企业补助支出", "215家企业补助支出"),
        ("201类", "201类"),
    ],
)
def test_a_code_before_a_name_is_no_part_of_it(printed: str, subject: str) -> None:
    assert clean_subject(printed) == subject


# -- rates of what is not printed ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "rate", "sound"),
    [
        ("公务用车运行维护费", "100.0", True),
        # The thing whose budget was told: proved.
        ("财政拨款“三公”经费", "100.0", False),
        ("财政拨款“三公”经费", "92.3", True),
    ],
)
def test_the_budget_of_the_whole_is_not_that_of_a_part(name: str, rate: str, sound: bool) -> None:
    text = f"2024年财政拨款“三公”经费预算13.00万元。（2）{name}决算12.00万元，完成预算的{rate}%。"
    assert wrong(THREE, text) == (set() if sound else {(f"{rate}%", "92.3%")})


@pytest.mark.parametrize(("over", "sound"), [("2.00", True), ("20.00", False)])
def test_what_went_beyond_the_budget_is_a_change(over: str, sound: bool) -> None:
    text = f"行政运行（项）年初预算10.00万元，决算数12.00万元，完成预算的120.00%，超出{over}万元，原因是追加。"
    assert bool(wrong(SPENT, text)) is not sound


# -- shares whose whole is not named -------------------------------------------------------------------------


def made_of(basic: str, other: str = "占0%") -> tuple[str, ...]:
    return (
        SPENT,
        "本部门2018年度支出总计300.00万元，其中本年支出合计250.00万元，年末结转和结余50.00万元。",
        f"本年支出的具体构成为：基本支出170.00万元，占{basic}%；项目支出80.00万元，占32.00%；"
        f"经营支出0万元，{other}；其他支出0万元，占0%。",
    )


def test_of_two_shares_that_say_anything_one_proves_the_other_wrong() -> None:
    assert wrong(*made_of("68.00")) == set()
    assert ("86.00%", "68.00%") in wrong(*made_of("86.00"))
    # Both are wrong alike: the whole may be another one.
    assert wrong(*made_of("50.00"), "说明。") == {("50.00%", "68.00%")}
    both = [text.replace("32.00", "23.00") for text in made_of("86.00")]
    assert ("86.00%", "68.00%") not in wrong(*both)


CLASSES = (
    "（五）一般公共预算财政拨款支出决算情况",
    "2017年度一般公共预算财政拨款支出100.00万元，其中：基本支出60.00万元，占60.00%；项目支出40.00万元，占40.00%。",
    "（1）201一般公共服务支出：66.00万元，占66.00%，较年初预算60.00万元增加6.00万元，增长10.00%。",
    "（2）208社会保障和就业支出：24.00万元，占{share}%，较年初预算24.00万元无变化。",
    "（3）221住房保障支出：10.00万元，占10.00%，较年初预算10.00万元无变化。",
)


@pytest.mark.parametrize(("share", "sound"), [("24.00", True), ("42.00", False), ("24.01", True)])
def test_numbered_classes_with_a_colon_are_one_run_of_shares(share: str, sound: bool) -> None:
    texts = [text.format(share=share) for text in CLASSES]
    errors = {(s, e) for level, _, s, e in found(*texts) if level == "error"}
    assert errors == (set() if sound else {("42.00%", "24.00%")})
    if share == "24.00":
        assert [kind for kind, _ in held(*texts)].count("share") >= 5


# -- contents ------------------------------------------------------------------------------------------------


def test_a_part_may_be_set_in_two_lines_where_the_contents_give_it_in_one() -> None:
    contents = ["目 录", "第一部分  某局概况", "一、主要职能", "第二部分  决算情况说明"]
    body = ["第一部分", "某局概况", "一、主要职能", "负责某项工作。", "第二部分", "决算情况说明", "没有。"]
    assert [p.text for p in read(*contents, *body) if p.text.startswith("第一部分")] == ["第一部分"]
    # A contents page without a body behind it is no body.
    assert not [p for p in read(*contents) if "第一部分" in p.text]


# -- what is told twice, and lists of vehicles ---------------------------------------------------------------


@pytest.mark.parametrize(("again", "sound"), [("0.48", True), ("19.85", False), ("0.5", True)])
def test_what_visits_cost_is_told_twice_alike(again: str, sound: bool) -> None:
    text = (
        "国内公务接待支出0.48万元，主要用于餐费。国内公务接待6批次，52人次（不包括陪同人员），"
        f"共计支出{again}万元。外事接待支出0万元，外事接待0批次，0人，共计支出0万元。"
    )
    assert wrong(THREE, text) == (set() if sound else {("19.85", "0.48")})


def test_another_kind_of_visits_is_another_thing() -> None:
    text = "国内公务接待支出0.48万元。外事接待2批次，9人次，共计支出0.20万元。"
    assert wrong(THREE, text) == set()


@pytest.mark.parametrize(
    ("total", "kinds", "sound"),
    [
        (4, "部级领导干部用车0辆、一般公务用车1辆、一般执法执勤用车2辆、特种专业技术用车1辆", True),
        (6, "部级领导干部用车0辆、一般公务用车1辆、一般执法执勤用车2辆、特种专业技术用车1辆", False),
        # Two kinds alone may be examples.
        (6, "一般公务用车1辆、执法执勤用车2辆", True),
    ],
)
def test_the_kinds_of_vehicles_are_all_there_are(total: int, kinds: str, sound: bool) -> None:
    text = f"截至2019年12月31日，某街道办事处共有车辆{total}辆，其中：{kinds}。"
    assert wrong("（三）国有资产占有使用情况", text) == (set() if sound else {("6", "4")})


@pytest.mark.parametrize(("fund", "sound"), [("50.00", True), ("5.00", False)])
def test_the_funds_in_a_bracket_are_parts(fund: str, sound: bool) -> None:
    text = f"财政拨款收入488.60万元（一般公共预算财政拨款438.60万元、政府性基金预算财政拨款{fund}万元）。"
    assert wrong("三、收入决算情况", text) == (set() if sound else {("488.60", "443.60")})


def test_a_fact_told_twice_holds_at_both_places() -> None:
    text = ("全区参保人数32.13万人，同比下降0.4%。", "（二）产出", "全区参保人数32.13万人，同比下降0.37%。")
    result = judged("（一）成效", *text)
    lines = {h.place.passage.place(h.place.start).line for h in result.held if h.check == "N13-01"}
    assert lines == {2, 4}
    assert {h.place.passage.place(h.place.start).line for h in judged("（一）成效", text[0]).held} == set()


@pytest.mark.parametrize(("plan", "sound"), [("920.00", True), ("950.00", False), ("920.01", True)])
def test_what_was_saved_is_measured_on_the_budget_told(plan: str, sound: bool) -> None:
    text = f"全年政府采购预算{plan}万元，实际采购874.00万元，节支46.00万元，节支率5.00%。"
    errors = {(s, e) for level, _, s, e in found("七、采购情况", text) if level == "error"}
    assert errors == (set() if sound else {("46.00", "76.00"), ("5.00%", "4.84%")})
