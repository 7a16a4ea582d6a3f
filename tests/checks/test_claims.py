"""Relations that sentences state: what holds is held, what cannot hold is found, and nothing else is said.

The cases follow the patterns and the numbered traps of SENTENCES.md.
"""

from __future__ import annotations

import pytest

from tests.narrative.texts import found, held, judged

LIST = "支出合计1000.00万元，其中：基本支出{a}万元，占{p}%；项目支出400.00万元，占40%。"

#: Sentences that hold, whole texts, one for each pattern: none may give a finding, each must hold something.
HOLDING = {
    "change, rate on the implied base": ["2022年度收、支总计175,596,398.46元，比上年减少2,666,521.5元，下降1.5%。"],
    "change on a printed base": ["2022年决算数11,818.54元，比2022年年初预算数36,000元，减少24,181.46元。"],
    "budget behind the amount": [
        "工资福利支出13,592,704.60元，年初预算13,386,130.31元，增加206,574.29元，主要原因：调资。"
    ],
    "two changes in one sentence": [
        "2020年度本年收入合计4,300,085.06元，支出合计3,470,158.34元。与2019年度相比，本年收入合计增加2,903,896.56元，"
        "增长207.99%，支出合计增加2,081,029.34元，增长149.81%。"
    ],
    "each with two values": [
        "财政拨款收入合计4,300,085.06元，支出合计3,470,158.34元。与2019年度相比，财政拨款收、支合计各增加2,903,896.56元和"
        "2,081,029.34元，增长分别为207.99%和149.81%。"
    ],
    "values behind 各是 (trap 11)": [
        "收、支合计各是4125.49,4143.91万元，比上年各减少125.49,143.91万元，各下降2.95%、3.36%。"
    ],
    "rate first (trap 10)": ["实现收入500万元，比上年增长25%，增收100万元。"],
    "rate in brackets": ["支出合计300万元，较上年减少100万元（25%）。"],
    "negative rate in brackets": ["支出合计300.0万元，较上年减少100.0万元（-25%）。"],
    "two bases in one sentence (trap 5)": [
        "工资福利支出80元，较2020年度年初预算数减少20元，降低20%，主要原因是退休1人；较2019年度决算数增加30元，增长60%。"
    ],
    "shares of a named whole": [
        "本年收入合计100元，其中：财政拨款收入80元，占收入合计的80%；其他收入20元，占收入合计20%。"
    ],
    "shares without a named whole": [LIST.format(a="600.00", p="60")],
    "share of the classes": [
        "一般公共预算财政拨款支出3,470,158.34元，主要用于以下方面：一般公共服务（类）支出46,310.4元，占1.33%；社会保障和就业（类）"
        "支出103,748.1元，占2.99%；卫生健康（类）支出3,320,099.84元，占95.68%。"
    ],
    "completion": [
        "支出年初预算为1,910,630.99元，支出决算为3,470,158.34元，完成年初预算的181.62%。决算数大于预算数的主要原因是新增。"
    ],
    "completion as 占调整预算 (trap 5)": ["教育支出调整预算为200万元，支出决算为210.94万元，占调整预算105.47%。"],
    "execution rate": ["项目全年预算数为1,027万元，执行数为784.29万元，预算执行率为76.4%。"],
    "average": ["公务用车运行维护费11,818.54元。公务用车保有量2辆，车均运行维护费5,909.27元。"],
    "counts": ["离退休人员4人，其中：离休0人，行政退休3人，事业退休1人；其他人员5人，其中：社会化用工5人。"],
    "count and amount side by side": [
        "全年共救助14374人次,救助金额784.29万元,其中门诊救助12043人次,救助金额255.36万元;住院救助2331人次,救助金额528.93万元。"
    ],
    "nested parts": ["支出合计100元，其中：基本支出60元（其中：人员经费50元，公用经费10元），项目支出40元。"],
    "procurement (trap 6)": [
        "政府采购支出总额638,398.54元，其中：政府采购货物支出274,520元，政府采购工程支出0元，政府采购服务支出363,878.54元。",
        "授予中小企业合同金额634,558.42元，占政府采购支出总额的99.4%，其中：授予小微企业合同金额629,530元，占授予中小企业合同金额的99.2%。",
    ],
    "opening balance, income, total": ["年初结转和结余291.72万元，本年度收入3394.83万元，总计3686.55万元。"],
    "fund balance": ["政府性基金预算财政拨款年初结转和结余10元，本年收入70元，本年支出75元，年末结转和结余5元。"],
    "adjusted budget": ["年初预算合计1152.06万元，预算调整增资152.75万元，调整后的预算合计1304.81万元。"],
    "mixed directions (trap 9)": [
        "（一）安排基本支出90元，比2022年年初预算增加1元，增长1.1%。其中：",
        "1.工资福利支出50元，年初预算40元，增加10元。",
        "2.商品和服务支出40元，年初预算49元，减少9元。",
    ],
    "coarse figures (trap 1)": ["收入39.7亿元，比上年增加4.4亿元，增长12.3%。"],
    "a sum one last digit off by rounding (trap 2)": [
        "支出合计100.01万元，其中：基本支出60.00万元，项目支出40.00万元。"
    ],
    "nothing on nothing (trap 3)": ["公务接待费2022年决算数0万元，比上年减少0万元，下降0%。"],
    "everything gone (trap 4)": ["医疗救助支出0万元，比2021年年初预算减少104万元，下降100%。"],
    "doubled (trap 4)": ["救助支出1.0万元，比上年增加0.5万元，增长100%。"],
    "amounts in 亿元 and 万元 (trap 13)": ["财政支出3.5423亿元，比上年增加766万元，增长2.21%。"],
    "no change": ["教育支出（类）。年初预算为90万元，支出决算为90万元，决算数与年初预算数持平。"],
    "gap without sign": ["年初预算为90万元，支出决算为80万元，差值为10万元。"],
    "two statements of one fact (trap 22)": [
        "政府采购支出总额10.50万元。",
        "一、其他",
        "2022年政府采购支出总额105,000元。",
    ],
    "figures glued to what follows (trap 15)": ["支出年初预算为50万元，支出决算为38万元，完成年初预算的76%107.6"],
    "missing unit of the base (trap 15)": ["运行费2.05万元，较上年2.08减少0.03万元。"],
    "broken line (trap 23)": [
        "对个人和家庭的补助3000元，较2020年度年初预算数",
        "",
        "增加0元，增长0%；较2019年度决算数增加1000元，增长50%。",
    ],
    "full width figures": ["收入合计１００．００万元，比上年增加２０．００万元，增长２５．００％。"],
    "parts of a total named before": [
        "本年收入合计100.00万元。",
        "本年收入构成：财政拨款收入80.00万元，占80%；其他收入20.00万元，占20%。",
    ],
    "two divisions of one total": [
        "支出合计100万元。按支出性质分类：基本支出60万元，占60%；项目支出40万元，占40%。按资金来源分类：财政拨款90万元，占90%；其他资金10万元，占10%。"
    ],
    "shares of a total that is not printed": ["社会保障支出100万元，占10%；卫生健康支出900万元，占90%。"],
    "share of a budget": [
        "收入预算100.00元，其中：一般公共预算拨款80.00元，占收入预算的80%；其他收入20.00元，占收入预算的20%。"
    ],
    "control rate": ["“三公”经费预算数为20.00万元，实际支出15.00万元，三公经费控制率75%。"],
    "average in one sentence": ["发放补贴1,234,500.00元，惠及5,000人，人均246.90元。"],
    "bare sides": [
        "收入合计100.00万元，支出合计90.00万元，与上年相比，收入增加20.00万元，增长25%，支出减少10.00万元，下降10%。"
    ],
    "total behind its parts": [
        "支出总计包括：本年支出合计2300万元、结余分配0万元、年末结转和结余45.67万元，共计2345.67万元。"
    ],
    "parts in numbered paragraphs, budgets and finals": [
        "支出年初预算为100.00万元，支出决算为90.00万元，完成年初预算的90%。其中：",
        "1.教育支出（类）。年初预算为40.00万元，支出决算为30.00万元，完成年初预算的75%。",
        "2.卫生健康支出（类）。年初预算为60.00万元，支出决算为60.00万元，完成年初预算的100%。",
    ],
    "projects by score": [
        "一、绩效自评",
        "评价项目14个，涉及金额10万元。评价得分在90分（含90分）以上的12个，在80-90分（含80分）的1个，在60分以下的1个。",
    ],
}


@pytest.mark.parametrize("name", HOLDING)
def test_a_holding_text_is_held_and_gives_no_finding(name: str) -> None:
    result = judged(*HOLDING[name])
    assert [finding.message for finding in result.findings] == []
    assert result.held


#: Sentences of other meanings: no finding, and none of the tempting relations is held against them.
QUIET = {
    "another scope (trap 5)": "财政收入105亿元，同口径增长7%，比上年减少3亿元。",
    "percentage points (trap 12)": "解决率达98.8%，比去年提高6.37个百分点。",
    "compound rate (trap 21)": "五年来收入500万元，比上年增加10万元，年均增长8.5%。",
    "a rate alone": "全市医疗保险基金收入17.37亿元，同比增长3.6%。",
    "list that is not complete (trap 8)": "政府采购支出200万元，其中：公开招标100万元、询价50万元。",
    "a single part (trap 8)": "参保人数32.13万人，其中城镇职工15.72万人。",
    "main items (trap 8)": "支出合计100万元，主要是会议费10万元、培训费20万元。",
    "no base last year (trap 4)": "收、支总计各增加1,224.48万元，主要原因是我单位为新增单位。",
    "years and documents (trap 16)": "根据财行〔2014〕2066号文件，2022年12月31日前单价100万元以上设备0台。",
    "missing figures (trap 14)": "基本支出100万元，占基本支出预算%，其中：人员经费0;",
    "what is left over": "医疗救助支出1895.88万元，其中使用区级资金1389.88万元，使用中央资金506万元，结余资金28.44万元。",
    "another subject's share": "授予中小企业合同金额180万元；工程采购授予中小企业合同金额占工程支出金额的100%。",
    "different things of one name": "1.甲项目资金100万元。2.乙项目资金200万元。",
    "heads under two points of view (trap 8)": "全年培训500人次，其中：线上500人次，女性200人次。",
    "a total of another paragraph (trap 7)": "从级次看，市级收入完成56.5亿元，增长3.1%；县区收入完成120亿元，增长6.2%。",
    "staff above the establishment": "行政编制6人,目前在职7人。",
}


@pytest.mark.parametrize("name", QUIET)
def test_a_quiet_text_gives_no_finding(name: str) -> None:
    assert found(QUIET[name]) == []


#: Sentences with one wrong figure: exactly these findings (level, kind, stated, expected).
FAILING = {
    "rate": (
        ["“教育支出”（类）2022年度决算12,000元，比2022年年初预算减少28,320元，下降57.63%。"],
        ("error", "growth_rate", "57.63%", "70.24%"),
    ),
    "rate cut off instead of rounded": (
        ["项目支出161,107,177.04元，比年初预算增加4,211,057.04元，增长2.6%。"],
        ("warning", "growth_rate", "2.6%", "2.7%"),
    ),
    "difference": (
        ["2022年决算数11,818.54元，比2022年年初预算数36,000.00元，减少24,281.46元。"],
        ("error", "identity", "24,281.46", "24,181.46"),
    ),
    "direction of the amount": (
        ["2022年决算数11,818.54元，比2022年年初预算数36,000.00元，增加24,181.46元。"],
        ("error", "wording", "24,181.46", "-24,181.46"),
    ),
    "direction of the rate": (
        ["收入合计100.00万元，比上年增加20.00万元，下降25.00%。"],
        ("error", "growth_rate", "25.00%", "-25.00%"),
    ),
    "rate on zero": (
        ["其他支出2022年度决算330,000元，比2022年年初预算增加330,000元，增长0%。"],
        ("error", "growth_rate", "0%", None),
    ),
    "a hundred per cent on zero": (
        ["公共卫生支出118.41万元，比2021年年初预算增加118.41万元，增加100%。"],
        ("warning", "growth_rate", "100%", None),
    ),
    "completion of a budget of zero": (
        ["教育支出年初预算为0万元，支出决算为5万元，完成年初预算的100%。"],
        ("error", "completion", "100%", None),
    ),
    "completion": (
        ["项目全年预算数为3.00万元，执行数为2.22万元，完成预算的44.5%。"],
        ("error", "completion", "44.5%", "74.0%"),
    ),
    "share": ([LIST.format(a="600.00", p="66")], ("error", "share", "66%", "60%")),
    "sum": (
        ["本年支出3686.23万元，其中基本支出158.08万元，项目支出3528.46万元。"],
        ("error", "sum", "3686.23", "3686.54"),
    ),
    "sum, one last digit beyond rounding": (
        ["支出合计100.02万元，其中：基本支出60.00万元，项目支出40.00万元。"],
        ("warning", "sum", "100.02", "100.00"),
    ),
    "sum of counts": (["离退休人员5人，其中：离休0人，退休4人。"], ("warning", "sum", "5", "4")),
    "average": (
        ["公务用车运行维护费11,818.54元。公务用车保有量2辆，车均运行维护费5,809.27元。"],
        ("warning", "average", "5,809.27", "5,909.27"),
    ),
    "the part exceeds the total": (
        ["授予中小企业合同金额100.00万元，其中：授予小微企业合同金额120.00万元。"],
        ("error", "identity", "120.00", "100.00"),
    ),
    "an open list exceeds its total": (
        ["采购支出100.00万元，其中：公开招标80.00万元、询价50.00万元。"],
        ("warning", "sum", "100.00", "130.00"),
    ),
    "an open list with one digit changed": (
        ["采购支出1352.48万元，其中：公开招标1000.25万元、询价342.23万元。"],
        ("warning", "sum", "1352.48", "1342.48"),
    ),
    "greater and smaller": (
        ["教育支出年初预算为20.00万元，支出决算为10.00万元，完成年初预算的50%。决算数大于预算数的主要原因是培训增加。"],
        ("error", "wording", "决算数大于预算数", None),
    ),
    "no change that is one": (
        ["教育支出年初预算为20.00万元，支出决算为10.00万元，与年初预算数持平。"],
        ("error", "wording", "与年初预算数持平", None),
    ),
    "two opposite words": (
        ["资本性支出94,651元，较2019年度决算数增加减少5,149元，降低5.16%。"],
        ("error", "wording", "增加减少5,149元", None),
    ),
    "alternatives left open": (
        ["办公设备购置0元，年初预算0元，增加（减少）0元。"],
        ("warning", "wording", "增加（减少）0元", None),
    ),
    "opening balance": (
        ["年初结转和结余291.72万元，本年度收入3394.83万元，总计3696.55万元。"],
        ("error", "identity", "3696.55", "3686.55"),
    ),
    "final figures of numbered paragraphs": (
        [
            "一般公共预算财政拨款支出年初预算为100.00万元，支出决算为90.00万元，完成年初预算的90%。其中：",
            "1.教育支出（类）。年初预算为40.00万元，支出决算为30.00万元，完成年初预算的75%。",
            "2.卫生健康支出（类）。年初预算为60.00万元，支出决算为80.00万元，完成年初预算的133.33%。",
        ],
        ("error", "sum", "90.00", "110.00"),
    ),
    "changes of the parts": (
        [
            "（一）安排基本支出90.00元，比2022年年初预算增加2.00元。其中：",
            "1.工资福利支出50.00元，年初预算40.00元，增加10.00元。",
            "2.商品和服务支出40.00元，年初预算49.00元，减少9.00元。",
        ],
        ("error", "sum", "2.00", "1.00"),
    ),
}


@pytest.mark.parametrize("name", FAILING)
def test_a_wrong_figure_gives_exactly_its_finding(name: str) -> None:
    texts, expected = FAILING[name]
    assert found(*texts) == [expected]


def test_a_slip_of_unit_is_the_root_of_the_failing_sum() -> None:
    first, second = judged(
        "本项目年度预算金额为1,924.32万元，其中：中央资金506万元，市级资金0万元，区级资金1,300元，其他资金118.33万元。"
    ).findings
    assert (first.check, first.kind, first.stated_text, first.expected_text) == ("F08", "unit", "1,300元", "1,300万元")
    assert second.kind == "sum" and second.root == first.key


def test_a_fact_stated_twice_with_different_figures() -> None:
    texts = ["政府采购支出总额200.50万元。", "一、其他情况", "2022年政府采购支出总额300.50万元。"]
    assert found(*texts) == [("warning", "cross_ref", "300.50", "200.50")]


def test_two_divisions_of_one_total_need_one_budget() -> None:
    texts = [
        "2022年度一般公共预算财政拨款支出100.00元。",
        "（二）具体情况",
        "1.“教育支出”（类）2022年度决算40.00元，比2022年年初预算增加10.00元。",
        "2.“卫生健康支出”（类）2022年度决算60.00元，比2022年年初预算增加10.00元。",
        "七、基本支出和项目支出",
        "（一）安排基本支出70.00元，比2022年年初预算增加20.00元。",
        "（二）安排项目支出30.00元，比2022年年初预算增加5.00元。",
    ]
    assert [f[:2] for f in found(*texts)] == [("error", "cross_ref")]
    texts[-1] = "（二）安排项目支出30.00元，比2022年年初预算增加0.00元。"
    assert found(*texts) == []


def test_shares_of_a_total_that_is_not_printed_are_measured_on_the_sum() -> None:
    texts = "社会保障支出100.00万元，占11%；卫生健康支出900.00万元，占89%。"
    assert found(texts) == [("warning", "share", "11%", "10%"), ("warning", "share", "89%", "90%")]


def test_the_key_stays_when_the_figure_changes() -> None:
    (one,) = judged("收入合计100.00万元，比上年增加20.00万元，增长22.00%。").findings
    (other,) = judged("收入合计100.00万元，比上年增加20.00万元，增长29.00%。").findings
    assert one.key == other.key and one.stated_text != other.stated_text


def test_a_finding_quotes_the_source_and_every_operand() -> None:
    (finding,) = judged("收入合计 100.00 万元，比上年增加 20.00 万元，增长 22.00 %。").findings
    assert finding.quote == "增长 22.00 %"
    assert [place.quote for place in finding.places[1:]] == ["比上年增加 20.00 万元", "收入合计 100.00 万元"]
    assert finding.difference_text == "-3.00%"


def test_no_figure_at_all_gives_nothing() -> None:
    result = judged("2020年度本部门无政府采购支出。", "")
    assert (result.findings, result.held) == ((), ())


def test_what_is_not_understood_is_listed() -> None:
    from juesuan_gui.narrative import statements_of, unread_of
    from tests.narrative.texts import read

    passages = read("前四批采购品种药品平均降价53%，成效明显。")
    (unread,) = unread_of(passages, statements_of(passages))
    assert "53%" in unread.quote and unread.why


def test_held_relations_stand_on_their_own_words() -> None:
    assert ("growth_rate", "增长25.00%") in held("收入合计100.00万元，比上年增加20.00万元，增长25.00%。")
