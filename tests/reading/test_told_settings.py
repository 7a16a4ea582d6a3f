"""What a published document says of itself becomes the report's settings, and is printed so that it says it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from juesuan_gui.figures import exact_money
from juesuan_gui.forms import Form, Level, load_form
from juesuan_gui.live import LiveReport
from juesuan_gui.publishing.publish import publish
from juesuan_gui.reading import Limits, read_workbook, recognise
from juesuan_gui.reading.docx.reader import read_docx
from juesuan_gui.reading.intake import recognise_with
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.plausible import with_doubts
from juesuan_gui.reading.tables.recognised import RecognisedFigure
from juesuan_gui.reading.told_settings import told_settings, with_told_name
from juesuan_gui.report import set_setting, set_text
from tests.examination.texts import examined, general_table, source_of
from tests.generator.ledger import Cells, make_ledger, tables
from tests.generator.reports import TEMPLATES, codes, report_of

COVER = "某县某局2020年度部门决算"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([COVER], {"文种": "部门"}),
        (["某县某局", "2020年度单位决算"], {"文种": "单位"}),
        (["某县某局（汇总）2020年度部门决算"], {"文种": "部门", "口径": "汇总"}),
        (["某县某局（本级）", "2020年度部门决算"], {"文种": "部门", "口径": "本级"}),
        ([COVER, "注：涉密科目不公开，下级科目没有全部列出。"], {"文种": "部门", "涉密科目不公开": "是"}),
        # Blank, contradictory, denied, and what is no declaration.
        ([], {}),
        (["2020年度部门决算", "2020年度单位决算"], {}),
        ([COVER, "本部门没有涉密科目不公开的情况。"], {"文种": "部门"}),
        ([COVER, "自评结果（不包括涉密项目）随决算公开，涉密信息按规定办理。"], {"文种": "部门"}),
        ([COVER, "严格执行规定。" * 8 + "汇总后的单位决算"], {"文种": "部门"}),
    ],
)
def test_a_document_says_what_it_is(lines: list[str], told: dict[str, str]) -> None:
    assert dict(told_settings(source_of(lines))) == told


ROWS = (
    ("", "合计", "150.00", "100.00", "50.00"),
    ("204", "公共安全支出", "150.00", "100.00", "50.00"),
    ("20402", "公安", "90.00", "60.00", "30.00"),
    ("2040201", "行政运行", "{leaf}", "60.00", "30.00"),
)


@pytest.mark.parametrize(
    ("declared", "leaf", "wrong"),
    [(False, "90.00", {"T5-02"}), (True, "90.00", set()), (True, "95.00", {"T5-01", "T5-05"})],
)
def test_a_declaration_lets_children_be_less_and_never_more(declared: bool, leaf: str, wrong: set[str]) -> None:
    rows: Sequence[tuple[str, str, str, str, str]] = [
        (row[0], row[1], row[2].replace("{leaf}", leaf), row[3], row[4]) for row in ROWS
    ]
    note = ["注：涉密科目不公开，下级科目没有全部列出。"] if declared else []
    result = examined([COVER, *general_table(rows), *note]).result
    assert result is not None
    assert {item.check for item in result.findings if item.level is Level.ERROR and item.check[:2] == "T5"} == wrong


def test_what_is_printed_is_read_again(tmp_path: Path) -> None:
    form = load_form("national-2021", [TEMPLATES])
    random = Random(4)
    report = report_of(form, tables(make_ledger(random, 8), random))
    chosen = {"文种": "单位", "口径": "汇总", "涉密科目不公开": "是"}
    report.apply(set_text(report, "单位名称", "某县某局"))
    plain = publish(LiveReport(report, codes(2021)), tmp_path, "甲", ["docx"])
    for name, value in chosen.items():
        report.apply(set_setting(report, name, value))
    made = publish(LiveReport(report, codes(2021)), tmp_path, "乙", ["docx"])
    assert dict(told_settings(read_docx(plain[0], Limits()))) == {"文种": "部门"}
    assert dict(told_settings(read_docx(made[0], Limits()))) == chosen


@pytest.mark.parametrize(
    ("lines", "department", "name"),
    [
        # Tables of some places print no name: the cover does.
        ([COVER], "", "某县某局"),
        (["某县某局", "2020年度部门决算"], "", "某县某局"),
        # What a table prints goes before; a document may name nobody.
        ([COVER], "部门：某县民政局", "某县民政局"),
        (["2020年度决算"], "", ""),
    ],
)
def test_a_report_is_named_as_its_cover_names_it(lines: list[str], department: str, name: str) -> None:
    source = source_of([*lines, *general_table(department=department)])
    assert with_told_name(recognise(source, load_form("national-2020", [TEMPLATES])), source).unit_name == name


def test_a_table_of_impossible_amounts_is_not_taken_over() -> None:
    """A garbled scan beside sound tables: its figures are unread, it is no example of print, and a note says so."""
    form = load_form("ningxia-2020", [TEMPLATES])
    random = Random(5)
    sound = recognise_with(workbook_of(form, tables(make_ledger(random, 8), random)), form, codes(form.year))
    assert with_doubts(sound, form) == sound
    garbled = replace(
        sound,
        tables=tuple(
            replace(table, figures=tuple(magnified(figure) for figure in table.figures)) if table.id == "T6" else table
            for table in sound.tables
        ),
    )
    taken = with_doubts(garbled, form)
    doubted = next(table for table in taken.tables if table.id == "T6")
    assert doubted.printed is None
    assert doubted.figures and all(item.stated.figure is None and item.stated.unread for item in doubted.figures)
    assert [table for table in taken.tables if table.id != "T6"] == [t for t in sound.tables if t.id != "T6"]
    assert any(form.table("T6").title in note for note in taken.notes)


def magnified(figure: RecognisedFigure) -> RecognisedFigure:
    """The figure a million times as large."""
    stated = figure.stated
    if stated.figure is None:
        return figure
    return replace(figure, stated=replace(stated, figure=exact_money(int(stated.figure.value) * 1_000_000)))


def workbook_of(form: Form, cells: Cells) -> Source:
    """The workbook of a report as it is published."""
    with TemporaryDirectory() as folder:
        publish(LiveReport(report_of(form, cells), codes(form.year)), Path(folder), "报告", ["xlsx"])
        return read_workbook(Path(folder) / "报告.xlsx", Limits())
