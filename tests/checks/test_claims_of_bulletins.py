"""Claims as bulletins and short notices about “三公” spending word them, and the words about what is named."""

from __future__ import annotations

import pytest

from tests.narrative.texts import found, held, judged

_WHOLE = "2019年“三公”经费支出1938万元,其中:因公出国(境)费43万元,同比下降18.87%;公务接待费393万元,同比下降9.24%;"
_VEHICLES = "公务用车购置和运行维护费1502万元,其中:公车购置费384万元,同比增长100%;公车运行维护费{running}万元。"


def test_the_parts_of_a_part_go_on_behind_a_semicolon() -> None:
    assert found(_WHOLE + _VEHICLES.format(running="1118")) == []
    assert ("sum", "公务用车购置和运行维护费1502万元") in held(_WHOLE + _VEHICLES.format(running="1118"))


def test_parts_of_a_part_that_do_not_make_it_up() -> None:
    assert found(_WHOLE + _VEHICLES.format(running="1181")) == [("error", "sum", "1502", "1565")]


def test_a_part_behind_a_semicolon_is_of_the_outer_list_where_it_fits_there() -> None:
    text = "2019年支出100万元,其中:人员经费60万元,其中:奖金20万元;公用经费40万元。"
    assert found(text) == []
    assert ("sum", "2019年支出100万元") in held(text)
    (finding,) = found(text.replace("公用经费40", "公用经费45"))
    assert finding[1] == "sum"


@pytest.mark.parametrize(("change", "wrong"), [("24.55", False), ("24.45", True)])
def test_compared_with_last_year_by_another_word(change: str, wrong: bool) -> None:
    text = f"2016年三公经费支出33.00万元,2015年三公经费支出57.55万元,与上年对比减少{change}万元。"
    assert bool(found(text)) is wrong


@pytest.mark.parametrize(("share", "outcome"), [("15.68", "held"), ("15.86", "wrong"), ("15.7", "held")])
def test_a_share_of_a_whole_printed_with_its_amount(share: str, outcome: str) -> None:
    text = (
        "2022年教育经费284597万元,比上年282255万元增长0.83%。"
        f"2022年教育经费284597万元,占一般公共预算支出1814597万元的比例{share}%。"
    )
    assert bool(found(text)) is (outcome == "wrong")
    assert any(kind == "share" for kind, _ in held(text)) is (outcome == "held")


def test_a_completed_budget_is_no_share() -> None:
    text = "支出决算100万元,占年初预算80万元的125%。"
    assert found(text) == []
    assert ("completion", "占年初预算80万元的125%") in held(text)


def test_alternatives_left_open_are_told_once() -> None:
    findings = judged("因公出国(境)经费0万元,较上年增加(减少)0万元(0%)。").findings
    assert [item.check for item in findings] == ["F10"]
    assert [item.check for item in judged("支出0万元,增加(减少)0万元,增长(下降)0%。").findings] == ["F10", "F10"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2022年度收、支总计各是4125.49、4143.91万元。", 1),
        ("2022年度收、支总计各是4125.49、4125.49万元。", 0),
        ("2022年度收入总计4125.49万元,支出总计4125.49万元。", 0),
        ("2022年度收入总计4125.49万元,支出总计4143.91万元。", 1),
        ("2022年度本年收入总计4125.49万元,本年支出总计4143.91万元。", 0),
        # Told apart, one of the two may be 合计, or the year may have closed otherwise.
        ("2022年度收入总计500.00万元,年末结转200.00万元,支出总计300.00万元。", 0),
        ("2022年度基本支出、项目支出各是4125.49、4143.91万元。", 0),
    ],
)
def test_two_totals_in_one_breath(text: str, count: int) -> None:
    assert [item.check for item in judged(text).findings] == ["T1-05"] * count


_THREE = (
    "“三公”经费支出预算为22.96万元,支出决算为15.81万元,完成预算的68.86%。"
    "其中:公务用车购置及运行费支出决算为0.40万元;公务接待费支出决算为15.41万元。"
)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("“三公”经费支出决算数小于预算数的主要原因是压减开支。", False),
        ("“三公”经费支出决算数大于预算数的主要原因是接待增加。", True),
        # Of this no budget is told.
        ("会议费支出决算数大于预算数的主要原因是会议增加。", False),
    ],
)
def test_a_word_speaks_of_what_is_named_before_it(words: str, wrong: bool) -> None:
    findings = judged(_THREE + words).findings
    assert bool(findings) is wrong
    assert all(item.check == "N5-05" for item in findings)


_ITEM = "项目全年预算数为100万元,执行数为76.4万元,完成预算的76.4%。"


@pytest.mark.parametrize(
    ("again", "wrong"),
    [
        ("发现的问题及原因:预算执行率76.4%,偏差较大。", False),
        ("发现的问题及原因:预算执行率74.6%,偏差较大。", True),
        ("发现的问题及原因:预算调整较大,所以预算执行率74.6%。", True),
        # Of something else, or of another time.
        ("发现的问题及原因:上半年预算执行率30.0%,偏差较大。", False),
        ("发现的问题及原因:培训完成率74.6%。", False),
        ("发现的问题及原因:设备采购预算执行率74.6%。", False),
    ],
)
def test_an_execution_rate_is_told_again(again: str, wrong: bool) -> None:
    lines = ["三、预算绩效情况说明", "1.某项目绩效自评综述", _ITEM, again]
    findings = judged(*lines).findings
    assert bool(findings) is wrong
    assert all((item.check, item.kind) == ("N13-01", "cross_ref") for item in findings)


def test_an_execution_rate_among_several_is_only_held() -> None:
    lines = [
        "三、预算绩效情况说明",
        "1.甲项目。" + _ITEM,
        "2.乙项目。全年预算数为50万元,执行数为40万元,完成预算的80%。",
    ]
    assert found(*lines, "四、绩效存在的问题", "预算执行率90%。") == []
    both = ["三、预算绩效情况说明", *(f"{line}" for line in lines[1:]), "预算执行率80%。"]
    assert found(*both) == []


@pytest.mark.parametrize(("bought", "count"), [("7", 1), ("0", 0)])
def test_vehicles_bought_from_the_public_budget_for_nothing(bought: str, count: int) -> None:
    lines = [
        "“三公”经费决算情况",
        "公务用车费用中含公车购置费0万元,公务用车运行维护费61.80万元。"
        f"使用一般公共预算财政拨款购置公务用车{bought}辆,年末保有公务用车7辆。",
    ]
    assert [item.check for item in judged(*lines).findings] == ["T7-05"] * count


def test_joint_counts_in_a_reason_do_not_rename_the_spending() -> None:
    text = (
        "公务用车购置及运行费995.00万元(其中公务用车购置费38.00万元,公务用车运行费957.00万元),比上年下降26.24%,"
        "主要是2016年公务用车购置数及保有量分别为1辆和130辆。"
    )
    assert ("sum", "公务用车购置及运行费995.00万元") in held(text)
    assert found(text.replace("957", "975"))[0][1] == "sum"


@pytest.mark.parametrize(("rate", "wrong"), [("8.59", False), ("8.95", True)])
def test_both_sides_change_by_one_amount(rate: str, wrong: bool) -> None:
    text = (
        "本部门2020年度收支总计（含结转和结余）3686.55万元。与2019年度决算相比，"
        f"收支各增加291.72万元，增长{rate}%，主要原因是人员增加。"
    )
    assert bool(found(text)) is wrong
    assert any(kind == "growth_rate" for kind, _ in held(text)) is not wrong


@pytest.mark.parametrize(("rate", "wrong"), [("11.11", False), ("100.00", False), ("5.26", True)])
def test_the_change_behind_the_first_part_may_be_the_totals(rate: str, wrong: bool) -> None:
    # 100 of 1000 more than last year: 11.11% of the total, 100% of the part.
    text = (
        f"2019年度收入总计1000.00万元，其中年初结转和结余200.00万元，较2018年增加100.00万元，增长{rate}%；"
        "本年收入合计800.00万元。"
    )
    assert bool(found(text)) is wrong


def test_the_change_behind_a_later_part_is_its_own() -> None:
    text = (
        "2019年度收入总计1000.00万元，其中年初结转和结余200.00万元；"
        "本年收入合计800.00万元，较2018年增加100.00万元，增长{rate}%。"
    )
    assert found(text.format(rate="14.29")) == []
    assert [item[1] for item in found(text.format(rate="11.11"))] == ["growth_rate"]


_OF_LIAONING = (
    "一、收入支出决算总体情况",
    "（一）收入总计1000.00万元，包括：",
    "1.财政拨款收入900.00万元，占收入总计的90.00%。",
    "2.上年结转和结余100.00万元，占收入总计的10.00%。",
    "与上年相比，今年收入增加100.00万元，增长{rate}%，主要原因：人员增加。",
    "（二）支出总计1000.00万元，包括：",
    "1.基本支出600.00万元。",
    "2.项目支出{project}万元。",
    "（三）年末结转和结余100.00万元。",
)


@pytest.mark.parametrize(
    ("rate", "project", "kinds"),
    [
        ("11.11", "300.00", set()),
        ("11.11", "400.00", set()),
        ("11.11", "350.00", {"sum"}),
        ("11.81", "300.00", {"growth_rate"}),
    ],
)
def test_what_is_carried_over_may_be_told_beside_the_parts(rate: str, project: str, kinds: set[str]) -> None:
    texts = [line.format(rate=rate, project=project) for line in _OF_LIAONING]
    assert {item[1] for item in found(*texts)} == kinds


@pytest.mark.parametrize(("whole", "wrong"), [("占支出总预算的4.00%", False), ("占本年支出的100%", True), ("", True)])
def test_a_division_of_what_all_are_shares_of(whole: str, wrong: bool) -> None:
    texts = (
        f"项目支出40.00万元，{whole}。其中：",
        "（一）教育支出780.00万元，占支出总预算的78.00%。",
        "（二）卫生健康支出220.00万元，占支出总预算的22.00%。",
    )
    assert any(item[1] == "sum" for item in found(*texts)) is wrong


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ("“三公”经费支出决算比2020年度减少2.00万元，下降20.00%", False),
        ("“三公”经费支出决算比2020年度减少2.00万元，下降25.00%", True),
        # Next year's plan is another amount.
        ("2022年“三公”经费预算比2021年度减少2.00万元，下降25.00%", False),
    ],
)
def test_three_kinds_by_a_shorter_name(change: str, wrong: bool) -> None:
    text = (
        "“三公”经费财政拨款支出年初预算为10.00万元，支出决算为8.00万元，完成年初预算的80.00%，"
        f"其中：公务接待费支出决算为2.00万元。{change}。"
    )
    assert bool(found(text)) is wrong


@pytest.mark.parametrize(("share", "wrong"), [("11.11", False), ("41.11", True)])
def test_shares_of_a_total_told_in_the_paragraph_before(share: str, wrong: bool) -> None:
    texts = (
        "一、收入决算情况说明",
        "本部门2019年度收入总计1000.00万元，其中年初结转和结余100.00万元；本年收入合计900.00万元。",
        f"本年收入的具体构成为：财政拨款收入800.00万元，占88.89%；事业收入0万元，占0%；其他收入100.00万元，占{share}%。",
    )
    assert any(item[0] in ("error", "warning") for item in found(*texts)) is wrong


def test_shares_of_something_else_than_the_amount_before() -> None:
    # 800 and 100 are no parts of 950, and their shares are those of what is told nowhere.
    texts = (
        "一、收入决算情况说明",
        "本年收入合计950.00万元。",
        "按来源看：财政拨款收入800.00万元，占80.00%；其他收入100.00万元，占10.00%。",
    )
    assert [item for item in found(*texts) if item[1] == "share" and item[0] == "error"] == []


@pytest.mark.parametrize(("rate", "wrong"), [("5.26", False), ("5.62", True)])
def test_both_totals_by_one_name(rate: str, wrong: bool) -> None:
    text = f"2021年度收入总计1000.00万元、支出总计1000.00万元。与2020年度相比，收入支出总计增加50.00万元，增长{rate}%。"
    assert bool(found(text)) is wrong


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("公务接待费支出0.50万元，完成预算的100%，比预算减少0万元。", set()),
        ("公务接待费支出0.50万元，完成预算的90%，比预算减少0万元。", {"completion"}),
        ("公务接待费支出0.50万元，完成预算的83.33%，比预算减少0.10万元。", set()),
        # All of it is over the budget, which then was nothing.
        ("公务接待费支出0.50万元，完成预算的100%，比预算增加0.50万元。", {"completion"}),
    ],
)
def test_a_budget_told_by_the_change_from_it(text: str, kinds: set[str]) -> None:
    assert {item[1] for item in found(text)} == kinds


@pytest.mark.parametrize("share", ["82", "28"])
def test_a_sister_that_ends_alike_is_no_whole(share: str) -> None:
    text = (
        "转移支付和税收返还4404.78亿元（包括一般性转移支付3030.61亿元，"
        f"占转移支付比重达{share}%；专项转移支付663.82亿元）。"
    )
    assert [item for item in found(text) if item[1] == "share"] == []


@pytest.mark.parametrize(("amount", "wrong"), [("4.77", False), ("4.97", True)])
def test_a_list_of_what_its_sentence_names(amount: str, wrong: bool) -> None:
    text = (
        f"安排行政经费79.13亿元，比上年下降37%。其中，“三公”经费{amount}亿元，同比减少0.61亿元。"
        "“三公”经费包括：因公出国（境）支出0.60亿元、公务用车购置及运行维护支出3.30亿元、公务接待费支出0.87亿元。"
    )
    assert any(item[1] == "sum" for item in found(text)) is wrong


@pytest.mark.parametrize(
    ("change", "rate", "wrong"), [("2.00", "16.67", False), ("3.00", "16.67", True), ("2.00", "61.67", True)]
)
def test_a_budget_beside_the_budget_before(change: str, rate: str, wrong: bool) -> None:
    text = (
        f"2022年“三公”经费预算10.00万元，较上年预算12.00万元减少{change}万元，下降{rate}%。"
        "2022年决算8.00万元，较2021年决算9.00万元减少1.00万元，下降11.11%。"
    )
    assert bool(found(text)) is wrong


@pytest.mark.parametrize(
    ("share", "small", "wrong"),
    [("95.24", "83.33", 0), ("95.24", "87.50", 0), ("92.54", "83.33", 1), ("95.24", "33.83", 1)],
)
def test_shares_of_what_was_granted_without_their_whole(share: str, small: str, wrong: int) -> None:
    text = (
        "2021年度政府采购支出总额420.00万元，其中：货物20.00万元，工程300.00万元，服务100.00万元。"
        f"授予中小企业合同金额400.00万元，占比{share}%；授予小微企业合同金额350.00万元，占比{small}%。"
    )
    assert [item[1] for item in found(text)] == ["share"] * wrong


@pytest.mark.parametrize(("rate", "wrong"), [("42.26", False), ("46.26", True)])
@pytest.mark.parametrize("name", ["“三公”经费支出决算数", "财政拨款“三公”经费决算数"])
def test_three_kinds_in_a_paragraph_of_its_own(name: str, rate: str, wrong: bool) -> None:
    texts = (
        "一、“三公”经费支出决算总体情况",
        "某县教育体育局一般公共预算财政拨款“三公”经费支出预算为22.96万元，支出决算为15.81万元。",
        f"2020年度{name}比2019年减少11.57万元，下降{rate}%。",
    )
    assert bool(found(*texts)) is wrong


def test_three_kinds_of_another_scope_are_not_guessed() -> None:
    texts = (
        "一、“三公”经费支出决算总体情况",
        "“三公”经费支出决算为15.81万元。财政拨款“三公”经费支出决算为12.00万元。",
        "2020年度一般公共预算“三公”经费支出比2019年减少11.57万元，下降46.26%。",
        "2021年“三公”经费预算比2020年减少2.00万元，下降46.26%。",
    )
    assert found(*texts) == []


@pytest.mark.parametrize(("rate", "wrong"), [("5.74", False), ("7.54", True)])
def test_a_total_below_its_offices_paragraph(rate: str, wrong: bool) -> None:
    texts = (
        "一、收入决算情况说明",
        "云山县水务局2022年度收入合计3456.78万元。其中：财政拨款收入3400.10万元，占总收入的98.36%。",
        f"与上年相比，收入合计减少210.55万元，下降{rate}%。主要原因是项目减少。",
    )
    assert bool(found(*texts)) is wrong


def test_a_total_of_a_fund_is_not_that_of_all() -> None:
    texts = (
        "一、收入决算情况说明",
        "财政拨款收入合计3456.78万元。",
        "与上年相比，收入合计减少210.55万元，下降7.54%。主要原因是项目减少。",
    )
    assert found(*texts) == []


@pytest.mark.parametrize(
    ("second", "wrong"),
    [
        ("全区政府性基金收入30.00亿元，上年结余12.50亿元，收入合计42.50亿元。", False),
        ("经汇总，收入合计42.50亿元。", True),
    ],
)
def test_totals_of_two_funds_are_two_figures(second: str, wrong: bool) -> None:
    texts = ("全区财政决算收支情况", "本年收入40.00亿元，上年结余15.60亿元，收入合计55.60亿元。", second)
    assert any(item[1] == "cross_ref" for item in found(*texts)) is wrong
