"""The published cards of the test data, taken into a report of their form."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from juesuan_gui.document import Document
from juesuan_gui.forms import Form, load_form
from juesuan_gui.live import LiveReport, RuleBook
from juesuan_gui.live.cards import shown_cards
from juesuan_gui.publishing.cards.grids import card_section
from juesuan_gui.reading.cards.reader import read_cards
from juesuan_gui.report import Report
from juesuan_gui.report.card_contents import take_in_cards
from juesuan_gui.session import catalogue
from tests.generator.card_lists import PlainList, list_from, list_grid
from tests.generator.cards import PlainCard, card_from, grid_document

DATA = Path(__file__).resolve().parents[1] / "data" / "cards"
#: Which form each published report was written in, and how many of its cards are test data.
PUBLISHED = {
    "fengtai": ("beijing-2021", 14),
    "hanyang": ("wuhan-2020", 7),
    "guyuan": ("ningxia-2020", 6),
    "gaoyi": ("hebei-2021", 1),
}
WORDS = {"单位": "某区某局", "年度": "2021"}


@cache
def form(name: str) -> Form:
    return load_form(name, [Path(__file__).resolve().parents[2] / "templates"])


@cache
def _rules(form_id: str) -> RuleBook:
    """The compiled rules of a form: most of what a live report of a few cards takes to be made."""
    return RuleBook(form(form_id))


def live_of(report: Report) -> LiveReport:
    """A report of one of these forms with its computed cells."""
    rules = _rules(report.form.id) if report.form is form(report.form.id) else None
    return LiveReport(report, catalogue("function", report.form), rules)


def plain_cards(name: str) -> list[PlainCard]:
    return [card_from(item) for item in json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))["cards"]]


def plain_overall(name: str) -> list[PlainCard]:
    """The card of the whole department."""
    data = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return [card_from(item) for item in data.get("overall", ())]


def plain_lists(name: str) -> list[PlainList]:
    """Lists of projects and 摘要版 tables."""
    data = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return [list_from(item) for item in data.get("lists", ())]


def everything(name: str) -> Report:
    """A report with every card of a published one: projects, the whole, lists and 摘要版 tables."""
    report = Report(form(PUBLISHED[name][0]))
    documents = [grid_document([*plain_cards(name), *plain_overall(name)]), *map(list_grid, plain_lists(name))]
    for document in documents:
        taken = take_in_cards(report, read_cards(document).cards)
        assert not taken.notices
        report.apply(taken.change)
    return report


def report_with(form_id: str, cards: list[PlainCard]) -> Report:
    """A report that has taken in these cards, as read from a published document."""
    report = Report(form(form_id))
    report.apply(take_in_cards(report, read_cards(grid_document(cards)).cards).change)
    return report


def published(name: str) -> Report:
    return report_with(PUBLISHED[name][0], plain_cards(name))


def printed(report: Report) -> Document:
    return Document("report", tuple(card_section(shown, WORDS) for shown in shown_cards(report)))
