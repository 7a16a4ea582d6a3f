"""A file with scorecards alone finds its form: by layouts, year and place; where several fit, they are offered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from juesuan_gui.document import Document, Paragraph, Section
from juesuan_gui.forms import FormShelf
from juesuan_gui.publishing.cards.files import card_document
from juesuan_gui.publishing.excel.render import render_excel
from juesuan_gui.reading import Limits, ReadingError, ReadingWorker, read_workbook
from juesuan_gui.reading.source import Source
from juesuan_gui.report import Report
from juesuan_gui.report_files import forms_of_cards, open_report
from tests.cards.published import DATA, PUBLISHED, everything, plain_cards, report_with
from tests.checks.cards_bench import NATIONAL

SHELF = FormShelf.in_folders([DATA.parents[2] / "templates"])


def source_of(report: Report, folder: Path, year: str, name: str = "自评表.xlsx") -> Source:
    """The cards of a report as somebody's workbook."""
    path = folder / "cards.xlsx"
    words = {"单位": "某区某局", "年度": year}
    render_excel(card_document(report, words, ("project", "overall", "summary", "listing")), path)
    return replace(read_workbook(path, Limits()), file_name=name)


def chosen(source: Source) -> list[str]:
    return [form.id for form in forms_of_cards(source, SHELF)]


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_cards_are_known_by_their_layout_without_place(name: str, tmp_path: Path) -> None:
    form_id = PUBLISHED[name][0]
    assert chosen(source_of(everything(name), tmp_path, form_id[-4:])) == [form_id]


def test_of_one_layout_the_year_decides_and_without_a_year_all_are_offered(tmp_path: Path) -> None:
    national = report_with("national-2021", [NATIONAL])
    assert chosen(source_of(national, tmp_path, "2023")) == ["national-2023"]
    assert chosen(source_of(national, tmp_path, "　", name="2024自评表.xlsx")) == ["national-2024"]
    offered = chosen(source_of(national, tmp_path, "　"))
    assert len(offered) > 3 and "national-2024" in offered and len(set(offered)) == len(offered)


def test_of_one_layout_the_place_decides(tmp_path: Path) -> None:
    cards = report_with("beijing-2022", plain_cards("fengtai"))
    assert chosen(source_of(cards, tmp_path, "2022")) == ["beijing-2022"]
    # The place has no form of the year: its own of the nearest one; without a place the nationwide one.
    assert chosen(source_of(cards, tmp_path, "2024", "北京市某局2024年自评表.xlsx")) == ["beijing-2022"]
    assert chosen(source_of(cards, tmp_path, "2024")) == ["national-2024"]


def test_a_layout_of_another_year_is_not_taken_for_granted(tmp_path: Path) -> None:
    offered = chosen(source_of(everything("hanyang"), tmp_path, "2023"))
    assert set(offered) == {"wuhan-2020", "national-2023"}


def test_nothing_fits_what_has_no_cards() -> None:
    lines = tuple(Paragraph.of(line) for line in ("某局2023年度部门决算", "一、概况"))
    assert chosen(Source("a.txt", Document("a", (Section(lines),)))) == []


def test_a_file_of_cards_opens_with_its_form_or_says_which_fit(tmp_path: Path) -> None:
    path = tmp_path / "自评表.xlsx"
    render_excel(card_document(everything("fengtai"), {"单位": "某局", "年度": "2021"}, ("project",)), path)
    with ReadingWorker() as worker:
        report = open_report(path, worker, lambda: SHELF)
        assert report.form.id == "beijing-2021" and len(report.card_ids()) == 14
        national = report_with("national-2021", [NATIONAL])
        render_excel(card_document(national, {"单位": "某局", "年度": "　"}, ("project",)), path)
        with pytest.raises(ReadingError, match="national-2024"):
            open_report(path, worker, lambda: SHELF)
