"""Cards in the published report and as files of their own: where each stands, once, and what is read from them."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdfium2 as pdfium
import pytest

from juesuan_gui.cli import main
from juesuan_gui.document import (
    Cell,
    Column,
    Document,
    Drawing,
    Grid,
    Orientation,
    Paragraph,
    Section,
    grids_of,
)
from juesuan_gui.live.card_values import card_of
from juesuan_gui.live.cards import shown_cards
from juesuan_gui.publishing.cards.files import card_document, publish_cards
from juesuan_gui.publishing.cards.summary import summary_of
from juesuan_gui.publishing.compose import compose
from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.publishing.excel.render import render_excel
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.reading import Limits, read_workbook
from juesuan_gui.reading.cards.reader import read_cards
from juesuan_gui.reading.docx.reader import read_docx
from juesuan_gui.reading.pdf.reader import read_pdf
from juesuan_gui.report import Report
from juesuan_gui.report.card_sheets import sheets
from juesuan_gui.report.cards import CardKind
from juesuan_gui.storage import Options, ReportFile
from tests.cards.published import WORDS, everything, form, live_of, plain_cards, published, report_with
from tests.cards.test_round_trip import assert_same, bare
from tests.checks.cards_bench import BEIJING
from tests.generator.cards import plain_of


def composed(report: Report) -> Document:
    return compose(live_of(report))


def blocks_in_order(document: Document) -> list[str]:
    """Headings by their section, cards by their number, in printed order."""
    blocks = [block for section in document.sections for block in section.blocks]
    return [block.key for block in blocks if isinstance(block, (Grid, Paragraph)) and block.key]


def cards_below(document: Document, heading: str) -> list[str]:
    """The cards right behind a heading, up to the next one."""
    found: list[str] = []
    keys = blocks_in_order(document)
    for key in keys[keys.index(heading) + 1 :]:
        if not key.startswith("card-"):
            break
        found.append(key)
    return found


@pytest.mark.parametrize(
    ("name", "heading", "cards"),
    [
        ("guyuan", "section-绩效", [f"card-{number}" for number in range(1, 7)]),
        ("fengtai", "section-项目自评表", [f"card-{number}" for number in range(1, 15)]),
        ("hanyang", "section-项目自评表", [f"card-{number}" for number in range(1, 8)]),
        ("hanyang", "section-整体自评表", ["card-8"]),
        ("hanyang", "section-项目自评摘要", ["card-9"]),
        ("hanyang", "section-整体自评摘要", ["card-10"]),
        ("gaoyi", "section-整体自评表", ["card-1"]),
        ("gaoyi", "section-项目清单", ["card-2"]),
    ],
)
def test_cards_stand_below_their_heading_each_once(name: str, heading: str, cards: list[str]) -> None:
    document = composed(everything(name))
    assert cards_below(document, heading) == cards
    grids = [grid.key for grid in grids_of(document)]
    assert len(grids) == len(set(grids))


def test_what_follows_cards_begins_a_page_and_a_bare_heading_shares_the_first_cards_page() -> None:
    document = composed(everything("gaoyi"))
    pages = [[getattr(block, "key", "") for block in section.blocks] for section in document.sections]
    assert ["section-整体自评表", "card-1"] in pages
    assert ["section-项目清单", "card-2"] in pages
    guyuan = [
        [getattr(block, "key", "") for block in section.blocks] for section in composed(published("guyuan")).sections
    ]
    assert ["card-6"] in guyuan and not any("card-1" in page and len(page) > 1 for page in guyuan)


def test_cards_without_a_heading_in_the_outline_stand_behind_everything() -> None:
    report = report_with("shanghai-2024", [BEIJING])
    keys = blocks_in_order(composed(report))
    assert keys[-2:] == ["part-cards", "card-1"]


def test_the_list_of_projects_is_written_from_the_cards_where_the_form_wants_it() -> None:
    report = report_with("beijing-2022", plain_cards("fengtai"))
    assert cards_below(composed(report), "section-项目自评表")[:2] == ["card-summary", "card-1"]
    summary = summary_of(report.form, shown_cards(report))
    assert summary is not None
    card, unread = card_of(summary)
    assert not unread
    plain_projects, total = card.projects, card.list_total
    spent = sum(Decimal(plain.money[0].executed) for plain in plain_cards("fengtai"))
    assert (
        total is not None
        and total.name.text == "合计"
        and total.executed is not None
        and total.executed.number == spent
    )
    assert total.rate is not None and total.score is None
    assert [
        (item.name.text, item.executed and item.executed.number, item.score and item.score.number, item.grade)
        for item in plain_projects
    ] == [
        (plain.name, Decimal(plain.money[0].executed), Decimal(plain.total_score), card.projects[at].grade)
        for at, plain in enumerate(plain_cards("fengtai"))
    ]
    assert {item.grade.text for item in card.projects if item.grade} == {"优"}


def test_a_list_that_was_written_is_not_made_again() -> None:
    report = everything("gaoyi")
    assert summary_of(report.form, shown_cards(report)) is None


def test_separate_files_hold_the_summary_every_card_and_the_picture(tmp_path: Path) -> None:
    report = everything("fengtai")
    made = publish_cards(report, tmp_path / "new", "某局", ("docx", "pdf", "xlsx"))
    assert [path.name for path in made] == [f"某局绩效自评表.{suffix}" for suffix in ("docx", "pdf", "xlsx")]
    for path, reader in zip(made, (read_docx, read_pdf, read_workbook), strict=True):
        cards = read_cards(reader(path, Limits()).document).cards
        assert [card.name for card in cards if card.kind is CardKind.PROJECT] == [
            plain.name for plain in plain_cards("fengtai")
        ]
        assert [len(card.projects) for card in cards if card.kind is CardKind.LISTING] == [14]
        scores = [card.total_score.number for card in cards if card.total_score]
        assert scores == [Decimal(plain.total_score) for plain in plain_cards("fengtai")]
    document = card_document(report, WORDS)
    assert sum(isinstance(block, Drawing) for section in document.sections for block in section.blocks) == 1


def test_separate_files_of_a_report_without_cards_say_so(tmp_path: Path) -> None:
    with pytest.raises(PublishingError):
        publish_cards(Report(form("ningxia-2020")), tmp_path, "某局", ("xlsx",))
    assert not list(tmp_path.iterdir())


def test_a_report_without_cards_has_no_page_for_them() -> None:
    report = Report(form("ningxia-2020"))
    document = composed(report)
    assert not any(grid.key.startswith("card-") for grid in grids_of(document))


def test_a_workbook_of_cards_has_numbers_and_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "自评表.xlsx"
    render_excel(card_document(published("hanyang"), WORDS, ("project",)), path)
    book = openpyxl.load_workbook(path)
    assert len(book.sheetnames) == 7
    values = {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
    assert {1027, 784.29, 95.27} <= values
    reading = read_cards(read_workbook(path, Limits()).document)
    found = [bare(plain_of(card, "wuhan")) for card in reading.cards]
    assert_same(found, [bare(card) for card in plain_cards("hanyang")])


def test_the_command_line_makes_the_separate_files_and_takes_cards_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = published("guyuan")
    path = tmp_path / "某局.jsgk"
    ReportFile.create(path, report, options=Options(backups=0)).close()
    assert main(["build", str(path), "--out", str(tmp_path / "out"), "--formats", "xlsx", "--cards"]) == 0
    made = tmp_path / "out" / "某局绩效自评表.xlsx"
    assert made.exists() and (tmp_path / "out" / "某局.xlsx").exists()
    # What was made comes in again by the command line, with an account of it.
    again = tmp_path / "again.jsgk"
    capsys.readouterr()
    assert main(["import", str(made), "--form", "ningxia-2020", "--out", str(again)]) == 0
    assert "绩效自评表 7 张" in capsys.readouterr().out
    opened = ReportFile.open(again, read_only=True)
    opened.file.abandon()
    names = [item.name for item in sheets(opened.report) if item.layout == "project"]
    assert names == [card.name for card in plain_cards("guyuan")]
    empty = tmp_path / "空.jsgk"
    ReportFile.create(empty, Report(form("ningxia-2020")), options=Options(backups=0)).close()
    assert main(["build", str(empty), "--out", str(tmp_path / "none"), "--formats", "xlsx", "--cards"]) == 0
    assert "空.jsgk" in capsys.readouterr().err
    assert [item.name for item in (tmp_path / "none").iterdir()] == ["空.xlsx"]


def test_no_page_is_left_to_the_last_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"

    def rows_on_pages(count: int) -> list[int]:
        words = "部门本年度预算的调整数与年初预算数的比率，反映预算编制和执行的情况。" * 2
        cells = [
            Cell(row, column, f"第{row}行" if column == 0 else words) for row in range(count) for column in range(3)
        ]
        grid = Grid("card", (Column(1), Column(2), Column(2)), tuple(cells), title=Paragraph.of("自评表"))
        render_pdf(Document("a", (Section((grid,), Orientation.LANDSCAPE),)), path)
        with pdfium.PdfDocument(path) as file:
            return [len(re.findall(r"第\d+行", page.get_textpage().get_text_range())) for page in file]

    whole = rows_on_pages(40)
    assert len(whole) > 2 and sum(whole) == 40
    # One row more than fits the pages that are full.
    full = sum(whole[:-1]) + whole[-2]
    pages = rows_on_pages(full + 1)
    assert sum(pages) == full + 1 and len(pages) == len(whole) + 1 and pages[-1] >= 3
