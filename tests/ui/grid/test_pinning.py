"""Owns the proof that item columns stay beside their figures, and that nothing stands half cut at the left."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from juesuan_gui.forms import CellRole
from juesuan_gui.ui.grid.cell_painter import CellPainter
from juesuan_gui.ui.grid.faces import Face
from juesuan_gui.ui.grid.fitting import Demand, demands, fitted
from juesuan_gui.ui.grid.look import Look, look_of
from juesuan_gui.ui.grid.navigation import Place
from juesuan_gui.ui.grid.pinning import BlockColumns, blocks_of, nearest_stop, stops_of

from .conftest import EditorMaker, Hands


@pytest.fixture
def theme_look(qapp: QApplication) -> Look:
    return look_of(QWidget(), 100)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[int], list[BlockColumns], int]:
    """Widths of columns in one to three blocks, and the width of a pane."""
    blocks: list[BlockColumns] = []
    for _ in range(draw(st.integers(1, 3))):
        start = blocks[-1].end if blocks else 0
        figures = start + draw(st.integers(0, 3))
        blocks.append(BlockColumns(start, figures, figures + draw(st.integers(1, 6))))
    widths = draw(st.lists(st.integers(24, 200), min_size=blocks[-1].end, max_size=blocks[-1].end))
    return widths, blocks, draw(st.integers(100, 1500))


@given(tables())
@settings(max_examples=60, deadline=None)
def test_every_stop_begins_with_a_whole_column_beside_its_own_items(
    table: tuple[list[int], list[BlockColumns], int],
) -> None:
    widths, blocks, room = table
    stops = stops_of(widths, blocks, room)
    assert stops[0].offset == 0
    assert all(later.offset > earlier.offset for earlier, later in pairwise(stops))
    assert sum(widths) - stops[-1].offset <= room or len(stops) >= len(widths) - sum(
        b.figures - b.first for b in blocks
    )
    for stop in stops:
        kept = sum(widths[at] for at in stop.pinned)
        edges = [sum(widths[:at]) - stop.offset for at in range(len(widths))]
        # Some column begins exactly beside what is kept, and it belongs to the block whose items are kept.
        beside = [at for at, edge in enumerate(edges) if edge == kept and at not in stop.pinned]
        assert beside
        if stop.pinned:
            own = next(block for block in blocks if stop.pinned.start == block.first)
            assert own.figures <= beside[0] < own.end


@given(tables(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_wanted_column_comes_into_sight_and_the_table_moves_no_further_than_it_must(
    table: tuple[list[int], list[BlockColumns], int], data: st.DataObject
) -> None:
    widths, blocks, room = table
    stops = stops_of(widths, blocks, room)
    block = data.draw(st.sampled_from(blocks))
    column = data.draw(st.integers(block.figures, block.end - 1))
    present = data.draw(st.integers(0, len(stops) - 1))

    def is_seen(number: int) -> bool:
        stop = stops[number]
        left = sum(widths[:column]) - stop.offset
        return left >= sum(widths[at] for at in stop.pinned) and left + widths[column] <= room

    found = nearest_stop(stops, widths, range(column, column + 1), room, present)
    if any(map(is_seen, range(len(stops)))):
        assert is_seen(found)
        assert all(not is_seen(at) for at in range(len(stops)) if abs(at - present) < abs(found - present))


@pytest.mark.parametrize("table", ["T1", "T4", "T6"])
def test_each_figure_of_a_table_of_blocks_is_seen_beside_the_names_of_its_block(
    open_table: EditorMaker, table: str
) -> None:
    hands = open_table(table)
    view, model = hands.editor.view, hands.editor.model

    def is_figure(row: int, column: int) -> bool:
        cell = model.cell(row, column)
        return cell.role is CellRole.FIGURE and cell.column_span == 1

    # Room for the widest figure beside the names of its block and for little more, whatever the fonts.
    least = [item.least for item in demands(model, view.look)]
    figures = [at for at in range(len(least)) if any(is_figure(row, at) for row in range(model.rowCount()))]
    room = max(sum(least[item] for item in view.items_beside(at)) + least[at] for at in figures) * 5 // 4
    around = hands.editor.width() - view.viewport().width()
    hands.editor.resize(room + around + view.verticalScrollBar().sizeHint().width(), 400)
    QApplication.processEvents()
    assert view.horizontalScrollBar().maximum() > 0
    seen = set()

    for column in range(model.columnCount()):
        place = next((Place(row, column) for row in range(model.rowCount()) if is_figure(row, column)), None)
        if place is None:
            continue
        hands.editor.go_to(model.key.cell(model.cell(*place).row, model.cell(*place).column))
        items = view.items_beside(column)
        cell = view.place_rect(place)
        assert view.header.pinned_width() <= cell.left()
        assert cell.right() < view.viewport().width()
        edges = [view.left_of(item) for item in items]
        assert edges[0] >= 0
        for item, following in zip(edges, [*edges[1:], None], strict=True):
            assert following is None or item < following
        assert edges[-1] + view.columnWidth(items[-1]) <= cell.left()
        assert [view.place_at(QPoint(edge + 3, cell.center().y())) is not None for edge in edges] == [True] * len(edges)
        seen.add(view.header.pinned.start)
    assert seen == {block.first for block in blocks_of(model.table)}


@pytest.mark.parametrize("is_cut", [False, True])
def test_an_amount_is_never_cut_by_the_edge_of_the_pane(theme_look: Look, is_cut: bool) -> None:
    drawn: list[str] = []

    class Listening(QPainter):
        def drawText(self, *arguments: object) -> object:  # noqa: N802 - Qt's own name
            drawn.append(str(arguments[-1]))
            return super().drawText(*arguments)  # type: ignore[call-overload]

    amount = "1,234,567.89"
    rect = QRect(10, 0, theme_look.metrics.horizontalAdvance(amount) + 4 * theme_look.padding, 24)
    image = QImage(rect.right() + 10, 24, QImage.Format.Format_RGB32)
    painter = Listening(image)
    beyond = rect.width() * 2 // 3 if is_cut else 0
    CellPainter(painter, theme_look, rect.right() + 1 - beyond).figure(
        rect, Face(amount), bold=False, selected=False, highlighted=False
    )
    painter.end()
    assert drawn == (["…"] if is_cut else [amount])


def test_a_long_name_stands_in_several_lines_and_its_row_is_as_high(open_table: EditorMaker) -> None:
    hands = open_table("T6")
    view, model = hands.editor.view, hands.editor.model
    wanted = demands(model, view.look)
    # Less than the names would like, more than they must have, whatever the fonts.
    room = (sum(item.easy for item in wanted) + sum(item.least for item in wanted)) // 2
    hands.editor.resize(room + hands.editor.width() - view.viewport().width(), 500)
    QApplication.processEvents()
    tall = 0
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            cell = model.cell(row, column)
            if cell.role is CellRole.NAME and cell.position == column:
                metrics = view.look.bold_metrics if cell.bold else view.look.metrics
                room = (
                    view.place_rect(Place(row, column)).width()
                    - cell.indent * view.look.indent
                    - view.look.padding
                    - view.look.padding // 2
                    - 1
                )
                needed = -(-metrics.horizontalAdvance(cell.text) // room) * metrics.lineSpacing()
                assert view.rowHeight(row) >= needed, cell.text
        tall += view.rowHeight(row) > view.look.row_height
    assert 0 < tall < model.rowCount()
    hands.editor.resize(2000, 500)
    QApplication.processEvents()
    assert {view.rowHeight(row) for row in range(model.rowCount())} == {view.look.row_height}


@given(
    st.lists(
        st.builds(
            lambda least, more, is_name, grows: Demand(least + more, least, least + more // 2, is_name, grows),
            st.integers(30, 200),
            st.integers(0, 150),
            st.booleans(),
            st.booleans(),
        ),
        min_size=1,
        max_size=13,
    ),
    st.integers(100, 3000),
)
@settings(max_examples=60, deadline=None)
def test_a_table_that_can_fit_does_and_amounts_give_way_before_names(wanted: list[Demand], room: int) -> None:
    widths = fitted(wanted, room)
    assert all(width >= item.least for width, item in zip(widths, wanted, strict=True))
    if sum(item.least for item in wanted) <= room:
        assert sum(widths) <= room
    pairs, rounding = list(zip(widths, wanted, strict=True)), len(wanted)
    if sum(widths) <= room and any(width < item.easy for width, item in pairs if item.is_name):
        assert all(width <= item.modest + rounding for width, item in pairs if not item.is_name)
    if sum(widths) <= room and any(width < item.modest for width, item in pairs if not item.is_name):
        assert all(width <= item.least + rounding for width, item in pairs if item.is_name)


def test_home_and_the_accent_of_a_row_belong_to_the_block_that_is_worked_in(open_table: EditorMaker) -> None:
    hands: Hands = open_table("T4")
    left, right = hands.editor.view.blocks[:2]
    assert hands.editor.view.items_beside(left.figures) == range(left.first, left.figures)
    assert hands.editor.view.items_beside(right.end - 1) == range(right.first, right.figures)
