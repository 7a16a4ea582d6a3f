"""Last year's published words beside this year's questions: matched by what they are about, never taken as answers."""

from __future__ import annotations

import pytest

from juesuan_gui.document import Cell, Column, Document, Grid, Paragraph, Section
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.drafting.explanation import draft
from juesuan_gui.narrative.drafting.free_text import cells_of
from juesuan_gui.narrative.drafting.last_year import LAST_YEAR, laid_beside, words_of_last_year
from juesuan_gui.report import Report, set_text
from tests.narrative.drafted import answered, form_named, full_report, live_of


def document(*lines: str) -> Document:
    return Document("上年说明", (Section(tuple(Paragraph.of(line) for line in lines)),))


def published(live: LiveReport) -> Document:
    """The explanation as it would be printed, without any link to its report."""
    return document(*(line for item in draft(live) for line in (item.heading, *(p.text for p in item.paragraphs))))


@pytest.mark.parametrize("form_id", ["wuhan-2020", "beijing-2022", "shanghai-2024", "ningxia-2020"])
def test_a_published_text_gives_back_the_reasons_that_were_written_into_it(form_id: str) -> None:
    """Each reason has words of its own, so that one beside the wrong question is seen."""
    report = full_report(form_id)
    needs = {need.name: need for item in draft(live_of(report)) for need in item.needs if need.kind == "原因"}
    told = {name: f"第{number}类工作的{chr(0x4E8C + number)}安排调整" for number, name in enumerate(needs)}
    for name, words in told.items():
        report.apply(set_text(report, name, words))
    found = words_of_last_year(live_of(full_report(form_id)), published(answered(report)))
    reasons = {name: words for name, words in found.found.items() if name in needs}
    assert all(told[name] == words for name, words in reasons.items())
    assert len(reasons) >= 0.9 * len(needs) >= 5


_LINES = (
    "一、收入支出决算总体情况说明",
    "2019年度收、支总计200.00万元，与2018年相比，收、支总计增加50.00万元，增长33.33%，主要原因是新设机构，"
    "增加办公用房租金30.00万元。",
    "（三）一般公共预算财政拨款支出决算具体情况",
    "1.社会保障和就业支出（类）。年初预算为10.00万元，支出决算为8.00万元，完成年初预算的80%，"
    "支出决算数小于年初预算数的主要原因：退休人员减少；其中：行政单位离退休支出决算为8.00万元。",
    "2.卫生健康支出（类）。年初预算为10.00万元，支出决算为12.00万元，比上年增加4.00万元，主要原因是人员增加。",
)


def test_a_reason_goes_to_the_same_thing_compared_with_the_same() -> None:
    report = full_report("wuhan-2020")
    live = live_of(report)
    words = words_of_last_year(live, document(*_LINES))
    assert words.found["原因.总体.收、支总计"] == "新设机构，增加办公用房租金30.00万元"
    assert words.found["原因.一般公共具体.社会保障和就业支出"] == "退休人员减少"
    # That one compares with last year, the question with the budget.
    assert "原因.一般公共具体.卫生健康支出" not in words.found
    assert any("卫生健康支出" in name for name in words.missing)
    before = dict(report.slots())
    change = laid_beside(report, words.found)
    report.apply(change)
    assert report.text(f"{LAST_YEAR}原因.总体.收、支总计") == words.found["原因.总体.收、支总计"]
    # They are suggestions: the text still asks.
    assert "原因.总体.收、支总计" in {need.name for item in draft(live_of(report)) for need in item.needs}
    assert not laid_beside(report, words.found)
    report.apply(change.inverse())
    assert dict(report.slots()) == before


def test_free_texts_are_found_below_their_headings_and_nothing_is_made_up() -> None:
    live = live_of(full_report("wuhan-2020"))
    lines = (
        "第一部分 某局概况",
        "一、部门主要职能",
        "（一）负责甲。",
        "（二）负责乙。",
        "二、部门决算单位构成",
        "无下属单位。",
    )
    words = words_of_last_year(live, document(*lines))
    assert words.found["说明.职能"] == "（一）负责甲。\n（二）负责乙。"
    assert not any(name.startswith("原因.") for name in words.found)
    nothing = words_of_last_year(live, document())
    assert not nothing.found and nothing.missing and not nothing.notes
    assert words_of_last_year(live_of(Report(form_named("wuhan-2020"))), document(*_LINES)).found.keys() <= {
        "说明.职能"
    }


def _grid(*rows: tuple[str, ...]) -> Grid:
    cells = (Cell(line, at, text) for line, row in enumerate(rows) for at, text in enumerate(row) if text)
    return Grid("g", tuple(Column() for _ in rows[0]), tuple(cells))


def test_small_tables_of_a_free_text_come_with_it_and_those_of_the_accounts_do_not() -> None:
    live = live_of(full_report("wuhan-2020"))
    before, after = (Paragraph.of(line) for line in ("（一）负责甲。", "（二）负责乙。"))
    heads = Paragraph.of("一、部门主要职能")
    small = _grid(
        ("科室", "职责"), ("综合科", "文电、会务；档案管理，以及机关日常运转的其他各项工作安排。"), ("", "信访")
    )
    great = _grid(*((f"{number}", "1.00") for number in range(60)))
    numbered = _grid(("项目", "合计", "基本支出"), ("栏 次", "1", "2"), ("合计", "", ""))
    found = {
        name: words_of_last_year(live, Document("", (Section((heads, before, grid, after)),))).found["说明.职能"]
        for name, grid in (("small", small), ("great", great), ("numbered", numbered))
    }
    assert found["great"] == found["numbered"] == "（一）负责甲。\n（二）负责乙。"
    first, *rows, last = found["small"].split("\n")
    assert (first, last) == ("（一）负责甲。", "（二）负责乙。")
    assert [cells_of(row) for row in rows] == [
        ("科室", "职责"),
        ("综合科", "文电、会务；档案管理，以及机关日常运转的其他各项工作安排。"),
        ("", "信访"),
    ]


def test_a_word_of_the_glossary_is_no_section_of_like_name() -> None:
    live = live_of(full_report("beijing-2022"))
    section = (
        "一、“三公”经费财政拨款决算情况",
        "（一）“三公”经费的单位范围",
        "某局所属1个行政单位。",
        "（二）“三公”经费财政拨款决算情况说明",
        "略。",
    )
    glossary = ("二、名词解释", "1.“三公”经费：指因公出国（境）费、公务用车购置及运行费和公务接待费。")
    told = words_of_last_year(live, document(*section, *glossary)).found
    assert told["说明.三公单位范围"] == "某局所属1个行政单位。"


def test_a_reason_ends_where_the_sentence_compares_with_something_else() -> None:
    line = (
        "1.工资福利支出100.00元，较2019年度年初预算数减少20.00元，降低16.67%，主要原因是1人退休，其岗位空缺；"
        "较2018年度决算数增加30.00元，增长42.86%。"
    )
    live = live_of(full_report("ningxia-2020"))
    found = words_of_last_year(live, document("六、一般公共预算财政拨款基本支出决算情况说明", line)).found
    assert [words for name, words in found.items() if "工资福利支出" in name] == ["1人退休，其岗位空缺"]


def test_a_text_of_another_year_is_told() -> None:
    live = live_of(full_report("wuhan-2020"))
    assert not words_of_last_year(live, document(*_LINES)).notes
    older = [line.replace("2019", "2017").replace("2018", "2016") for line in _LINES]
    (note,) = words_of_last_year(live, document(*older)).notes
    assert "2017" in note and "2019" in note
