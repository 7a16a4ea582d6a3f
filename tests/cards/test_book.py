"""The checks on the cards of an open report: the same as on the published ones, following every edit."""

from __future__ import annotations

import pytest

from juesuan_gui.card_book import CardBook
from juesuan_gui.checks.cards.judging import CardFacts, judge_cards
from juesuan_gui.reading.cards.reader import read_cards
from juesuan_gui.report import CardKey, Change, Report
from juesuan_gui.report.card_contents import take_in_cards
from juesuan_gui.report.card_sheets import BOOKS, remove_card, set_card_text
from tests.cards.published import PUBLISHED, form, live_of, plain_cards, published, report_with
from tests.checks.cards_bench import BEIJING, NINGXIA
from tests.generator.cards import grid_document


def book_of(report: Report) -> CardBook:
    return CardBook(live_of(report))


def do(book: CardBook, change: Change) -> None:
    book.report.apply(change)
    book.follow(change)


def write(book: CardBook, field: str, text: str, part: str = "", line: str = "", card: str = "1") -> None:
    do(book, set_card_text(book.report, CardKey(card, part, line, field), text))


def checks(book: CardBook) -> set[str]:
    return {item.check for item in book.findings().findings}


@pytest.mark.sampled(2)
@pytest.mark.parametrize("name", PUBLISHED)
def test_the_same_is_found_as_in_the_published_text(name: str) -> None:
    book = book_of(published(name))
    layouts = [item.layout for item in book.all_shown() if item.layout.kind == "project"]
    facts = CardFacts(weights=layouts[0].weights if layouts else ())
    direct, _, _ = judge_cards(read_cards(grid_document(plain_cards(name))).cards, facts)
    assert sorted((item.check, item.message) for item in book.findings().findings) == sorted(
        (item.check, item.message) for item in direct
    )


def test_a_right_card_has_no_finding_and_follows_a_wrong_score_and_its_undoing() -> None:
    book = book_of(report_with("beijing-2021", [BEIJING]))
    assert checks(book) == set()
    change = set_card_text(book.report, CardKey("1", "indicator", "1", "score"), "25")
    do(book, change)
    assert "P06" in checks(book)
    assert any(item.check == "P06" for item in book.findings().of_cell(CardKey("1", "indicator", "1", "score")))
    do(book, change.inverse())
    assert checks(book) == set()


@pytest.mark.parametrize(
    ("part", "line", "field", "text", "check"),
    [
        ("money", "2", "budget", "90", "P01"),
        ("money", "1", "rate", "95%", "P02"),
        ("money", "1", "score", "5", "P03"),
        ("indicator", "1", "weight", "25", "P04"),
        ("", "", "total_score", "98", "P06"),
    ],
)
def test_every_wrong_figure_is_found_in_its_cell(part: str, line: str, field: str, text: str, check: str) -> None:
    book = book_of(report_with("beijing-2021", [BEIJING]))
    write(book, field, text, part, line)
    assert check in checks(book)


def test_a_cleared_figure_is_worked_out_again_and_is_right() -> None:
    book = book_of(report_with("beijing-2021", [BEIJING]))
    for part, line, field in (("money", "1", "rate"), ("money", "1", "score"), ("", "", "total_score")):
        write(book, field, "", part, line)
    assert checks(book) == set()


def notices(book: CardBook) -> dict[CardKey | None, str]:
    return {item.key: item.text for item in book.findings().notices}


def test_what_is_missing_or_no_number_is_told_in_its_cell() -> None:
    book = book_of(report_with("beijing-2021", [BEIJING]))
    write(book, "executed", "一百多", "money", "1")
    write(book, "target", "", "indicator", "2")
    write(book, "name", "")
    told = notices(book)
    for key in (
        CardKey("1", "money", "1", "executed"),
        CardKey("1", "indicator", "2", "target"),
        CardKey("1", "", "", "name"),
    ):
        assert key in told


def test_two_cards_of_one_name_are_told_and_both_kept() -> None:
    report = report_with("beijing-2021", [BEIJING])
    other = BEIJING.changed(0, reason="雨季推迟。")
    taken = take_in_cards(report, read_cards(grid_document([other])).cards)
    assert any("护林经费" in text for text in taken.notices)
    report.apply(taken.change)
    book = book_of(report)
    assert len(book.all_shown()) == 2
    assert CardKey("2", "", "", "name") in notices(book)
    do(book, remove_card(report, "2"))
    assert CardKey("2", "", "", "name") not in notices(book)


def test_a_card_that_is_there_just_so_is_not_taken_in_again() -> None:
    report = report_with("beijing-2021", [BEIJING])
    taken = take_in_cards(report, read_cards(grid_document([BEIJING])).cards)
    assert not taken.change and taken.added == 0
    assert any("护林经费" in text for text in taken.notices)
    twice = take_in_cards(Report(form("beijing-2021")), read_cards(grid_document([BEIJING, BEIJING])).cards)
    assert twice.added == 2 and len(twice.notices) == 1


def test_a_score_set_aside_wants_a_reason() -> None:
    book = book_of(report_with("beijing-2021", [BEIJING]))
    key = CardKey("1", "indicator", "1", "score")
    write(book, "score", "18", "indicator", "1")
    assert key in notices(book)
    write(book, "score_reason", "现场核查时有两次没有记录。", "indicator", "1")
    assert key not in notices(book)


def test_what_a_layout_has_no_place_for_is_told() -> None:
    report = Report(form("ningxia-2020"))
    taken = take_in_cards(report, read_cards(grid_document([BEIJING])).cards)
    assert any("得分" in text and "护林经费" in text for text in taken.notices)
    assert not take_in_cards(report, read_cards(grid_document([NINGXIA])).cards).notices


def test_the_table_is_no_measure_for_money_on_other_books() -> None:
    book = book_of(report_with("beijing-2021", [BEIJING]))
    write(book, BOOKS, "社保专户")
    assert "P15" not in checks(book)
