"""Cards given out as Word, PDF, Excel and text, and read again, are the same cards: published ones and generated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from juesuan_gui.document import Document
from juesuan_gui.live.card_values import card_of
from juesuan_gui.live.cards import shown_cards
from juesuan_gui.publishing.cards.files import card_document
from juesuan_gui.publishing.excel.render import render_excel
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.publishing.word.render import render_word
from juesuan_gui.reading import Limits, read_workbook
from juesuan_gui.reading.cards.reader import read_cards
from juesuan_gui.reading.docx.reader import read_docx
from juesuan_gui.reading.pdf.reader import read_pdf
from juesuan_gui.report import Report
from juesuan_gui.report.card_contents import take_in_cards
from juesuan_gui.report.cards import CardKind
from tests.cards.published import (
    PUBLISHED,
    WORDS,
    everything,
    plain_cards,
    plain_lists,
    plain_overall,
    report_with,
)
from tests.cards.test_round_trip import FORMS, assert_same, bare
from tests.generator.card_lists import plain_list
from tests.generator.cards import (
    LAYOUTS,
    PlainCard,
    consistent_cards,
    plain_of,
    stacked_lines,
    tab_lines,
    text_document,
)

FEW = settings(
    max_examples=2,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def _through_word(document: Document, folder: Path) -> Document:
    render_word(document, folder / "a.docx")
    return read_docx(folder / "a.docx", Limits()).document


def _through_pdf(document: Document, folder: Path) -> Document:
    render_pdf(document, folder / "a.pdf")
    return read_pdf(folder / "a.pdf", Limits()).document


def _through_excel(document: Document, folder: Path) -> Document:
    render_excel(document, folder / "a.xlsx")
    return read_workbook(folder / "a.xlsx", Limits()).document


Way = Callable[[Document, Path], Document]
WAYS: dict[str, Way] = {"docx": _through_word, "pdf": _through_pdf, "xlsx": _through_excel}
KINDS = ("project", "overall", "listing", "summary")


def taken_again(report: Report, way: Way, folder: Path) -> Report:
    """A report of the same form that has taken in the file which this one's cards make."""
    reading = read_cards(way(card_document(report, WORDS, KINDS, with_picture=False), folder))
    assert not reading.unread
    again = Report(report.form)
    taken = take_in_cards(again, reading.cards)
    assert not taken.notices
    again.apply(taken.change)
    return again


def as_plain(report: Report, layout: str) -> list[PlainCard]:
    wanted = [item for item in shown_cards(report) if item.layout.kind in (CardKind.PROJECT, CardKind.OVERALL)]
    return [replace(bare(plain_of(card_of(item)[0], layout)), goal="", layout=layout) for item in wanted]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("name", PUBLISHED)
@pytest.mark.parametrize("suffix", WAYS)
def test_published_cards(name: str, suffix: str, tmp_path: Path) -> None:
    report = taken_again(everything(name), WAYS[suffix], tmp_path)
    layout = plain_cards(name)[0].layout
    expected = [*plain_cards(name), *plain_overall(name)]
    assert_same(as_plain(report, layout), [replace(bare(card), goal="", layout=layout) for card in expected])
    lists = [plain_list(card_of(item)[0]) for item in shown_cards(report)]
    assert [item for item in plain_lists(name) if item not in lists] == []


@pytest.mark.sampled(3)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("suffix", WAYS)
@FEW
@given(data=st.data())
def test_generated_cards(
    layout: str, suffix: str, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    cards = data.draw(consistent_cards(layout))
    report = report_with(FORMS[layout], cards)
    found = as_plain(taken_again(report, WAYS[suffix], tmp_path_factory.mktemp("cards")), layout)
    assert_same(found, [replace(bare(card), goal="") for card in cards])


@pytest.mark.sampled(4)
@pytest.mark.parametrize("lines", [tab_lines, stacked_lines], ids=["tabs", "stacked"])
@pytest.mark.parametrize("layout", LAYOUTS)
@FEW
@given(data=st.data())
def test_cards_as_text(layout: str, lines: Callable[[list[PlainCard]], list[str]], data: st.DataObject) -> None:
    cards = data.draw(consistent_cards(layout))
    reading = read_cards(text_document(lines(cards)))
    assert not reading.unread
    assert_same([bare(plain_of(card, layout)) for card in reading.cards], [bare(card) for card in cards])
