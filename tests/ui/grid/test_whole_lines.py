"""Whole lines only: half a line at the lower edge is left out, and comes when there is room for it."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from .conftest import Hands


def last_line(image: QImage) -> set[int]:
    """The colours of the lowest line of pixels."""
    return {image.pixel(x, image.height() - 1) for x in range(0, image.width(), 7)}


def cut_to(hands: Hands, spare: int) -> QImage:
    """The viewport with room for some whole lines and ``spare`` pixels."""
    view = hands.editor.view
    viewport, wanted = view.viewport(), 3 * view.look.row_height + spare
    hands.editor.resize(hands.editor.width(), hands.editor.height() + wanted - viewport.height())
    QApplication.processEvents()
    assert viewport.height() == wanted
    return viewport.grab().toImage()


def test_half_a_line_is_left_out_until_it_is_whole(coded: Hands) -> None:
    view = coded.editor.view
    half = view.look.row_height // 2
    ground = view.look.colors.ground.rgb()
    assert last_line(cut_to(coded, half)) == {ground}
    assert last_line(cut_to(coded, view.look.row_height - 3)) == {ground}
    assert last_line(cut_to(coded, 0)) != {ground}


def test_what_was_left_out_is_painted_after_scrolling(coded: Hands) -> None:
    view = coded.editor.view
    cut_to(coded, view.look.row_height // 2)
    bar = view.verticalScrollBar()
    bar.triggerAction(bar.SliderAction.SliderSingleStepAdd)
    assert bar.value() == view.look.row_height
    moved = view.viewport().grab().toImage()
    view.viewport().update()
    assert view.viewport().grab().toImage() == moved
