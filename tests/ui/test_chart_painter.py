"""Drawings on the screen: every shape is painted in the theme's inks, and the words are told to screen readers."""

from __future__ import annotations

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from juesuan_gui.document import Box, Drawing, Fill, Label, Paragraph, Stroke
from juesuan_gui.ui.chart_painter import DrawingView


def colours(image: QImage, left: int, top: int, width: int, height: int) -> set[int]:
    return {image.pixel(x, y) for x in range(left, left + width) for y in range(top, top + height)}


def test_boxes_hatches_lines_and_words_are_painted_at_their_places(qtbot: QtBot) -> None:
    shapes = (
        Box(10, 10, 40, 40, Fill.DARK),
        Box(60, 10, 40, 40, Fill.HATCHED),
        Stroke(110, 10, 110, 50, 2),
        Label(120, 30, "甲"),
    )
    view = DrawingView(Drawing(200, 60, shapes, Paragraph.of("图1：题"), "图1。甲5元。"))
    qtbot.addWidget(view)
    assert (view.accessibleName(), view.accessibleDescription()) == ("图1：题", "图1。甲5元。")
    view.resize(200, view.heightForWidth(200))
    assert view.height() == 60
    image = view.grab().toImage()
    ground = {image.pixel(150, 58)}
    assert len(colours(image, 20, 20, 20, 20)) == 1 and colours(image, 20, 20, 20, 20) != ground
    assert len(colours(image, 65, 15, 30, 30)) > 1
    assert colours(image, 106, 20, 8, 8) - ground and colours(image, 120, 24, 12, 12) - ground
    assert colours(image, 150, 10, 40, 40) == ground


def test_a_wider_place_shows_it_larger_up_to_half_again(qtbot: QtBot) -> None:
    view = DrawingView(Drawing(200, 60, ()))
    qtbot.addWidget(view)
    assert [view.heightForWidth(width) for width in (100, 300, 2000)] == [30, 90, 90]
    view.show_drawing(None)
    assert view.heightForWidth(100) == 0
