"""What the projects spent, named one by one where their scorecards make up the table's project expenditure."""

from __future__ import annotations

import pytest

from juesuan_gui.figures import Figure
from juesuan_gui.narrative.drafting.explanation import draft
from juesuan_gui.relations import Address
from juesuan_gui.report import Origin, Report, Stated, TableKey, compose, set_text, state_figure
from tests.cards.published import published
from tests.narrative.drafted import live_of

SPENT = 818_6800_00  # 分: what the seven cards come to


def spending(report: Report, fen: int) -> str:
    """The paragraph about the use of the project expenditure."""
    totals = {"合计": fen + 100_000_00, "基本支出": 100_000_00, "项目支出": fen}
    key = TableKey("T5")
    edits = [
        state_figure(report, key.cell("合计", name), Stated(Figure(value), Origin.TYPED))
        for name, value in totals.items()
    ]
    report.apply(compose("合计", edits))
    (item,) = (item for item in draft(live_of(report)) if item.section.id == "一般公共具体")
    return next(paragraph.text for paragraph in item.paragraphs if paragraph.text.startswith("项目支出主要用于"))


@pytest.mark.parametrize("off", [0, 1_00, 399_00, -399_00])
def test_projects_that_make_up_the_table_are_named_with_their_amounts(off: int) -> None:
    """Seven printed figures and their sum may differ by half a hundredth of 万元 each."""
    said = spending(published("hanyang"), SPENT + off)
    assert "医疗救助项目784.29万元，主要用于【待填" in said and said.count("万元，主要用于") == 7
    assert said.endswith("。") and said.count("；") == 6


@pytest.mark.parametrize("off", [401_00, -401_00, 235_690_000])
def test_projects_that_are_not_all_are_left_to_the_unit(off: int) -> None:
    assert spending(published("hanyang"), SPENT + off) == "项目支出主要用于：【待填：项目支出的主要用途和成效】"


def test_the_units_own_words_stay() -> None:
    report = published("hanyang")
    report.apply(set_text(report, "说明.项目支出用途", "医疗救助。"))
    assert spending(report, SPENT) == "项目支出主要用于：医疗救助。"


def test_without_cards_it_is_asked_as_a_whole() -> None:
    report = Report(published("hanyang").form)
    assert "【待填：项目支出的主要用途和成效】" in spending(report, SPENT)
    assert Address("T5", "合计", "项目支出") in report.figures()
