"""What a file promises and whose it is: sign-offs (F20), announced scorecards (F21), other units' names (S12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from juesuan_gui.document import Document, Place, Section
from juesuan_gui.examination import Examination, examine
from juesuan_gui.forms import CodeCatalogue, FormShelf, Level
from juesuan_gui.reading.source import Source
from tests.examination.texts import examined, form_of, found, general_table, source_of

COVER = ["某县医疗保障局2020年度部门决算", ""]
BODY = [
    "第一部分 某县医疗保障局概况",
    "一、主要职能",
    "负责有关工作。",
    "第三部分 某县医疗保障局2020年度部门决算情况说明",
    "一、收入支出决算总体情况说明",
    "某县医疗保障局2020年度收入支出总计150.00元。",
    "二、收入决算情况说明",
    "没有其他收入。",
    "三、支出决算情况说明",
    "没有其他支出。",
    "四、财政拨款收入支出决算总体情况说明",
    "某县医疗保障局2020年度财政拨款收入支出总计150.00元。",
    "五、政府采购支出情况",
    "没有采购。",
]


def wrong(lines: Sequence[str], check: str) -> list[str | None]:
    items = found(lines, check)
    assert all(item.level is Level.WARNING and item.spot.quote for item in items)
    return [item.stated for item in items]


# -- F20 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "asked"),
    [
        (["保密审查情况：已审查", "部门主要负责人审签情况：已审签"], []),
        (["保密审查情况：已审查  部门主要负责人审签情况：已审签"], []),
        (["保密审查情况：", "已审查"], []),
        (["保密审查情况：☑已审查 □未审查"], []),
        # Failing: said to be undone, or another box ticked.
        (["保密审查情况：未审查"], ["未审查"]),
        (["保密审查情况：□已审查 ☑未审查"], ["未审查"]),
        # Blank: nothing, a line to write on, no box ticked, the next question in place of an answer.
        (["保密审查情况：", ""], [None]),
        (["部门主要负责人审签情况：______"], [None]),
        (["保密审查情况：□已审查 □未审查"], [None]),
        (["保密审查情况：", "部门主要负责人审签情况：已审签"], [None]),
        # Near misses: a rule, a duty, a place that prints no such line.
        (["严格落实信息公开保密审查制度，未审查的信息不得公开。"], []),
        (["（三）负责保密审查。"], []),
        ([], []),
    ],
)
def test_a_printed_sign_off_is_filled(lines: list[str], asked: list[str | None]) -> None:
    assert wrong([*COVER, *lines, "目 录", *BODY], "F20") == asked


# -- F21 -------------------------------------------------------------------------------------------

CARD_TITLE = "附件1：项目支出绩效自评表"


@pytest.mark.parametrize(
    ("lines", "missing", "unread"),
    [
        ([], 0, 0),
        (["附件1：项目支出绩效自评表", "本部门没有项目支出，不涉及自评表。"], 0, 0),
        (["第四部分 项目支出绩效自评表", "第五部分 名词解释", "一、财政拨款收入：当年拨付的资金。"], 1, 0),
        (["第四部分 整体支出绩效自评报告", "第五部分 名词解释", "一、财政拨款收入：当年拨付的资金。"], 1, 0),
        # What is attached has an outline of its own; a heading alone below it is nothing yet.
        (["2020年度某局整体支出绩效自评报告", "一、部门概况", "年末在职人员109人。", "二、得分", "自评95分。"], 0, 0),
        (["2020年度某局整体支出绩效自评报告", "一、部门概况", "二、得分"], 1, 0),
        # Elsewhere, or not understood: neither right nor wrong.
        (
            [
                "项目支出绩效自评表",
                "（2021年度）",
                "项目名称        某项目        主管部门        某局",
                "年度资金总额        59.75",
            ],
            0,
            1,
        ),
        (["第四部分 项目支出绩效自评表", "\t某项目名", "\t5.00", "\t4.00", "第五部分 名词解释", "没有。"], 0, 1),
        (["第四部分 项目支出绩效自评表", "详见附件。"], 0, 1),
        (["第四部分 项目支出绩效自评表", "医疗救助项目", "得分九十五分"], 0, 1),
        # Near misses: a sentence that speaks of cards, a section about the work of assessing.
        (["第四部分 绩效情况", "各项目的项目支出绩效自评表已经报送。"], 0, 0),
        (["第四部分 绩效自评工作开展情况", "第五部分 名词解释"], 0, 0),
    ],
)
def test_announced_scorecards_are_there(lines: list[str], missing: int, unread: int) -> None:
    result = announced([*COVER, *BODY, *lines])
    assert len([item for item in result.observations if item.check == "F21"]) == missing
    assert len([item for item in result.unread if "未能核对" in item.why and "自评" in item.why]) == unread


def announced(lines: Sequence[str]) -> Examination:
    result = examined(lines)
    assert result.kind.value == "决算公开"
    return result


def test_a_sheet_on_a_page_that_was_not_understood_is_no_missing_one() -> None:
    """Pages have no lines by which to tell what follows what."""
    lines = ["第四部分 项目支出绩效自评表", "（2021年度）", "\t某项目名\t5.00", "\t又一项目\t4.00", "第五部分 名词解释"]
    for below, missing in ((lines, 0), ([lines[0], lines[4], "没有。"], 1)):
        blocks = source_of([*COVER, *BODY, *below]).document.sections[0].blocks
        pages = tuple(replace(block, place=Place(page=1)) for block in blocks)
        source = Source("某县某局.pdf", Document("某县某局", (Section(pages),)))
        result = examine(source, FormShelf.of([form_of()]), lambda form: CodeCatalogue({}))
        assert len([item for item in result.observations if item.check == "F21"]) == missing


def test_the_contents_alone_promise_nothing() -> None:
    contents = ["目 录", "第一部分 某县医疗保障局概况1", "附件1：项目支出绩效自评表12"]
    assert [item for item in announced([*COVER, *contents, *BODY]).observations if item.check == "F21"] == []


# -- S12 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "stranger"),
    [
        ("某县医疗保障局2020年度一般公共预算财政拨款支出150.00元，占本年支出合计的100%。", None),
        ("某县教育局2020年度一般公共预算财政拨款支出150.00元，占本年支出合计的100%。", "某县教育局"),
        ("2020年度某县教育局收入总计150.00元。", "某县教育局"),
        # Blank and read otherwise: pronouns, short names, brackets.
        ("2020年度收入总计150.00元。", None),
        ("我局2020年度收入总计150.00元。", None),
        ("县医保局2020年度收入总计150.00元。", None),
        ("某县医疗保障局（本级）2020年度收入总计150.00元。", None),
        # Near misses: others are spoken of, not in the place of oneself; a unit of one's own.
        ("某县财政局2020年度批复我局收入150.00元。", None),
        ("按照某县教育局2020年度要求，支出150.00元。", None),
        ("某县医保服务中心2020年度收入总计10.00元。", None),
    ],
)
def test_what_a_report_says_of_itself_has_its_own_name(sentence: str, stranger: str | None) -> None:
    units = ["二、部门决算单位构成", "纳入编制范围的单位包括：某县医疗保障局本级、某县医保服务中心。"]
    lines = [*COVER, *BODY[:3], *units, *BODY[3:], "六、其他情况", sentence]
    assert wrong(lines, "S12") == ([] if stranger is None else [stranger])


def test_a_part_title_of_another_unit_is_found() -> None:
    lines = [*COVER, *BODY, "第四部分 某县教育局概况"]
    assert wrong(lines, "S12") == ["某县教育局"]


def test_where_most_subjects_differ_nothing_is_guessed() -> None:
    table = general_table(department="部门：某县教育局")
    assert wrong([*COVER, *table, *BODY], "S12") == []


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("2020年度“三公”经费支出情况说明", "节选"),
        ("2020年部门预算公开说明", "预算公开"),
        ("2020年6月财政收支情况", "收支执行情况"),
    ],
)
def test_what_need_not_be_complete_is_told_once_what_it_is(title: str, words: str) -> None:
    examination = examined([title, "“三公”经费支出20.00万元，比上年增加5.00万元，增长33.33%。"])
    told = [item for item in examination.observations if item.check == "F01"]
    assert [(item.level, words in item.message) for item in told] == [(Level.INFO, True)]
    assert not examination.is_empty


def test_a_file_with_nothing_of_the_field_stays_empty() -> None:
    assert examined(["会议通知", "请各科室准时参加。"]).is_empty


# -- F04 -------------------------------------------------------------------------------------------

FUND = [
    "2020年度政府性基金预算财政拨款收入支出决算表",
    "部门：某县医疗保障局",
    "金额单位：元",
    "",
    "项目\t\t年初结转和结余\t本年收入\t本年支出\t\t\t年末结转和结余",
    "功能分类科目编码\t科目名称\t\t\t小计\t基本支出\t项目支出\t",
    "合计\t\t{0}\t{0}\t{0}\t0.00\t{0}\t0.00",
]


@pytest.mark.parametrize(
    ("sentence", "amount", "checked"),
    [
        ("2020年度我局没有政府性基金预算财政拨款收支。", "0.00", (0, 1)),
        ("2020年度政府性基金预算财政拨款收支见后表。", "0.00", (1, 0)),
        ("2020年度政府性基金预算财政拨款支出5.00元。", "5.00", (0, 0)),
        ("2020年度我局没有政府性基金预算财政拨款收支。", "×", (0, 0)),
    ],
    ids=["said to be empty", "empty without a word", "filled", "unread"],
)
def test_an_empty_table_is_said_to_be_empty(sentence: str, amount: str, checked: tuple[int, int]) -> None:
    told = [*COVER, *BODY, "八、政府性基金预算财政拨款收入支出决算情况说明", sentence]
    result = examined([*told, *general_table(), *(line.format(amount) for line in FUND)])
    wrong_ones = [item for item in result.observations if item.check == "F04"]
    right_ones = [item for item in result.held if item.check == "F04"]
    assert (len(wrong_ones), len(right_ones)) == checked
