"""A report takes over how its source prints its tables: a district's ways, and nothing where the form is followed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random

import pytest

from juesuan_gui.cli import main
from juesuan_gui.forms import (
    CellRole,
    CodeRow,
    Form,
    PrintedTable,
    Table,
    adjusted,
    adjustment_text,
    declaration_of,
    fields_of,
    form_ids,
    lay_out,
    load_form,
)
from juesuan_gui.forms.adjustments import reheaded
from juesuan_gui.live import LiveReport
from juesuan_gui.paths import resource
from juesuan_gui.publishing.publish import publish
from juesuan_gui.reading import Limits, ReadingWorker, Recognised, read_workbook
from juesuan_gui.reading.as_printed import printed_adjustments
from juesuan_gui.reading.intake import read_source, recognise_with, take_in
from juesuan_gui.reading.source import Source
from juesuan_gui.report import History, adjust_form, set_text
from juesuan_gui.storage import ReportFile
from tests.generator.ledger import make_ledger, tables
from tests.generator.reports import ROOT, TEMPLATES, codes, report_of

PUTUO = ROOT / "tests" / "forms" / "data" / "putuo_2024.json"
#: Titles in the order of the form's tables; 三公 has no named rows.
NINE = ("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9")


@cache
def form(form_id: str) -> Form:
    return load_form(form_id, [TEMPLATES])


def sample(name: str, form_id: str) -> tuple[Source, Recognised]:
    source = read_workbook(resource("samples", f"{name}.xlsx"), Limits())
    return source, recognise_with(source, form(form_id), codes(form(form_id).year))


@pytest.fixture(scope="module")
def putuo() -> tuple[Form, Recognised]:
    base = form("shanghai-2024")
    source, found = sample("putuo-finance-2024", base.id)
    return adjusted(base, printed_adjustments(source, found, base)), found


def words(printed: PrintedTable) -> Iterator[list[str]]:
    """The words of each line below the header, codes and names."""
    for line in range(printed.header_lines, printed.lines):
        cells = [cell for cell in printed.cells if cell.line == line and cell.role in (CellRole.CODE, CellRole.NAME)]
        yield [cell.text for cell in sorted(cells, key=lambda cell: cell.position) if cell.text]


def of_source(rows: Sequence[Sequence[str | None]]) -> list[list[str]]:
    texts = [["".join((text or "").split()) for text in row] for row in rows]
    return [[text for text in row if text and not text.replace(",", "").replace(".", "").isdecimal()] for row in texts]


def coded(table: Table, found: Recognised) -> list[CodeRow]:
    own = found.table(table.id)
    assert own is not None
    return [CodeRow(row.code, row.name) for row in own.code_rows]


@pytest.mark.parametrize("table_id", [table for table in NINE if table != "T7"])
def test_every_line_is_printed_as_the_district_prints_it(putuo: tuple[Form, Recognised], table_id: str) -> None:
    made, found = putuo
    table = made.table(table_id)
    source = json.loads(PUTUO.read_text(encoding="utf-8"))
    rows = source[next(title for title in source if title == table.title)]
    ours = list(words(lay_out(table, coded(table, found), blank_lines=True)))
    # Codes are numbers as amounts are: beside names they are told apart by their own columns.
    theirs = [["".join((text or "").split()) for text in row] for row in rows]
    # There 类, 款, 项 share a line with 合计.
    named = [[text for text in line if text not in ("类", "款", "项")] for line in of_source(rows) if line]
    names = [[text for text in line if not text.isdecimal()] for line in ours if line]
    assert named[-len(names) :] == names
    codes_ = [line[: len(line) - 1] for line in ours if len(line) > 1 and line[0].isdecimal()]
    if table.coded is not None:
        assert codes_ == [[text for text in row[:3] if text] for row in theirs if row[0][:3].isdecimal()]
    blank = sum(1 for row in rows if not any((text or "").strip() for text in row))
    if table_id in ("T8", "T9"):
        assert sum(1 for line in ours if not line) == blank == 8


def test_words_and_places_are_the_districts(putuo: tuple[Form, Recognised]) -> None:
    made, _ = putuo
    assert made.table("T1").rows["使用非财政拨款结余"].label == "使用非财政拨款结余（含专用结余）"
    headings = {text for block in made.table("T7").blocks for item in block.fields for text in item.header}
    assert "公务用车购置及运行费" in headings
    assert "公务用车购置及运行维护费" not in headings
    fund = made.table("T8")
    assert fund.coded is not None and (fund.coded.total, fund.coded.split_code) == ("last", True)
    assert fund.zero_sentence == "注：{单位}无政府性基金预算财政拨款支出，故本表无数据。"
    assert [made.table(table).notes for table in NINE] == [()] * 9
    assert made.table("T6").absent == {"30306": ("金额",)}


def test_a_source_that_follows_its_form_changes_nothing() -> None:
    source, found = sample("hanyang-2020", "wuhan-2020")
    assert printed_adjustments(source, found, form("wuhan-2020")) == {}


@pytest.mark.sampled(3)
@pytest.mark.parametrize("form_id", sorted(form_ids([TEMPLATES])))
@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_what_a_form_prints_itself_needs_no_settings(suffix: str, form_id: str, tmp_path: Path) -> None:
    own = form(form_id)
    random = Random(5)
    report = report_of(own, tables(make_ledger(random, 8), random))
    report.apply(set_text(report, "单位名称", "某县某局"))
    publish(LiveReport(report, codes(own.year)), tmp_path, "报告", [suffix])
    with ReadingWorker() as worker:
        source = read_source(tmp_path / f"报告.{suffix}", worker)
    found = recognise_with(source, own, codes(own.year))
    assert dict(printed_adjustments(source, found, own)) == {}


def test_the_command_line_keeps_it_as_one_step(tmp_path: Path) -> None:
    target = tmp_path / "普陀.jsgk"
    source = str(resource("samples", "putuo-finance-2024.xlsx"))
    assert main(["import", source, "--form", "shanghai-2024", "--out", str(target), "--as-printed"]) == 0
    opened = ReportFile.open(target, read_only=True)
    report, history = opened.report, opened.history
    opened.file.abandon()
    assert set(report.adjustments()) == set(NINE)
    before = {address: stated.figure for address, stated in report.figures().items()}
    assert isinstance(history, History)
    history.undo(report)
    assert report.adjustments() == {}
    assert {address: stated.figure for address, stated in report.figures().items()} == before


@pytest.mark.long
@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_a_published_page_says_it_again(putuo: tuple[Form, Recognised], suffix: str, tmp_path: Path) -> None:
    """The district's manner, printed by us and read from the page like anybody's, is the same manner."""
    base = form("shanghai-2024")
    source, found = sample("putuo-finance-2024", base.id)
    report = take_in(found, base).report
    report.apply(adjust_form(report, "照原件的印法", printed_adjustments(source, found, base)))
    publish(LiveReport(report, codes(2024)), tmp_path, "普陀", [suffix])
    with ReadingWorker() as worker:
        page = read_source(tmp_path / f"普陀.{suffix}", worker)
    again = adjusted(base, printed_adjustments(page, recognise_with(page, base, codes(2024)), base))
    made, _ = putuo
    for table_id in NINE:
        ours, theirs = again.table(table_id), made.table(table_id)
        assert (ours.coded, ours.absent, ours.notes, ours.title) == (
            theirs.coded,
            theirs.absent,
            theirs.notes,
            theirs.title,
        )
        assert [row.label for row in ours.rows.values()] == [row.label for row in theirs.rows.values()]
        assert len(fields_of(ours)) == len(fields_of(theirs))
        assert ours.zero_sentence == theirs.zero_sentence


@pytest.mark.parametrize("suffix", ["pdf", pytest.param("docx", marks=pytest.mark.long)])
def test_a_heading_with_the_words_of_the_last_line_is_a_heading(suffix: str, tmp_path: Path) -> None:
    """上海's 合计 heads a column and names the last row; a page tells no cell's place, a Word file none at all."""
    base = form("shanghai-2024")
    wanted = reheaded(declaration_of(base, "T5"), "功能分类科目编码", "支出功能分类科目编码")
    random = Random(5)
    report = report_of(base, tables(make_ledger(random, 8), random))
    report.apply(set_text(report, "单位名称", "某县某局"))
    report.apply(adjust_form(report, "表头", {"T5": adjustment_text(base, "T5", wanted)}))
    publish(LiveReport(report, codes(base.year)), tmp_path, "报告", [suffix])
    with ReadingWorker() as worker:
        source = read_source(tmp_path / f"报告.{suffix}", worker)
    found = printed_adjustments(source, recognise_with(source, base, codes(base.year)), base)
    assert dict(found) == {"T5": adjustment_text(base, "T5", wanted)}
