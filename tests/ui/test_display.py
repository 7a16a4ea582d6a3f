"""Owns the proof that the way amounts look is a matter of this screen alone, and is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from juesuan_gui.figures import Figure, exact_money
from juesuan_gui.report import TableKey, set_figure
from juesuan_gui.ui.grid.cell_painter import CellPainter
from juesuan_gui.ui.grid.display import Display, ZeroShown
from juesuan_gui.ui.grid.faces import Face
from juesuan_gui.ui.grid.look import look_of
from juesuan_gui.ui.look.display import keep_display, kept_display
from juesuan_gui.ui.look.theme import Theme
from juesuan_gui.ui.settings import Settings
from juesuan_gui.ui.window import MainWindow

ZERO = TableKey("T5").cell("2101502", "项目支出")


def shown_zero(window: MainWindow) -> str:
    workspace = window.workspace
    assert workspace is not None
    editor = workspace.data.editors.open_table(TableKey("T5"))
    place = editor.model.locate(ZERO)
    assert place is not None
    return str(editor.model.text(*place))


@pytest.mark.parametrize(
    ("choice", "text"), [(ZeroShown.FIGURES, "0.00"), (ZeroShown.DASH, "—"), (ZeroShown.BLANK, "")]
)
def test_a_zero_looks_as_chosen_and_is_kept_copied_and_printed_as_before(
    open_window: MainWindow, choice: ZeroShown, text: str
) -> None:
    desk, workspace = open_window.desk, open_window.workspace
    assert desk is not None
    assert workspace is not None
    desk.do(set_figure(desk.report, ZERO, exact_money(0)))
    before, printed = desk.report.figures(), desk.form.table("T5").numbers or desk.form.numbers
    steps = len(desk.session.history)
    as_printed = shown_zero(open_window)
    open_window.actions_.zeros[choice].trigger()
    assert shown_zero(open_window) == text
    editor = workspace.data.editors.editor
    editor.go_to(ZERO)
    editor.copy()
    assert QGuiApplication.clipboard().text() == "0.00"
    assert desk.report.figures() == before
    assert (desk.form.table("T5").numbers or desk.form.numbers) == printed
    assert len(desk.session.history) == steps
    open_window.actions_.zeros[ZeroShown.AS_PRINTED].trigger()
    assert shown_zero(open_window) == as_printed


def test_a_blank_never_looks_like_a_zero_unless_zeros_are_left_blank(open_window: MainWindow) -> None:
    desk = open_window.desk
    assert desk is not None
    desk.do(set_figure(desk.report, ZERO, None))
    for choice in ZeroShown:
        open_window.actions_.zeros[choice].trigger()
        assert shown_zero(open_window) == ""


def test_the_choice_is_there_again_after_a_start(open_window: MainWindow, settings: Settings) -> None:
    assert kept_display(settings) == Display(ZeroShown.AS_PRINTED, red_negatives=False)
    open_window.actions_.zeros[ZeroShown.DASH].trigger()
    open_window.actions_.action("red_negatives").trigger()
    assert kept_display(settings) == Display(ZeroShown.DASH, red_negatives=True)
    open_window.actions_.action("red_negatives").trigger()
    assert kept_display(settings).red_negatives is False


def test_a_choice_that_was_damaged_on_disk_is_none(settings: Settings) -> None:
    keep_display(settings, Display(ZeroShown.DASH, red_negatives=True))
    settings.put("display/zero", "nonsense")
    assert kept_display(settings).zero is ZeroShown.AS_PRINTED


@pytest.mark.parametrize("red", [False, True])
def test_negative_amounts_are_red_only_when_wished(qapp: QApplication, theme: Theme, red: bool) -> None:
    look = look_of(QWidget(), 100, red_negatives=red)

    def inks(face: Face) -> set[str]:
        image = QImage(120, 24, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing, False)
        CellPainter(painter, replace(look, font=_plain(look.font))).figure(
            QRect(0, 0, 120, 24), face, bold=False, selected=False, highlighted=False
        )
        painter.end()
        return {image.pixelColor(x, y).name() for x in range(120) for y in range(24)}

    assert (look.colors.error.name() in inks(Face("-12.00", is_negative=True))) is red
    assert look.colors.error.name() not in inks(Face("12.00"))


def test_a_negative_figure_is_known_as_one_in_every_unit(open_window: MainWindow) -> None:
    desk, workspace = open_window.desk, open_window.workspace
    assert desk is not None
    assert workspace is not None
    desk.do(set_figure(desk.report, ZERO, Figure(-4)))
    editor = workspace.data.editors.open_table(TableKey("T5"))
    assert editor.model.face(ZERO).is_negative
    open_window.actions_.action("unit").trigger()
    assert editor.model.face(ZERO).is_negative


def _plain(font):  # type: ignore[no-untyped-def]
    """Without smoothing, so that a pixel of a letter has the ink's own colour."""
    plain = type(font)(font)
    plain.setStyleStrategy(type(font).StyleStrategy.NoAntialias)
    return plain
