"""The cards of an open report against its explanation: counts and funds in the user's own words are checked live."""

from __future__ import annotations

from decimal import Decimal

import pytest

from juesuan_gui.card_book import CardBook
from juesuan_gui.figures import Figure
from juesuan_gui.forms import CardPart
from juesuan_gui.narrative.drafting.explanation import own_wording
from juesuan_gui.report import Report, TableKey, insert_code, set_figure, set_text
from juesuan_gui.report.card_sheets import BOOKS, set_card_text
from juesuan_gui.session import catalogue
from tests.cards.published import live_of, published

# 14 projects of the published cards; the whole year's budgets add up to 4108.68 万元.
_RIGHT = "2021年对14个项目开展了绩效自评，涉及资金4108.68万元。"


def section_of(report: Report) -> str:
    """A section of text in which the form tells about self-assessment."""
    return next(item.id for item in report.form.outline if "绩效" in item.title and item.kind.value == "text")


def told(text: str) -> tuple[CardBook, Report]:
    report = published("fengtai")
    report.apply(set_text(report, own_wording(section_of(report)), text))
    return CardBook(live_of(report)), report


def about_text(book: CardBook) -> set[tuple[str, str]]:
    section = own_wording(section_of(book.report))
    found = book.findings().findings
    return {(item.check, item.spot.quote) for item in found if item.spot.place.sheet == section}


def test_a_right_count_and_sum_hold() -> None:
    assert about_text(told(_RIGHT)[0]) == set()


@pytest.mark.parametrize(
    ("text", "check"),
    [(_RIGHT.replace("14个", "15个"), "P16"), (_RIGHT.replace("4108.68", "4208.68"), "P15")],
)
def test_a_wrong_one_is_found_in_its_section(text: str, check: str) -> None:
    assert check in {found for found, _ in about_text(told(text)[0])}


def test_text_without_figures_and_gaps_say_nothing() -> None:
    assert about_text(told("本部门按要求开展了绩效自评。")[0]) == set()
    report = published("fengtai")
    book = CardBook(live_of(report))
    assert about_text(book) == set()


def test_an_edit_of_the_text_is_followed() -> None:
    book, report = told(_RIGHT)
    assert about_text(book) == set()
    change = set_text(report, own_wording(section_of(report)), _RIGHT.replace("14个", "13个"))
    report.apply(change)
    book.follow(change)
    assert not book.is_judged and "P16" in {check for check, _ in about_text(book)}
    report.apply(change.inverse())
    book.follow(change.inverse())
    assert about_text(book) == set()
    # The quick look of a short pause holds the cards against the text as it was read last.
    report.apply(change)
    book.follow(change)
    assert not any(item.check == "P16" for item in book.findings(quick=True).findings)
    assert "P16" in {item.check for item in book.findings().findings}


@pytest.mark.parametrize(("limit", "alone"), [("205.01", set()), ("20", {"P15"})])
def test_a_project_on_other_books_is_left_out_of_the_sum_and_no_other(limit: str, alone: set[str]) -> None:
    report = published("guyuan")
    live = live_of(report)
    table = TableKey("T3")
    live.apply(insert_code(report, table, "2101501", "行政运行", catalogue("function", report.form)))
    live.apply(set_figure(report, table.cell("2101501", "项目支出"), Figure(int(Decimal(limit) * 1_000_000))))
    book = CardBook(live)
    largest = max(book.all_shown(), key=lambda shown: Decimal(shown.sheet.lines(CardPart.MONEY)[0].text("budget")))
    assert "P15" in {item.check for item in book.findings().findings}
    # Without the project of 250 万元 the others come to 29 万元.
    change = set_card_text(report, largest.key(BOOKS), "转移支付")
    live.apply(change)
    book.follow(change)
    assert {item.check for item in book.findings().findings if item.check == "P15"} == alone
