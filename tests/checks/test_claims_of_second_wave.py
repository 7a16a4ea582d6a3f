"""Claims as reports word them that were written without a look at ours: what holds, what is wrong, what says nothing."""

from __future__ import annotations

import pytest

from juesuan_gui.checks.text.named_codes import named_code_checks
from juesuan_gui.checks.text.other_units import other_unit_checks
from juesuan_gui.checks.text.told_scores import told_score_checks
from tests.checks.test_item_paths import CODES
from tests.narrative.texts import found, held, read, said

_RUNNING = "公务用车运行维护费支出90.00元,全部用于燃油、维修、保险等,分别支出40.00元、30.00元、20.00元。"
_FUND = "年初结转和结余60.00元,本年收入40.00元,本年支出95.00元,年末结转和结余5.00元。"
_DIVIDED = (
    "2018年度基本支出730.39万元,其中:人员经费606.22万元,占基本支出的83.00%:工资福利支出592.07万元、对个人和家庭的补助"
    "14.15万元。公用经费124.17万元,占基本支出的17.00%:商品和服务支出120.57万元、资本性支出3.60万元。"
)
_ALL = (
    "收入总计2425.95万元,其中:本年收入2326.40万元,使用非财政拨款结余(含专用结余)15.00万元,年初结转和结余84.55万元;"
    "支出总计2425.95万元,其中:本年支出2400.00万元,年末结转和结余25.95万元。"
)


@pytest.mark.parametrize(
    ("text", "slip", "stated"),
    [
        # A bracket that is closed again opens no list, a colon behind a share does, both ends of a year make no sum.
        (_ALL, ("15.00万元", "51.00万元"), "2425.95"),
        (_DIVIDED, ("592.07", "529.07"), "606.22"),
        (_DIVIDED, ("606.22", "660.22"), "730.39"),
        ("收支总决算96.00万元。其中:年初结转和结余12.00万元、年末结转和结余0.00万元。", ("", ""), None),
        # What a sentence begins with is what has changed; names told before their figures are theirs.
        (_FUND + "支出全部用于整治,较上年增加38.00元,增长66.67%。", ("66.67", "66.76"), "66.76"),
        # An average without a word of what; the visitors at home, not those from abroad.
        ("公务用车运行维护费11.36万元,保有量4辆,平均每车2.84万元。", ("2.84", "2.48"), "2.48"),
        (
            "公务接待费0.87万元,接待11批次、96人,人均90.63元,比上年减少0.53万元,下降37.86%。",
            ("37.86", "38.76"),
            "38.76",
        ),
        ("公务接待费0.87万元,接待11批次、96人,人均90.63元。", ("90.63元", "90.63万元"), "90.63"),
        (
            "公务接待费5.06万元。接待71批次632人,其中:外事接待0批次,0人。人均接待费80.06元。",
            ("80.06", "86.00"),
            "86.00",
        ),
        # What has a budget is the spending, not the average before it.
        (
            "公务用车购置费预算60.00万元,支出决算58.73万元,购置车辆4辆,平均每辆14.68万元,决算数较预算数减少1.27万元。",
            ("1.27", "1.72"),
            "1.72",
        ),
        # Definitions.
        ("年初预算数为1425.00万元,决算数为1593.08万元,差异168.08万元,差异率11.80%。", ("11.80", "11.08"), "11.08"),
        ("年末固定资产净值3266.14万元(原值4010.55万元,累计折旧744.41万元)。", ("744.41", "744.91"), "3266.14"),
        ("年初预算120.00万元,支出决算180.00万元,超年初预算50.00%。", ("50.00%", "55.00%"), "55.00"),
        # Both totals are one, and so are their changes.
        (
            "2020年收入总计9000.00万元、支出总计9000.00万元。与2019年相比,收入总计减少1000.00万元,下降10.00%;"
            "支出总计减少1000.00万元,下降10.00%。",
            ("支出总计减少1000.00", "支出总计减少1000.03"),
            "1000.03",
        ),
        (
            "2025年度收入总计、支出总计均为110.00万元。与上年相比,收、支总计均增加10.00万元,增长10.00%。",
            ("增长10.00%", "增长11.00%"),
            "11.00",
        ),
    ],
)
def test_what_is_right_holds_and_a_slip_shows(text: str, slip: tuple[str, str], stated: str | None) -> None:
    assert found(text) == []
    if stated is not None:
        assert held(text)
        wrong = found(text.replace(*slip, 1))
        assert stated in {(item[2] or "").rstrip("%") for item in wrong}


_TOTALS = (
    "(一)本单位2021年度收入总计90.00万元,其中:本年收入合计80.00万元,年初结转和结余10.00万元。与上年相比,收入总计增加"
    "5.00万元。本年收入具体构成:"
)
_SPENDING = "年初结转和结余3.00万元,本年收入70.00万元,本年支出68.00万元,年末结转和结余5.00万元。其中:用于社会福利的支出68.00万元。"
_ALL_OF_IT = (
    "对项目支出开展自评,共涉及资金60.00万元,占一般公共预算项目支出总额的100%。对2个项目开展部门评价,涉及一般公共预算支出"
    "15.00万元,占项目支出的25.00%。"
)
_CLASS = (
    "五、支出决算情况说明",
    "3.科学技术支出(类)。年初预算为50.00万元,支出决算为44.00万元,完成年初预算的88.0%。",
    "(1)应用研究(款)机构运行(项)年初预算为30.00万元,支出决算为28.00万元,完成年初预算的93.3%。",
    "(2)应用研究(款)社会公益研究(项)年初预算为20.00万元,支出决算为16.00万元,完成年初预算的80.0%。",
)


@pytest.mark.parametrize(
    ("texts", "slip", "stated"),
    [
        # What the last sentence names is the whole of the list, a part of the total before it.
        ((_TOTALS, "1.财政拨款收入60.00万元。", "2.事业收入20.00万元。"), ("事业收入20.00", "事业收入21.00"), "80.00"),
        # Nothing that was spent is a part of what was left over.
        ((_SPENDING,), ("福利的支出68.00", "福利的支出69.00"), "69.00"),
        # What is all of a thing is its whole.
        ((_ALL_OF_IT, "支出合计其中:项目支出80.00万元。"), ("25.00%", "26.00%"), "26.00"),
        ((_ALL_OF_IT,), ("占项目支出的25.00%", "占项目支出的20.50%"), "20.50"),
        # The budgets of a class are those of its items, no words announcing them.
        (_CLASS, ("30.00万元", "30.03万元"), "50.00"),
        # 占“三公”经费总支出决算的: the total of 三公.
        (
            (
                "“三公”经费支出年初预算为9.00万元,支出决算为8.00万元。其中:运行费支出决算为6.00万元,占“三公”经费总支出决算的"
                "75.00%;接待费支出决算为2.00万元,占“三公”经费总支出决算的25.00%。",
            ),
            ("75.00%", "57.00%"),
            "57.00",
        ),
    ],
)
def test_what_a_figure_is_a_part_of(texts: tuple[str, ...], slip: tuple[str, str], stated: str) -> None:
    assert found(*texts) == []
    wrong = found(*(text.replace(*slip) for text in texts))
    assert stated in {(item[2] or "").rstrip("%") for item in wrong}


@pytest.mark.parametrize(
    "items",
    [
        # Only the larger items are told; one has no budget of its own.
        (_CLASS[0], _CLASS[1], _CLASS[2].replace("28.00", "27.00"), _CLASS[3]),
        (*_CLASS[:3], "(2)应用研究(款)社会公益研究(项)支出决算为16.00万元。"),
    ],
)
def test_items_that_need_not_be_all_make_no_class(items: tuple[str, ...]) -> None:
    said_so = found(
        *(text.replace("年初预算为50.00万元", "年初预算为55.00万元").replace("88.0%", "80.0%") for text in items)
    )
    assert "55.00" not in {item[2] for item in said_so}


def test_counts_of_an_earlier_year_or_of_other_visitors_are_none_of_these() -> None:
    head = ("七、“三公”经费支出决算情况说明",)
    bought = "比上年减少,主要是2017年更新用车1辆,2018年未购置车辆。"
    assert found(*head, bought, "公务用车购置费0元,本年购置车辆0辆。") == []
    assert found(*head, "本年购置用车1辆。公务用车购置费5.00元。", "公务用车购置费5.00元,本年购置车辆2辆。")


def test_names_before_their_figures_are_theirs() -> None:
    assert [s.subject for s in said(_RUNNING)][1:] == ["燃油", "维修", "保险"]
    # Reasons in between leave the figures without names of their own.
    assert "燃油" not in {s.subject for s in said("支出9.00元,用于燃油、维修,因油价上涨,分别增加2.00元、1.00元。")}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("自评得分96.5分,其中:投入得分10分,过程得分37.5分,产出得分29分,效果得分20分。", []),
        ("自评得分96.5分,其中:投入得分10分,过程得分37.5分,产出得分28分,效果得分20分。", [("96.5", "95.5")]),
        # Parts that need not be all may be less, never more.
        ("自评得分90分,其中:投入得分10分,产出得分50分。", []),
        ("自评得分50分,其中:投入得分10分,产出得分50分。", [("50", "60")]),
        (
            "评价得分94分,评价等级为“优”。其中,决策指标满分20分,得18.5分;过程指标满分20分,得19.2分;产出指标满分30分,"
            "得28分;效益指标满分30分,得27.7分。",
            [("94", "93.4")],
        ),
        ("评价得分93分。其中,决策指标满分60分,得53分;效益指标满分40分,得40分。", []),
        ("评价得分93分。其中,决策指标满分60分,得51分;效益指标满分40分,得42分。", [("42", "40")]),
        ("评价得分93分。其中,决策指标满分60分,得53分;效益指标满分41分,得40分。", [("101", "100")]),
        ("评价得分53分。其中,决策指标满分40分,得33分;效益指标满分20分,得20分。", []),
        # Another score within says nothing known; nor do points without a whole.
        ("自评得分96分,其中:投入得分10分,过程得分37分,平均89分,产出得分28分,效果得分20分。", []),
        ("投入得分10分,过程得分37.5分。", []),
        ("", []),
    ],
)
def test_told_parts_of_a_score(text: str, wrong: list[tuple[str, str]]) -> None:
    observations, right = told_score_checks(read(text))
    assert [(item.stated, item.expected) for item in observations] == wrong
    assert not (wrong and right)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（1）“公务员医疗补助”（2101101）年初预算5万元。", ["行政单位医疗"]),
        ("（1）“行政单位医疗”（2101101）年初预算5万元。", []),
        ("卫生健康支出（210）行政事业单位医疗（21011）公务员医疗补助（2101103）。", []),
        # A name or a code that the catalogue does not know, and one that stands under many codes.
        ("机关医疗费用（2101101）年初预算5万元。", []),
        ("公务员医疗补助（2109999）年初预算5万元。", []),
        ("行政运行（2010601）年初预算5万元。", []),
        ("行政运行（2010302）年初预算5万元。", ["一般行政管理事务"]),
    ],
)
def test_the_code_behind_a_name_is_its_own(text: str, expected: list[str]) -> None:
    assert [item.expected for item in named_code_checks(read(text), CODES)] == expected


_OTHER = "（一）机关运行经费支出情况。2020年度{name}机关运行经费支出68.24万元。"


@pytest.mark.parametrize(
    ("name", "tables", "strangers"),
    [("临江县水务局", 9, 1), ("松岭市交通运输局", 9, 0), ("市交通运输局", 9, 0), ("临江县水务局", 0, 0), ("", 9, 0)],
)
def test_a_name_left_from_another_report_against_those_of_the_tables(name: str, tables: int, strangers: int) -> None:
    """Without tables that print the name, one stranger alone against it is not ours to judge."""
    assert len(list(other_unit_checks(read(_OTHER.format(name=name)), "松岭市交通运输局", tables))) == strangers
