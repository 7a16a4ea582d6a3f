"""Sentences as provinces write them that no gold list holds: each kind right, wrong, and nearly wrong."""

from __future__ import annotations

import pytest

from juesuan_gui.checks.claims.judging import judge_claims
from juesuan_gui.checks.claims.observations import audit_text
from juesuan_gui.checks.print.phrasing import phrasing_checks
from juesuan_gui.narrative import passages, statements_of
from juesuan_gui.narrative.claiming.claims import claims_of
from juesuan_gui.narrative.claiming.precision import with_dropped_zeros
from tests.narrative.texts import found, lines, pages, read, said

ITEM = "一般公共服务支出(类)统计信息事务(款)"


def figures(*texts: str) -> set[tuple[str, str | None, str | None]]:
    """The findings of a text as (level, stated, expected)."""
    return {(level, stated, expected) for level, _, stated, expected in found(*texts)}


def wordings(*texts: str) -> dict[str, str]:
    """The findings about wording by the id of their pattern: its level."""
    return {item.key.partition("|")[2]: item.level.value for item in phrasing_checks(read(*texts))}


# -- 具体情况: one item, its figure said twice -----------------------------------------------------------

HEADS = ("五、一般公共预算财政拨款支出决算情况说明", "(三)一般公共预算财政拨款支出决算具体情况")


def items(*texts: str) -> tuple[str, ...]:
    return (*HEADS, "一般公共预算财政拨款支出年初预算为30万元，支出决算为27.00万元，完成年初预算的90%。其中：", *texts)


FIRST = f"1.“{ITEM}专项统计业务(项)”20.00万元，主要用于：调查。年初预算为22.00万元，支出决算为20.00万元，完成年初预算的90.91%。"
SECOND = f"“{ITEM}统计管理(项)”7.00万元，主要用于：调查。年初预算为8.00万元，支出决算为{{}}万元，完成年初预算的{{}}%。"


def test_an_item_without_a_number_is_a_part_and_owns_its_budget() -> None:
    assert not figures(*items(FIRST, SECOND.format("7.00", "87.50")))


def test_an_item_whose_second_figure_differs_breaks_its_rate() -> None:
    assert ("error", "87.50%", "75.00%") in figures(*items(FIRST, SECOND.format("6.00", "87.50")))


def test_the_budget_of_an_item_is_never_that_of_the_heading() -> None:
    subjects = {s.subject for s in said(*items(FIRST, SECOND.format("7.00", "87.50"))) if s.base == "年初预算"}
    assert f"{ITEM}统计管理(项)" in subjects


def test_items_numbered_anew_under_each_class_make_one_list() -> None:
    text = (
        "五、财政拨款支出决算情况说明",
        "2022年度财政拨款支出决算30.00万元，占本年支出合计的100%。其中：",
        "(一)一般公共服务支出(类)",
        "1.财政事务(款)行政运行(项)。年初预算9.00万元，支出决算10.00万元，完成年初预算的111.11%。",
        "2.财政事务(款)一般行政管理事务(项)。年初预算9.00万元，支出决算12.00万元，完成年初预算的133.33%。",
        "(二)住房保障支出(类)",
        "1.住房改革支出(款)住房公积金(项)。年初预算9.00万元，支出决算{}万元，完成年初预算的{}%。",
    )
    right, wrong = (*text[:-1], text[-1].format("8.00", "88.89")), (*text[:-1], text[-1].format("7.00", "77.78"))
    assert not figures(*right)
    assert {expected for _, _, expected in figures(*wrong)} == {"29.00"}


# -- lists that go on in another sentence ------------------------------------------------------------------


@pytest.mark.parametrize(("whole", "wrong"), [("105.00", False), ("106.00", True)])
def test_public_funds_told_in_their_own_sentence_belong_to_the_list(whole: str, wrong: bool) -> None:
    text = (
        f"基本支出{whole}万元。其中：人员经费80.00万元，与2023年度相比，增加5.00万元。主要包括工资。公用经费25.00万元。"
    )
    assert (("error", whole, "105.00") in figures("四、基本支出决算情况说明", text)) is wrong


def test_vehicles_behind_a_full_stop_complete_the_three_kinds() -> None:
    text = "“三公”经费支出决算为{}万元，其中：因公出国(境)费为0万元；公务接待费为12.20万元，共接待9人次。公务用车购置及运行维护费为10.10万元。"
    assert not figures(text.format("22.30"))
    assert ("error", "23.40", "22.30") in figures(text.format("23.40"))


def test_vehicles_told_as_two_amounts_make_up_the_whole_with_the_others() -> None:
    text = "“三公”经费支出为{}万元。其中：因公出国(境)费0万元。公务用车购置费10.00万元；公务用车运行维护费5.00万元。公务接待费2.00万元。"
    assert not figures(text.format("17.00"))
    assert figures(text.format("30.00")) == {("error", "30.00", "17.00")}
    without = text.replace("公务接待费2.00万元。", "")
    assert not figures(without.format("30.00"))


def test_income_and_expenditure_in_all_are_no_addends() -> None:
    text = (
        "2022年度收入、支出决算总计1,532.67万元。其中：",
        "(一)收入决算总计1,532.67万元。",
        "(二)支出决算总计1,532.67万元。",
    )
    assert not figures(*text)


def test_visits_abroad_are_no_part_of_those_at_home() -> None:
    text = "国内公务接待85批次710人，其中：国内外事接待0批次，0人；国(境)外公务接待0批次，0人。"
    assert not figures(text)


# -- completion, averages, ratios ---------------------------------------------------------------------------


def test_the_budget_of_the_whole_is_not_that_of_a_part() -> None:
    text = "“三公”经费年初预算为53.93万元，支出决算为37.35万元，完成预算的69.26%，其中：公务用车购置及运行维护费支出决算为37.35万元，完成预算的71.28%。"
    assert not figures(text)


@pytest.mark.parametrize(("rate", "wrong"), [("103.32", False), ("100.00", True)])
def test_what_the_final_figure_is_over_the_budget_gives_the_rate(rate: str, wrong: bool) -> None:
    text = f"一般公共预算财政拨款支出1741.75万元，完成年初预算{rate}%，决算数大于预算数55.93万元。"
    assert bool(figures(text)) is wrong


@pytest.mark.parametrize(
    ("rate", "word", "level"),
    [("98.56", "大于", "error"), ("98.56", "小于", None), ("103.10", "小于", "error"), ("100", "大于", "warning")],
)
def test_a_word_that_the_rate_denies(rate: str, word: str, level: str | None) -> None:
    text = f"1.教育支出(类)：支出决算为67.64万元，完成预算{rate}%，决算数{word}预算数的主要原因是估算不足。"
    assert {found_level for found_level, _, _ in figures(text)} == ({level} if level else set())


@pytest.mark.parametrize(("printed", "wrong"), [("3.65", False), ("3.56", True)])
def test_an_average_of_an_amount_in_the_part_before(printed: str, wrong: bool) -> None:
    text = (
        "三、“三公”经费情况说明",
        "(二)“三公”经费分项支出情况",
        "公务车运行维护费14.60万元，主要用于下乡。",
        "(三)“三公”经费实物量情况",
        f"公务车保有量为4辆。车均维护费{printed}万元。",
    )
    assert bool(figures(*text)) is wrong


def test_the_pair_right_before_a_ratio_is_meant() -> None:
    text = "年初预算数385.20万元，决算数434.16万元，预决算差异率12.71%。其中：公务用车运行维护费全年预算数2.00万元，决算数1.80万元，预决算差异率-{}%。"
    assert not figures(text.format("10.00"))
    assert ("warning", "-12.00%", "-10.00%") in figures(text.format("12.00"))


def test_a_thing_without_a_figure_of_its_own_lends_its_change_to_no_other() -> None:
    text = "“三公”经费支出决算总额为5.48万元，比去年增加1.55万元，增长39.4%。其中，公务用车运行维护费支出决算比预算无增减变化，比去年增加1.05万元，增长35.8%。"
    assert not figures(text)


def test_a_share_of_all_spending_in_other_words() -> None:
    text = "一般公共预算财政拨款支出3,380.10万元。卫生健康(类)支出55.10万元，占一般公共预算财政拨款总支出的{}%。"
    assert not figures(text.format("1.63"))
    assert ("error", "1.36%", "1.63%") in figures(text.format("1.36"))


# -- projects ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("right", "under_way", "wrong"), [(7, 3, False), (7, 2, True), (10, 0, False)])
def test_problems_are_put_right_or_being_put_right(right: int, under_way: int, wrong: bool) -> None:
    text = f"绩效自评中共发现问题10个，已经完成整改的{right}个，正在整改的{under_way}个。"
    assert bool(figures("十、预算绩效管理情况", text)) is wrong


@pytest.mark.parametrize(("good", "wrong"), [(1, False), (2, True)])
def test_grades_in_quotes_add_up_to_the_projects(good: int, wrong: bool) -> None:
    text = f"组织对2022年度12个项目支出全面开展绩效自评。评价结果为“优”的10个、“良”的1个、“中”的{good}个、“差”的0个。"
    assert bool(figures("十、预算绩效情况", text)) is wrong


@pytest.mark.parametrize(("others", "wrong"), [(3, False), (2, True)])
def test_ways_of_review_add_up_to_the_projects(others: int, wrong: bool) -> None:
    text = f"对23个项目开展了绩效自评，其中，以填报自评表形式开展自评20项，涉及资金15.20万元；以委托第三方形式开展绩效自评{others}项，涉及资金7.21万元。"
    assert bool(figures("五、预算绩效管理情况说明", text)) is wrong


# -- words ------------------------------------------------------------------------------------------------------


def test_both_words_at_once() -> None:
    assert wordings("决算数大小于预算数的主要原因：调减项目。") == {"大小": "error"}
    assert "大小" not in wordings("决算数小于预算数的主要原因：调减项目。")
    assert {kind for _, kind, _, _ in found("“三公”经费支出37.35万元，比2024年度减增加21.90万元。")} == {"wording"}
    assert not found("“三公”经费支出37.35万元，比2024年度调减增加的项目21.90万元。")


def test_a_figure_without_its_mark_or_unit() -> None:
    assert wordings("城乡社区支出15411.43万元，占76.23；住房保障支出1076.78万元，占5.33%。") == {"缺百分号": "warning"}
    assert wordings("年初预算为0.00万元，支出决算为4.19。决算数大于预算数。") == {"缺单位": "warning"}
    assert not wordings("年初预算为21,864.85万元，支出决算为0，占地76.23亩。")


def test_a_reason_ends_where_the_next_comparison_begins() -> None:
    text = "决算数小于预算数的主要原因是{}，与上年相比减少2.5万元，减少13.89%。"
    assert not wordings(text.format("节约"))
    assert any(key.startswith("同比原因") for key in wordings("决算数小于预算数的主要原因是比上年减少了接待任务。"))


# -- what cannot be ------------------------------------------------------------------------------------------------

_BOTH_YEARS = (
    "其中本年收入合计比上年（{}万元）{}万元，增长{}%，本年支出合计比上年（7232.29万元）增加4402.77万元，增长60.88%。"
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # A base in a bracket is that of the thing named before it, not of what was told last.
        (_BOTH_YEARS.format("5085.17", "增加5307.44", "104.37"), set()),
        (_BOTH_YEARS.format("5085.17", "增加5307.44", "73.38"), {"73.38%"}),
        (
            "本年收入合计比上年80.00万元增加20.00万元，增长25%；本年支出合计比上年50.00万元增加20.00万元，增长40%。",
            set(),
        ),
        # More than there was cannot go.
        ("本年收入合计比上年（5085.17万元）减少5307.44万元。", {"5307.44"}),
        ("本年收入合计比上年（5085.17万元）减少5085.17万元。", set()),
        ("收入总计50.00万元，比上年下降120%。", {"120%"}),
        ("收入总计50.00万元，比上年下降99%。", set()),
        ("收入总计50.00万元，比上年增长120%。", set()),
        ("年末结转和结余5.00万元，比上年下降120%。", set()),
        # A budget that is told again still belongs to its amount.
        (
            "年初预算为0万元，支出决算为60.00万元，由于年初预算数为0万元，无法计算，决算数小于年初预算数。",
            {"决算数小于年初预算数"},
        ),
        ("年初预算为0万元，支出决算为60.00万元，由于年初预算数为0万元，无法计算，决算数大于年初预算数。", set()),
        ("年初预算为0万元，支出决算为60.00万元，由于年初预算数为5万元，无法计算，决算数小于年初预算数。", set()),
        # Two counts that are joined divide together.
        ("公务用车运行维护费44.82万元，主要用于12台救护车和6台公务用车，平均每台2.49万元。", set()),
        ("公务用车运行维护费44.82万元，主要用于12台救护车和7台公务用车，平均每台2.49万元。", {"2.49"}),
        ("公务用车运行维护费20.00万元，购置2辆、保有量4辆，车均运行费5.00万元。", set()),
    ],
)
def test_what_follows_from_what_is_named(text: str, wrong: set[str]) -> None:
    assert {stated for _, stated, _ in figures(text)} == wrong


_KEPT = ("七、“三公”经费支出决算情况说明", "公务用车运行维护费{}万元，公务用车保有量为4辆。")
_OWNED = ("(三)国有资产占用情况", "截至年末，本部门共有车辆{}辆，其中，应急保障用车2辆、其他用车{}辆。")


@pytest.mark.parametrize(
    ("spent", "owned", "levels"),
    [("20.00", 4, set()), ("20.00", 3, {"error"}), ("20.01", 4, {"warning"}), ("40.00", 3, {"error", "warning"})],
)
def test_the_vehicles_kept_against_those_owned_and_their_cost(spent: str, owned: int, levels: set[str]) -> None:
    kept = (_KEPT[0], _KEPT[1].format(spent))
    assert {level for level, *_ in figures(*kept, _OWNED[0], _OWNED[1].format(owned, owned - 2))} == levels
    # Vehicles that were bought are not all, nor are those that are told of elsewhere.
    bought = "本部门机关及所属单位共有车辆92辆。2022年当年购置车辆2辆，报废车辆1辆。"
    assert not figures(_KEPT[0], _KEPT[1].format("8.00"), _OWNED[0], bought)
    assert not figures(_KEPT[0], _KEPT[1].format("8.00"), "(三)其他情况", _OWNED[1].format(3, 1))


def test_a_unit_or_a_word_that_no_report_can_mean() -> None:
    assert wordings("单价50元以上通用设备0台，单位价值100元（含）以上专用设备0台。") == {"设备单位": "error"}
    assert not wordings("单价50万元以上通用设备0台，单位价值100万元（含）以上专用设备0台。")
    assert wordings("资产总额8,642.75万元，比上年下降1.2倍。") == {"倍数": "warning"}
    assert not wordings("资产总额8,642.75万元，比上年增长1.2倍，人员减少到上年的0.8倍。")


# -- precision ----------------------------------------------------------------------------------------------------


def closer(*texts: str) -> set[tuple[str, str | None]]:
    text = passages(lines(*texts))
    return {(item.level.value, item.expected) for item in audit_text(text, statements_of(text)).observations}


MANY = "办公费{0}1.11万元。印刷费{0}2.22万元。水费{0}3.33万元。电费{0}4.44万元。邮电费{0}5.55万元。差旅费{0}6.66万元。".format(
    "支出"
)


def test_dropped_zeros_are_no_rounding_where_the_text_prints_cents() -> None:
    wrong = "公务用车运行维护费支出预算为10万元，支出决算为6万元，完成预算的66.67%。"
    assert closer(MANY, wrong) == {("warning", "60.00%")}
    assert not closer(wrong)
    assert not closer(MANY, wrong.replace("66.67", "60"))


def test_what_fails_by_dropped_zeros_alone_stands_beside_another_of_the_same_subject() -> None:
    """Both have the same key but for the ordinal, and the one that also fails loosely comes second."""
    first = "1.教育项目支出预算为10万元，支出决算为6万元，完成预算的66.67%。"
    second = "2.教育项目支出预算为8.00万元，支出决算为4.00万元，完成预算的55.00%。"
    text = passages(lines(MANY, first, second))
    told = audit_text(text, statements_of(text)).observations
    assert [(item.level.value, item.expected) for item in told] == [("error", "50.00%"), ("warning", "60.00%")]
    assert len({item.key for item in told}) == 2


def test_a_figure_told_again_to_the_cent_is_no_error_beside_one_without() -> None:
    wrong = "公务用车运行维护费支出预算为10万元，支出决算为6万元，完成预算的66.67%。"
    again = "2020年度一般公共预算财政拨款支出{}万元，比上年增加10.00万元。"
    told = (MANY, wrong, again.format("2306"), again.format("2306.30"))
    exact = with_dropped_zeros(said(*told))
    assert exact is not None
    every, without = (judge_claims(claims_of(exact, retold=retold)).findings for retold in (True, False))
    assert {"warning", "error"} == {finding.level.value for finding in every}
    assert {"error"} == {finding.level.value for finding in without}
    assert closer(*told) == closer(MANY, wrong)


def test_a_bare_zero_widens_no_sum() -> None:
    text = "“三公”经费支出{}万元，其中：因公出国(境)费0万元，公务用车购置及运行维护费3.00万元，公务接待费2.00万元。"
    assert not figures(text.format("5.00"))
    assert ("error", "5.30", "5.00") in figures(text.format("5.30"))


# -- lines ----------------------------------------------------------------------------------------------------------


def test_a_text_file_broken_at_its_margin_is_read_as_paragraphs() -> None:
    paragraph = "住房保障支出(类)住房改革支出(款)住房公积金(项)支出决算为434.93万元主要用于按照国家政策规定单位缴纳在职职工的住房公积金等等。"
    broken = [part for _ in range(6) for part in (paragraph[:30], paragraph[30:60], paragraph[60:])]
    text = read(*broken)
    assert [passage.text for passage in text] == [paragraph] * 6
    whole = read(*([paragraph] * 6))
    assert [passage.text for passage in whole] == [paragraph] * 6


def test_an_amount_at_the_beginning_of_a_line_goes_on() -> None:
    text = passages(pages(["7.“卫生健康支出(类)计划生育事务(款)计划生育服务(项)”", "18.15万元，主要用于：救助。"]))
    assert [passage.text for passage in text] == [
        "7.“卫生健康支出(类)计划生育事务(款)计划生育服务(项)”18.15万元,主要用于:救助。"
    ]


def test_a_quotation_mark_in_an_ordinal_keeps_the_list() -> None:
    text = (
        "一般公共预算财政拨款支出{}万元，主要用于以下方面：",
        "1.“教育支出”10.00万元；",
        "2“. 住房保障支出”5.00万元。",
    )
    assert not figures(text[0].format("15.00"), *text[1:])
    assert ("error", "16.00", "15.00") in figures(text[0].format("16.00"), *text[1:])
