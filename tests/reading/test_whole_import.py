"""Owns the proof that one step takes a file in: figures, settings that it states, its manner of printing."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from juesuan_gui.forms import Form, adjusted, adjustment_text, declaration_of, load_form
from juesuan_gui.paths import resource
from juesuan_gui.reading import Limits, read_workbook
from juesuan_gui.reading.intake import recognise_with
from juesuan_gui.reading.whole_import import FileRead, offered_settings, read_whole, whole_import
from juesuan_gui.report import History, Report, TableKey, adjust_form, set_setting
from tests.generator.reports import TEMPLATES, codes

BASE = "shanghai-2024"


@cache
def base() -> Form:
    return load_form(BASE, [TEMPLATES])


def read_putuo(report: Report) -> FileRead:
    """A district's workbook that prints every table in a manner of its own."""
    source = read_workbook(resource("samples", "putuo-finance-2024.xlsx"), Limits())
    found = recognise_with(source, report.form, codes(report.form.year))
    return read_whole(source, found, report.form, report.base_form)


@pytest.fixture(scope="module")
def putuo() -> FileRead:
    return read_putuo(Report(base()))


def test_printing_as_the_file_does_is_part_of_the_one_step(putuo: FileRead) -> None:
    assert putuo.printed
    report, history = Report(base()), History()
    history.do(report, whole_import(report, putuo, as_printed=True))
    assert dict(report.adjustments()) == dict(putuo.printed)
    # The same as taking the figures first and the manner later.
    other = Report(base())
    other.apply(whole_import(other, putuo))
    assert dict(other.adjustments()) == {} and other.figures()
    other.apply(adjust_form(other, "照原件的印法", putuo.printed))
    assert report.figures() == other.figures()
    assert len(history) == 1
    history.undo(report)
    assert not report.figures() and not report.adjustments()


def test_settings_are_taken_when_chosen_and_only_where_nobody_has_chosen(putuo: FileRead) -> None:
    read = replace(putuo, told={"口径": "汇总", "文种": "部门", "涉密科目不公开": "是"})
    report = Report(base())
    # 部门 is what a report is without a word.
    assert dict(offered_settings(report, read)) == {"口径": "汇总", "涉密科目不公开": "是"}
    report.apply(whole_import(report, read, ["口径"]))
    assert (report.setting("口径"), report.setting("涉密科目不公开")) == ("汇总", "")
    chosen = Report(base())
    chosen.apply(set_setting(chosen, "口径", "本级"))
    assert "口径" not in offered_settings(chosen, read)
    chosen.apply(whole_import(chosen, read, ["口径"]))
    assert chosen.setting("口径") == "本级"


def test_what_the_report_says_of_its_own_form_stays() -> None:
    """What one has said of a table is not lost because the file prints the table's columns otherwise."""
    text = adjustment_text(base(), "T2", {**declaration_of(base(), "T2"), "source": "另一张财决表"})
    assert text
    report = Report(base())
    report.apply(adjust_form(report, "取数来源", {"T2": text}))
    read = read_putuo(report)
    assert "T2" in read.printed
    report.apply(whole_import(report, read, as_printed=True))
    wanted = adjusted(base(), read_putuo(Report(base())).printed).table("T2")
    assert report.form.table("T2").coded == wanted.coded
    assert report.form.table("T2").source == "另一张财决表"
    assert report.is_filled(TableKey("T2"))
