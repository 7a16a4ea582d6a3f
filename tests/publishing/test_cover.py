"""The words of a cover: what is its title and what stands small below it."""

import pytest

from juesuan_gui.document import Paragraph, TextStyle
from juesuan_gui.next_year import carried_over
from juesuan_gui.publishing.compose import compose
from juesuan_gui.publishing.cover import COVER_DATE, cover_lines, named_with_scope
from juesuan_gui.report import Report, set_text
from tests.narrative.drafted import form_named, live_of


@pytest.mark.parametrize(
    ("words", "title", "below"),
    [
        ("某局\n2020年度部门决算", "某局\n2020年度部门决算", []),
        ("某局\n部门决算\n（2020年度）", "某局\n部门决算", ["（2020年度）"]),
        ("2024年度\n某局部门决算", "2024年度\n某局部门决算", []),
        ("某局\n绩效报告\n二〇二一年八月", "某局", ["绩效报告", "二〇二一年八月"]),
        ("某局部门决算", "某局部门决算", []),
    ],
)
def test_the_title_ends_with_the_line_that_names_the_accounts(words: str, title: str, below: list[str]) -> None:
    first, *rest = cover_lines(words)
    assert (first.text, first.style) == (title, TextStyle.COVER_TITLE)
    assert [line.text for line in rest] == below
    assert all(line.style is TextStyle.COVER_LINE for line in rest)


def test_the_date_is_the_last_line_and_none_leaves_the_cover_as_it_is() -> None:
    words = "某局\n部门决算\n（2020年度）"
    assert [line.text for line in cover_lines(words, "2021年10月")][-2:] == ["（2020年度）", "2021年10月"]
    assert list(cover_lines(words, " ")) == list(cover_lines(words))


def test_the_accountants_date_is_printed_on_the_cover_and_not_carried_over() -> None:
    report = Report(form_named("national-2020"))
    for name, words in (("单位名称", "某局"), (COVER_DATE, "2021年10月19日")):
        report.apply(set_text(report, name, words))
    live = live_of(report)
    cover = compose(live, with_formulas=False).sections[0].blocks
    assert isinstance(cover[-1], Paragraph) and cover[-1].text == "2021年10月19日"
    after, _ = carried_over(live, form_named("national-2021"))
    assert after.text(COVER_DATE) == "" and after.text("单位名称") == "某局"


@pytest.mark.parametrize(
    ("name", "scope", "printed"),
    [("某局", "", "某局"), ("某局", "本级", "某局（本级）"), ("某局本级", "本级", "某局本级")],
)
def test_a_scope_is_named_once(name: str, scope: str, printed: str) -> None:
    assert named_with_scope(name, scope) == printed
