"""How a published report is worded and printed: kind, old names, uses, decimals, contents, number of units."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from juesuan_gui.forms import Level
from tests.examination.texts import examined, found, general_table

Row = tuple[str, str, str, str, str]
COVER = ["某县某局2020年度部门决算", ""]
PART = "第三部分 2020年度部门决算情况说明"


def checks(lines: Sequence[str], check: str) -> list[Level]:
    return [item.level for item in found(lines, check)]


# -- F11 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("第二部分 2020年度部门决算表", None),
        ("第二部分 2020年度单位决算情况说明", "部门决算"),
        ("第二部分 2020年度部门预算情况说明", "部门决算"),
        # A fixed heading, and a sentence, speak of other things.
        ("二、部门决算单位构成", None),
        ("本单位2020年度单位决算已经批复。", None),
        ("2020年度部门预算绩效情况", None),
    ],
)
def test_titles_say_what_the_cover_says(title: str, expected: str | None) -> None:
    items = found([*COVER, PART, "一、收入决算情况说明", title, "没有其他事项。"], "F11")
    assert [item.expected for item in items] == ([] if expected is None else [expected])
    assert all(item.spot.quote == title for item in items)


def test_where_most_titles_differ_from_the_cover_nothing_is_guessed() -> None:
    body = [f"第{word}部分 2020年度单位决算情况说明" for word in "二三四"]
    assert not found(["某局2020年度部门决算", *body], "F11")


# -- S10, S11, N13-04 ------------------------------------------------------------------------------


def pension(name: str, code: str = "20805") -> list[str]:
    rows: tuple[Row, ...] = (
        ("", "合计", "150.00", "100.00", "50.00"),
        ("208", "社会保障和就业支出", "150.00", "100.00", "50.00"),
        (code, name, "150.00", "100.00", "50.00"),
        ("2080501", "行政单位离退休", "150.00", "100.00", "50.00"),
    )
    return [*COVER, *general_table(rows)]


def test_an_old_name_of_a_code_is_found_and_what_is_still_valid_is_not() -> None:
    (item,) = found(pension("行政事业单位离退休"), "S10")
    assert (item.level, item.expected, item.spot.row) == (Level.WARNING, "行政事业单位养老支出", "20805")
    assert not found(pension("行政事业单位养老支出"), "S10")
    text = [*COVER, PART, "五、一般公共预算财政拨款支出决算情况说明"]
    (item,) = found([*text, "1.社会保障和就业支出（类）行政事业单位离退休（款）支出5.00元。"], "S10")
    assert item.expected == "行政事业单位养老支出"
    assert not found([*text, "1.社会保障和就业支出（类）行政事业单位离退休人员经费5.00元。"], "S10")
    assert not found([*text, "用于扶贫支出5.00元。"], "S10")


@pytest.mark.parametrize(("year", "asked"), [(2018, True), (2020, False), (2024, False), (2025, True)])
def test_the_epidemic_explains_its_own_years(year: int, asked: bool) -> None:
    lines = [f"某局{year}年度部门决算", f"第三部分 {year}年度部门决算情况说明", "三、支出决算情况说明"]
    assert checks([*lines, "支出减少，主要原因是受疫情影响。"], "S11") == ([Level.INFO] if asked else [])
    assert not checks([*lines, "负责疫情防控工作。"], "S11")


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("1.住房改革支出（款）住房公积金（项）。主要用于为职工缴纳住房公积金。", False),
        ("1.住房改革支出（款）住房公积金（项）。主要用于缴纳职业年金。", True),
        ("2.机关事业单位职业年金缴费支出（项）。主要用于缴纳住房公积金。", True),
        ("3.行政单位医疗（项）。主要用于职工医疗保险、养老保险缴费。", False),
        ("4.行政运行（项）。主要用于缴纳养老保险和公积金。", False),
    ],
)
def test_a_use_is_the_accounts_own(sentence: str, wrong: bool) -> None:
    lines = [*COVER, PART, "五、一般公共预算财政拨款支出决算情况说明", sentence]
    assert checks(lines, "N13-04") == ([Level.WARNING] if wrong else [])


# -- F09, S07 --------------------------------------------------------------------------------------


def many(amounts: Sequence[str]) -> list[str]:
    rows: list[Row] = [("", "合计", "", "", "")]
    rows += [(f"20101{number:02d}", f"科目{number}", amount, amount, "") for number, amount in enumerate(amounts, 1)]
    return [*COVER, *general_table(rows)]


EVEN = ["11.25", "22.35", "33.45", "44.55", "55.65", "66.75", "77.85"]


@pytest.mark.parametrize(("heading", "hinted"), [("一、收入决算情况说明", 1), ("三、2020年度主要工作完成情况", 0)])
def test_percentages_of_the_work_done_keep_their_own_decimals(heading: str, hinted: int) -> None:
    usual = [f"{name}支出5.00元，占12.3{number}%。" for number, name in enumerate("甲乙丙丁戊己庚辛壬", 1)]
    assert len(found([*many(EVEN), "二、支出决算情况说明", *usual, heading, "全年同比增长8.5%。"], "F09")) == hinted


def test_one_amount_with_other_decimals_is_a_hint() -> None:
    (item,) = found(many([*EVEN, "88.9"]), "F09")
    assert item.level is Level.INFO and item.spot.quote.strip() == "88.9"
    assert not found(many([*EVEN, "88.95"]), "F09")
    # A zero may be printed in any way, and half and half is no habit.
    assert not found(many([*EVEN, "0"]), "F09")
    assert not found(many([*EVEN, "０.０", "１２３.４５"]), "F09")
    assert not found(many([*EVEN[:4], "5.5", "6.5", "7.5", "8.5"]), "F09")
    assert not found(many(["88.9", "1.25"]), "F09")


def test_percentages_with_other_decimals_are_a_hint() -> None:
    lines = [*COVER, *general_table(), PART, "二、收入决算情况说明"]
    usual = [f"收入{number}.00元，占{number}.25%。" for number in range(11, 19)]
    assert len(found([*lines, *usual, "其他收入5.00元，占5.3%。"], "F09")) == 1
    assert not found([*lines, *usual, "其他收入5.00元，占100%。"], "F09")
    assert not found([*lines, *usual, "十、预算绩效情况说明", "自评覆盖率95%。"], "F09")


def test_two_items_with_one_long_amount_are_a_hint() -> None:
    (item,) = found(many(["12345.67", "12345.67", "9.00"]), "S07")
    assert (item.level, item.spot.row) == (Level.INFO, "2010102")
    assert not found(many(["50000.00", "50000.00"]), "S07")
    assert not found(many(["1.25", "1.25"]), "S07")


# -- F02 -------------------------------------------------------------------------------------------

BODY = [
    "第一部分 某局概况", "一、主要职能", "负责有关工作。", "第二部分 情况说明",
    "一、收入决算情况说明", "没有。", "二、支出决算情况说明", "没有。",
]  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "level"),
    [
        ("二、支出决算情况说明", None),
        # Shortened, or one word more: templates have that themselves.
        ("二、支出决算的情况说明", None),
        ("二、支出决算情况", None),
        ("二、部门支出情况说明", Level.WARNING),
        # Too unlike to be the same thing; tables have no ordinals in the body.
        ("二、绩效", None),
        ("二、支出决算表", None),
    ],
)
def test_the_contents_say_what_the_headings_say(entry: str, level: Level | None) -> None:
    contents = ["目  录", "第一部分 某局概况", "一、主要职能", "第二部分 情况说明", "一、收入决算情况说明", entry]
    assert checks(["某局2020年度部门决算", *contents, *BODY], "F02") == ([] if level is None else [level])


def test_without_contents_nothing_is_compared() -> None:
    assert not found(["某局2020年度部门决算", *BODY], "F02")


@pytest.mark.parametrize(
    ("entry", "stated"),
    [
        ("第二部分 2020年度决算情况说明", None),
        ("第二部分 2019年度决算情况说明", "2019"),
        ("第二部分 202年度决算情况说明", "202"),
        # A title without a year says nothing about one.
        ("第二部分 决算情况", None),
    ],
)
def test_the_contents_name_the_year_of_the_headings(entry: str, stated: str | None) -> None:
    body = [line.replace("第二部分 情况说明", "第二部分 2020年度决算情况说明") for line in BODY]
    lines = ["某局2020年度部门决算", "目录", "第一部分 某局概况", "一、主要职能", entry, "一、收入决算情况说明", *body]
    assert [item.stated for item in found(lines, "F06")] == ([] if stated is None else [stated])


# -- F06, F10, F22, N5-05 in any text ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "check"),
    [
        ("某局 202 年度收入总计100.00万元。", "F06"),
        ("某局20211年度收入总计100.00万元。", "F06"),
        ("收入总计100.00万元，其中205年以前结转5.00万元。", None),
        ("公务接待费支出决算减少为0.00万元，与2019年持平。", "N5-05"),
        ("公务接待费支出决算下降到5.00万元，和上年基本持平。", "N5-05"),
        ("公务接待费支出决算0.00万元，与2019年持平。", None),
        # Two comparisons: less than the budget, as much as last year.
        ("公务接待费比年初预算减少5.00万元，与上年持平。", None),
        ("公务接待费支出决算减少为0.00万元，与公务用车同时取消。", None),
        ("公务接待费支出0.00万元（没有此项的单位不填，以下同）。", "F10"),
        ("公务接待费支出0.00万元（请如实填写原因）。", "F10"),
        ("公务接待费支出0.00万元（本单位没有此项，所属单位也没有）。", None),
        ("补助用于各单位请专家讲课（不含所属单位填补缺额）支出5.00万元。", None),
    ],
)
def test_wordings_that_are_wrong_in_any_report(sentence: str, check: str | None) -> None:
    lines = [*COVER, PART, "一、收入支出决算总体情况说明", sentence]
    met = {item.check for item in examined(lines).observations if item.check in ("F06", "F10", "N5-05")}
    assert met == ({check} if check else set())


def test_what_a_template_says_in_a_heading_is_found() -> None:
    lines = [*COVER, "第一部分 概况", "二、部门决算单位构成（仅有一个单位的部门，本部分内容为“机构设置”）", PART]
    assert checks([*lines, "一、收入决算情况说明", "没有。"], "F10") == [Level.ERROR]


@pytest.mark.parametrize(
    ("line", "doubled"),
    [
        ("编码 决算数 决算数 决算数 100.00 2,200.00", False),
        ("本年收入合计 其他收入 收入 事业收入", False),
        ("决算数决算数大于预算数，主要原因是人员增加。", True),
        ("支出决算数 决算数大于预算数，主要原因是人员增加了三名。", True),
    ],
)
def test_names_beside_each_other_are_no_doubled_words(line: str, doubled: bool) -> None:
    assert checks([*COVER, PART, "三、支出决算情况说明", line], "F22") == ([Level.INFO] if doubled else [])


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("2019年某局“三公”经费支出决算同比下降的原因主要是：从严控制。", True),
        ("2020年某局“三公”经费支出决算同比下降的原因主要是：从严控制。", False),
        ("2019年某局“三公”经费较高，2020年支出决算同比下降的原因主要是：从严控制。", False),
        ("2018年某局“三公”经费支出决算同比下降的原因主要是：从严控制。", False),
        ("2019年某局购置车辆两辆，主要用于执法。", False),
    ],
)
def test_reasons_are_those_of_the_year(sentence: str, asked: bool) -> None:
    lines = [*COVER, PART, "七、“三公”经费支出决算情况说明", sentence]
    assert checks(lines, "F06") == ([Level.WARNING] if asked else [])


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("三、2019年度支出决算情况说明", True),
        ("三、2020年度支出决算情况说明", False),
        ("三、2021年度预算安排情况说明", False),
        ("三、2019年和2020年支出决算对比情况", False),
        ("三、2015年度支出决算情况说明", False),
    ],
)
def test_headings_name_the_year_of_the_others(heading: str, asked: bool) -> None:
    lines = [*COVER, "第三部分 2020年度部门决算情况说明", "一、2020年度收入决算情况说明", "没有。", heading, "没有。"]
    assert checks(lines, "F06") == ([Level.ERROR] if asked else [])


def test_the_year_is_that_of_the_accounts_not_of_the_budget_beside_them() -> None:
    lines = ["一、2022年“三公”经费预算安排情况", "2022年度“三公”经费预算总计21.80万元。"]
    lines += ["二、2021年“三公”经费决算情况", "2021年度“三公”经费合计支出20.12万元，其中：公务接待12.39万元。"]
    assert examined(lines).year == 2021
    assert not found(lines, "F06")
    assert examined(["某局2021年度一般公共预算财政拨款支出表", "没有。"]).year == 2021


# -- XU-02 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "names", "wrong"),
    [
        (2, ["某局本级", "某中心"], False),
        (3, ["某局本级", "某中心"], True),
        (2, ["某局本级", "某中心", "某站（并入本级）"], False),
        (1, ["某局本级"], False),
    ],
)
def test_as_many_units_are_named_as_counted(count: int, names: list[str], wrong: bool) -> None:
    head = [*COVER, "第一部分 概况", "二、部门决算单位构成"]
    said = f"纳入某局2020年度部门决算编制范围的单位共{count}个"
    for lines in (
        [*head, f"{said}，包括：{'、'.join(names)}。"],
        [*head, f"{said}：", *(f"{number}.{name}" for number, name in enumerate(names, 1)), "三、其他"],
        [*head, f"{said}，具体包括：{'；'.join(f'{number}、{name}' for number, name in enumerate(names, 1))}。"],
    ):
        items = found(lines, "XU-02")
        assert [item.expected for item in items] == ([str(len(names))] if wrong else []), lines


@pytest.mark.parametrize(
    ("count", "names", "wrong"),
    [(3, "某局本级、某中心、某站", False), (4, "某局本级、某中心、某站", True), (3, "有关单位", False)],
)
def test_the_names_may_come_in_the_sentence_behind_the_kinds(count: int, names: str, wrong: bool) -> None:
    said = (
        f"纳入某局2020年度部门决算编制范围的单位共{count}个，其中：行政单位1个，事业单位{count - 1}个。包括：{names}。"
    )
    items = found([*COVER, "第一部分 概况", "二、部门决算单位构成", said], "XU-02")
    assert [item.expected for item in items] == (["3"] if wrong else [])


# -- T7-08 -----------------------------------------------------------------------------------------

TRAVEL = [
    "2020年度一般公共预算财政拨款“三公”经费支出决算表", "部门：某县某局", "金额单位：万元", "",
    "预算数\t\t\t\t\t\t决算数\t\t\t\t\t",
    "合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费"
    "\t合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费",
    "\t\t小计\t公务用车购置费\t公务用车运行费\t\t\t\t小计\t公务用车购置费\t公务用车运行费\t",
    "1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12",
    "{plan}\t0.00\t0.00\t0.00\t0.00\t{plan}\t1.00\t0.00\t0.00\t0.00\t0.00\t1.00",
]  # fmt: skip


@pytest.mark.parametrize(
    ("note", "said", "plan", "wrong"),
    [
        ("全年", "年初", "2.00", True),
        ("年初", "年初", "2.00", False),
        ("全年", "全年", "2.00", False),
        ("全年", "年初", "0.00", False),
    ],
)
def test_one_plan_has_one_name(note: str, said: str, plan: str, wrong: bool) -> None:
    table = [line.replace("{plan}", plan) for line in TRAVEL]
    lines = [
        *COVER,
        *table,
        f"注：本表预算数为“三公”经费{note}预算数。",
        "",
        PART,
        "七、一般公共预算财政拨款“三公”经费支出决算情况说明",
        f"“三公”经费支出{said}预算为{plan}万元，支出决算为1.00万元。",
    ]
    assert checks(lines, "T7-08") == ([Level.INFO] if wrong else [])


def basic_table(left: Sequence[tuple[str, str, str]], right: Sequence[tuple[str, str, str]]) -> list[str]:
    """Table 6 in two blocks, with these lines in each."""
    blank = ("", "", "")
    height = max(len(left), len(right))
    lines = [(*left, *[blank] * height)[row] + (*right, *[blank] * height)[row] for row in range(height)]
    return [
        "一般公共预算财政拨款基本支出决算表（表6）",
        "部门：某局\t\t\t\t\t单位：万元",
        "人员经费\t\t\t公用经费\t\t",
        "科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数",
        *("\t".join(line) for line in lines),
        "人员经费合计\t\t12.00\t公用经费合计\t\t5.00",
    ]


STAFF = [("301", "工资福利支出", "12.00"), ("30101", "基本工资", "8.00"), ("30102", "津贴补贴", "4.00")]
RUNNING = [("302", "商品和服务支出", "5.00"), ("30201", "办公费", "3.00"), ("30211", "差旅费", "2.00")]


@pytest.mark.parametrize(
    ("left", "right", "wrong"),
    [(STAFF, RUNNING, False), (STAFF[:2], [*RUNNING, STAFF[2]], True), ([*STAFF, RUNNING[2]], RUNNING[:2], True)],
    ids=["in place", "staff among running costs", "running costs among staff"],
)
def test_an_economic_code_stands_in_its_block(
    left: list[tuple[str, str, str]], right: list[tuple[str, str, str]], wrong: bool
) -> None:
    lines = [*COVER, *basic_table(left, right), "", PART, *BODY]
    assert checks(lines, "F16") == ([Level.ERROR] if wrong else [])


def test_a_clean_text_has_none_of_these() -> None:
    ids = {item.check for item in examined([*COVER, *general_table(), PART, *BODY]).observations}
    assert not ids & {"F02", "F09", "F11", "F16", "N13-04", "S07", "S10", "S11", "T7-08", "XU-02"}
