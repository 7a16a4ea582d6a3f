"""Cards in the published report: behind the rest, one page each, in Excel as sheets of numbers."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from juesuan_gui.document import grids_of
from juesuan_gui.live import LiveReport
from juesuan_gui.publishing.cards import card_document
from juesuan_gui.publishing.compose import compose
from juesuan_gui.publishing.excel import render_excel
from juesuan_gui.reading import Limits, read_workbook
from juesuan_gui.reading.cards.reader import read_cards
from juesuan_gui.report import Report
from juesuan_gui.session import catalogue
from tests.cards.published import WORDS, form, plain_cards, published
from tests.cards.test_round_trip import assert_same, bare
from tests.generator.cards import plain_of


def test_the_report_ends_with_its_cards() -> None:
    report = published("guyuan")
    document = compose(LiveReport(report, catalogue("function", report.form)))
    grids = [grid.key for grid in grids_of(document)]
    assert grids[-6:] == [f"card-{number}" for number in range(1, 7)]
    assert len(grids) == len(set(grids)) > 6


def test_a_report_without_cards_has_no_page_for_them() -> None:
    report = Report(form("ningxia-2020"))
    document = compose(LiveReport(report, catalogue("function", report.form)))
    assert not any(grid.key.startswith("card-") for grid in grids_of(document))


def test_a_workbook_of_cards_has_numbers_and_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "自评表.xlsx"
    render_excel(card_document(published("hanyang"), WORDS), path)
    book = openpyxl.load_workbook(path)
    assert len(book.sheetnames) == 7
    values = {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
    assert {1027, 784.29, 95.27} <= values
    reading = read_cards(read_workbook(path, Limits()).document)
    found = [bare(plain_of(card, "wuhan")) for card in reading.cards]
    assert_same(found, [bare(card) for card in plain_cards("hanyang")])
