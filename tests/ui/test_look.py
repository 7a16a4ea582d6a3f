"""Owns the proof of the look: contrast, whole words and figures, nothing that moves or is cut."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QImage, QPainter, QPalette, QRawFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as QtBotTimeoutError
from pytestqt.qtbot import QtBot

from juesuan_gui.figures import Unit
from juesuan_gui.forms import Level, form_ids, load_form
from juesuan_gui.paths import data_folder, resource
from juesuan_gui.report import TableKey
from juesuan_gui.ui import notices
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.grid.cell_painter import CellPainter, words_area
from juesuan_gui.ui.grid.fitting import demands
from juesuan_gui.ui.grid.header import heading_lines
from juesuan_gui.ui.grid.look import look_of
from juesuan_gui.ui.grid.marks import Mark
from juesuan_gui.ui.grid.navigation import Place
from juesuan_gui.ui.look import theme as theme_module
from juesuan_gui.ui.look.arranging import scrolling
from juesuan_gui.ui.look.palette import Colors, dark_colors, light_colors
from juesuan_gui.ui.look.pieces import ElidedLabel, kind
from juesuan_gui.ui.look.theme import Appearance, Theme, figure_font, interface_font
from juesuan_gui.ui.look.wrapping import LINE_END, broken, line_count, wrapped
from juesuan_gui.ui.outline import outline_tables, short_title
from juesuan_gui.ui.tables.rows_view import LineDelegate, LineList
from juesuan_gui.ui.window import MainWindow

INKS = ("text", "quiet", "accent", "error", "warning", "good")
GROUNDS = ("ground", "surface", "header", "computed", "selection", "error_ground", "warning_ground")
READABLE = 4.5  # WCAG 2, level AA, text of usual size
FORMS = form_ids([data_folder("templates")])
STEPS = ("基本信息", "数据", "审核", "预览导出")


def luminance(color: QColor) -> float:
    """WCAG's relative luminance."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    """WCAG's contrast ratio, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


@pytest.mark.parametrize("roles", [light_colors(), dark_colors()], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), list(product(INKS, GROUNDS)))
def test_every_ink_is_readable_on_every_ground(roles: Colors, ink: str, ground: str) -> None:
    assert contrast(getattr(roles, ink), getattr(roles, ground)) >= READABLE


@pytest.mark.parametrize("roles", [light_colors(), dark_colors()], ids=["light", "dark"])
def test_an_accent_button_and_its_disabled_state_are_readable(roles: Colors) -> None:
    assert contrast(roles.on_accent, roles.accent) >= READABLE
    assert contrast(roles.quiet, roles.line) >= READABLE


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#FFFFFF")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("bold", [False, True])
def test_all_digits_are_equally_wide(qapp: QApplication, bold: bool) -> None:
    metrics = QFontMetrics(figure_font(bold=bold))
    assert len({metrics.horizontalAdvance(digit * 8) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("form_id", FORMS)
def test_no_two_tables_of_a_form_have_the_same_short_title(form_id: str) -> None:
    form = load_form(form_id, [data_folder("templates")])
    titles = [short_title(table) for _, tables in outline_tables(form) for table in tables]
    assert all(title.strip() for title in titles)
    assert len(set(titles)) == len(titles)


def test_a_heading_is_broken_between_words(qapp: QApplication) -> None:
    metrics = QFontMetrics(interface_font())
    room = metrics.horizontalAdvance("国国国国国国")
    assert heading_lines("一般公共预算财政拨款", metrics, room) == "一般公共预算\n财政拨款"
    assert heading_lines("基本支出", metrics, room) == "基本支出"


@pytest.mark.parametrize("form_id", FORMS)
def test_names_of_tables_are_never_broken_inside_a_word(form_id: str, qapp: QApplication) -> None:
    metrics = QFontMetrics(interface_font())
    form = load_form(form_id, [data_folder("templates")])
    titles = [short_title(table) for _, tables in outline_tables(form) for table in tables]
    words = {"三公", "公共", "一般", "预算", "财政", "拨款", "支出", "收入", "政府", "基金", "资本", "经营", "情况"}
    for signs in (8, 10, 12):
        room = signs * metrics.horizontalAdvance("国")
        for title in titles:
            lines = wrapped(title, metrics, room)
            assert "".join(lines).replace(" ", "") == title.replace(" ", "")
            assert not {upper[-1] + lower[0] for upper, lower in pairwise(lines)} & words, lines
            assert "“三公”" not in title or any("“三公”" in line for line in lines)


@given(
    st.text(alphabet="一二财政拨款预算支出“三公”（）、·1234. \N{NO-BREAK SPACE}", min_size=1, max_size=40),
    st.integers(2, 20),
)
@settings(max_examples=60)
def test_a_broken_name_loses_nothing_and_fits(qapp: QApplication, text: str, signs: int) -> None:
    metrics = QFontMetrics(interface_font())
    room = signs * metrics.horizontalAdvance("国")
    lines = wrapped(text, metrics, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    # What must not stand at the beginning of a line hangs over its end, as in print.
    assert len(lines) == 1 or all(
        metrics.horizontalAdvance(line.rstrip(" 、”）·.")) <= room + metrics.horizontalAdvance("“（") for line in lines
    )


def test_a_cell_that_a_finding_only_rests_on_is_marked_quietly(qapp: QApplication, theme: Theme) -> None:
    look = look_of(QWidget(), 100)

    def painted(is_place: bool) -> dict[str, int]:
        image = QImage(60, 24, QImage.Format.Format_RGB32)
        image.fill(look.colors.surface)
        painter = QPainter(image)
        CellPainter(painter, look).corner(QRect(0, 0, 60, 24), Mark(Level.ERROR, is_place, ()))
        painter.end()
        names = [image.pixelColor(x, y).name() for x in range(60) for y in range(24)]
        return {name: names.count(name) for name in set(names) - {look.colors.surface.name()}}

    loud, still = painted(True), painted(False)
    assert set(loud) == {look.colors.error.name()}
    # One ink, paler than quiet words and still to be seen.
    (ink,) = map(QColor, still)
    surface = look.colors.surface
    assert 2.8 < contrast(ink, surface) < contrast(look.colors.quiet, surface)
    assert sum(still.values()) < sum(loud.values())


@pytest.mark.parametrize(
    ("appearance", "roles"), [(Appearance.LIGHT, light_colors()), (Appearance.DARK, dark_colors())]
)
def test_what_an_empty_field_says_is_readable(
    qtbot: QtBot, theme: Theme, appearance: Appearance, roles: Colors
) -> None:
    theme.apply(appearance)
    try:
        field = QLineEdit()
        qtbot.addWidget(field)
        field.ensurePolished()
        ink = field.palette().color(QPalette.ColorRole.PlaceholderText)
        assert ink.alpha() == 255 and contrast(ink, roles.surface) >= READABLE
    finally:
        theme.apply(Appearance.LIGHT)


@pytest.mark.parametrize("height", [104, 108, 114])
@pytest.mark.usefixtures("theme")
def test_a_side_panel_shows_no_half_line_at_its_lower_edge(qtbot: QtBot, height: int) -> None:
    content = kind(QWidget(), "surface")
    column = QVBoxLayout(content)
    labels = [QLabel(f"国国国国{number}") for number in range(12)]
    for label in labels:
        label.setFixedHeight(24)
        column.addWidget(label)
    panel = QWidget()
    qtbot.addWidget(panel)
    area = scrolling(panel, content)
    panel.resize(200, height)
    panel.show()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)

    def inked(label: QLabel) -> bool:
        top = label.mapTo(panel, QPoint(0, 0)).y()
        seen = panel.grab(QRect(0, top, 120, 24).intersected(panel.rect())).toImage()
        ground = light_colors().surface.name()
        return any(seen.pixelColor(x, y).name() != ground for x in range(seen.width()) for y in range(seen.height()))

    def standing(*, is_cut: bool) -> list[QLabel]:
        edge = area.viewport().height()
        tops = [(label.mapTo(area.viewport(), QPoint(0, 0)).y(), label) for label in labels]
        return [label for top, label in tops if (top < edge < top + 20 if is_cut else 0 <= top <= edge - 24)]

    for _ in range(2):
        qtbot.waitUntil(lambda: not any(map(inked, standing(is_cut=True))))
        whole = standing(is_cut=False)
        assert whole and all(map(inked, whole))
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    assert inked(labels[-1])


# -- the window ------------------------------------------------------------------------------------


def cut_texts(window: QWidget) -> list[str]:
    """Texts of buttons and labels that have less room than they need."""
    cut = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, ElidedLabel) or widget.width() == 0:
            continue
        if isinstance(widget, QLabel) and widget.text():
            if widget.wordWrap():
                if widget.height() < widget.heightForWidth(widget.width()):
                    cut.append(widget.text())
            elif widget.width() < widget.sizeHint().width():
                cut.append(widget.text())
        elif (
            isinstance(widget, QAbstractButton)
            and widget.text()
            and widget.width() < widget.fontMetrics().horizontalAdvance(widget.text().replace("&", ""))
        ):
            cut.append(widget.text())
    return cut


@pytest.mark.parametrize("size", [(900, 600), (1366, 768)])
def test_no_words_are_cut_on_any_page(open_window: MainWindow, size: tuple[int, int], qtbot: QtBot) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    open_window.resize(*size)
    # What is found in the text comes in now and not between a word and its place.
    workspace.explanation_watch.refresh()
    for step in STEPS:
        workspace.go_to_step(step)
        settle()
        # A word of progress may have come a moment ago and have no place yet; what is cut stays cut.
        with suppress(QtBotTimeoutError):
            qtbot.waitUntil(lambda: cut_texts(open_window) == [])
        assert cut_texts(open_window) == [], step
    workspace.show_versions()
    settle()
    assert cut_texts(open_window) == []


@pytest.mark.long
@pytest.mark.parametrize("size", [(900, 600)])
def test_no_words_are_cut_before_a_report_is_open(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    settle()
    assert cut_texts(window) == []
    window.show_new()
    settle()
    assert cut_texts(window) == []


def cut_names(listing: LineList) -> list[str]:
    """Names of a list that have fewer lines than they need."""
    delegate, metrics, cut = listing.itemDelegate(), QFontMetrics(interface_font()), []
    assert isinstance(delegate, LineDelegate)
    for row, found in enumerate(listing.lines.lines):
        room = delegate.room_of(found, listing.viewport().width())
        height = listing.visualRect(listing.lines.index(row)).height()
        if not found.is_heading and line_count(found.name, metrics, room) * metrics.lineSpacing() > height + 2:
            cut.append(found.name)
    return cut


@pytest.mark.parametrize("size", [(1024, 700), (1280, 800)])
def test_names_in_outline_findings_trace_and_search_are_whole(open_window: MainWindow, size: tuple[int, int]) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    open_window.resize(*size)
    workspace.go_to_step("审核")
    # What comes in while one looks would be folded.
    workspace.explanation_watch.refresh()
    data = workspace.data
    finding = max(workspace.desk.result().findings, key=lambda item: len(item.operands))
    data.go_to_finding(finding)
    data.audit.view.expandAll()
    settle()
    area = data.trace.findChild(QScrollArea)
    for item in workspace.desk.result().findings:
        data.show_finding(item)
        settle()
        assert area.widget().width() <= area.viewport().width(), item.key
    data.show_finding(finding)
    settle()
    lists = [data.outline.list, *data.trace.findChildren(LineList)]
    assert [name for listing in lists if listing.isVisible() for name in cut_names(listing)] == []
    assert sum(listing.lines.rowCount() for listing in lists) > 20
    view, metrics = data.audit.view, QFontMetrics(interface_font())
    for index in data.audit.model.in_order():
        for column in (2, 3):
            cell = index.siblingAtColumn(column)
            lines = line_count(data.audit.model.words(cell), metrics, view.columnWidth(column) - 10)
            height = view.rowHeight(index)
            assert lines * metrics.lineSpacing() <= height, data.audit.model.words(cell)
    workspace.show_find()
    data.search_panel.words.setText("支出")
    data.search_panel.search()
    settle()
    assert data.search_panel.results.lines.rowCount() > 10
    assert cut_names(data.search_panel.results) == []


def test_a_low_window_still_shows_the_table_beside_the_findings(open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    open_window.resize(1280, 720)
    workspace.go_to_step("审核")
    settle()
    view = workspace.data.editors.editor.view
    assert view.viewport().height() >= 3 * view.look.row_height
    assert workspace.data.audit.view.viewport().height() >= 4 * view.look.row_height


def test_the_table_does_not_move_when_the_button_beside_the_formula_comes_and_goes(open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    tops = set()
    for row, column in (("2101502", "项目支出"), ("21015", "合计")):
        workspace.data.go_to(TableKey("T5").cell(row, column))
        workspace.data.show_words()
        settle()
        tops.add(workspace.data.editors.editor.mapTo(open_window, workspace.data.editors.editor.rect().topLeft()).y())
    assert len(tops) == 1


@pytest.mark.long
def test_an_import_leaves_no_name_cut_and_a_cell_to_type_in(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.show_new()
    window.new.region.setCurrentText("宁夏")
    window.new.folder.setText(str(tmp_path))
    window.new.accept.click()
    workspace = window.workspace
    assert workspace is not None
    workspace.go_to_step("数据")
    editor = workspace.data.editors.open_table(TableKey("T5"))
    settle()
    window.files.take_one(resource("samples", "guyuan-2020.xlsx"))
    qtbot.waitUntil(workspace.pages.importing.accept.isEnabled)
    workspace.pages.importing.accept.click()
    qtbot.wait(50)
    settle()
    assert editor.current_address() is not None
    view, model = editor.view, editor.model
    assert model.rowCount() > 10
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            cell = model.cell(row, column)
            if cell.column_span == 1 and cell.text and not model.row(row).is_insert_line:
                metrics = view.look.bold_metrics if cell.bold else view.look.metrics
                room = words_area(view.place_rect(Place(row, column)), cell, view.look)
                lines = line_count(cell.text, metrics, room.width())
                assert lines * metrics.lineSpacing() <= room.height(), cell.text


def test_a_table_that_nearly_fits_has_no_scroll_bar(open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    workspace.go_to_step("数据")
    # In 万元 the amounts are short: their columns have room to give up.
    workspace.foot.set_unit(Unit.WAN_YUAN)
    editor = workspace.data.editors.open_table(TableKey("T1"))
    settle()
    view = editor.view
    wanted = demands(editor.model, view.look)
    easy, least = sum(item.easy for item in wanted), sum(item.least for item in wanted)
    assert least < easy

    def total(room: int) -> int:
        editor.setFixedWidth(room + editor.width() - view.viewport().width())
        settle()
        assert view.viewport().width() == room
        return sum(view.columnWidth(column) for column in range(editor.model.columnCount()))

    assert total(easy + 60) == easy + 60
    for room in (easy - 6, least):
        assert total(room) == room
        assert view.horizontalScrollBar().maximum() == 0
    # Where even the least has no room, as much as possible is seen at once.
    assert total(least - 60) == least
    assert view.horizontalScrollBar().maximum() > 0


@pytest.mark.long
@pytest.mark.parametrize("size", [(1440, 900), (1280, 800)])
@pytest.mark.parametrize("form_id", ["national-2020", "shanghai-2024"])
def test_every_table_in_ten_thousands_is_seen_at_once(
    window: MainWindow, tmp_path: Path, size: tuple[int, int], form_id: str
) -> None:
    form = load_form(form_id, [data_folder("templates")])
    desk = Desk.create(tmp_path / "决算.jsgk", form, lambda report: [])
    window.resize(*size)
    window.show_desk(desk)
    workspace = window.workspace
    assert workspace is not None
    workspace.go_to_step("数据")
    for _, tables in outline_tables(form)[:1]:
        for table in tables:
            editor = workspace.data.editors.open_table(TableKey(table.id))
            settle()
            assert editor.view.horizontalScrollBar().maximum() == 0, table.id


def test_a_chosen_finding_keeps_the_colour_of_its_level(open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    view = workspace.data.audit.view
    index = workspace.data.audit.model.in_order()[0]
    option = QStyleOptionViewItem()
    option.initFrom(view)  # type: ignore[attr-defined]
    view.itemDelegate().initStyleOption(option, index)
    ink = index.data(Qt.ItemDataRole.ForegroundRole)
    assert option.palette.color(QPalette.ColorRole.HighlightedText) == ink  # type: ignore[attr-defined]
    assert index.data() in {level.label for level in Level}


def test_an_export_does_not_hand_the_keyboard_to_undo(qtbot: QtBot, open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    workspace.go_to_step("预览导出")
    box = workspace.pages.preview.export
    for suffix, choice in box.formats.items():
        choice.setChecked(suffix == "xlsx")
    box.folder.setText(str(workspace.desk.path.parent))
    box.accept.setFocus()
    box.start()
    assert open_window.focusWidget() is not workspace.header.undo
    qtbot.waitUntil(lambda: not box.is_running and box.accept.isEnabled())
    assert open_window.focusWidget() is box.accept


def test_a_report_without_data_leaves_the_height_to_the_table(window: MainWindow, tmp_path: Path) -> None:
    window.show_new()
    window.new.folder.setText(str(tmp_path))
    window.new.accept.click()
    workspace = window.workspace
    assert workspace is not None
    settle()
    assert workspace.data.audit.height() < window.height() / 5


def test_a_note_being_written_is_in_sight(open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    open_window.resize(1280, 720)
    workspace.go_to_step("审核")
    finding = max(workspace.desk.result().findings, key=lambda item: len(item.operands))
    workspace.data.go_to_finding(finding)
    settle()
    workspace.data.trace.begin_note(finding)
    settle()
    note = workspace.data.trace.note
    shown = note.visibleRegion().boundingRect()
    assert shown.height() >= note.text.height()


def test_what_is_under_way_stays_said_until_it_is_done(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "_STAY", 1)
    window.tell("info", "正在准备示例…", (), "sample")
    window.tell("info", "已存为版本。")
    qtbot.waitUntil(lambda: len(window.notices.notices()) == 1)
    qtbot.wait(30)
    assert [notice.topic for notice in window.notices.notices()] == ["sample"]
    window.notices.withdraw("sample")
    assert window.notices.notices() == []


def test_what_a_cell_is_compared_with_comes_into_sight_with_it(open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    open_window.resize(1280, 720)
    workspace.go_to_step("审核")
    finding = next(item for item in workspace.desk.result().findings if item.check == "T4-02" and item.place)
    workspace.data.go_to_finding(finding)
    settle()
    editor = workspace.data.editors.editor
    last = max(place for item in finding.operands if (place := editor.model.locate(item.address)) is not None)
    rect = editor.view.place_rect(Place(*last))
    assert rect.right() <= editor.view.viewport().width()


def test_the_lines_of_the_header_go_on_in_the_table_on_a_fine_screen(open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    workspace.go_to_step("数据")
    editor = workspace.data.editors.open_table(TableKey("T3"))
    settle()
    line, found = look_of(editor, 100).colors.line.name(), []
    for viewport in (editor.view.header.viewport(), editor.view.viewport()):
        image = QImage(viewport.size() * 2, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(2)
        viewport.render(image)
        # Between the horizontal lines of the first line of the table, and of the last of the header.
        y = 10 if viewport is editor.view.viewport() else image.height() - 20
        found.append({x for x in range(image.width() - 1) if image.pixelColor(x, y).name() == line})
    header, body = found
    assert len(body) >= 2 * 5 and body <= header


def test_a_heading_over_several_columns_stays_in_sight_while_they_scroll(open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    open_window.resize(960, 700)
    workspace.go_to_step("数据")
    editor = workspace.data.editors.open_table(TableKey("T4"))
    settle()
    header = editor.view.header
    bar = editor.view.horizontalScrollBar()
    assert bar.maximum() > 0
    # The heading of the second block goes on under the edge of the pane.
    right = max((cell for cell in editor.model.header_cells if cell.line == 0), key=lambda cell: cell.position)
    rect = header.cell_rect(right)
    seen = rect.intersected(header.viewport().rect())
    assert 0 < seen.width() < rect.width()
    line = header.viewport().grab(seen.adjusted(2, 4, -4, -4)).toImage()
    ground = look_of(editor, 100).colors.header.name()
    inked = [x for x in range(line.width()) for y in range(line.height()) if line.pixelColor(x, y).name() != ground]
    # A heading that fits is drawn whole and in the middle, or not at all; never a stroke of it at the edge.
    assert not inked or abs((min(inked) + max(inked)) / 2 - line.width() / 2) < 6


def test_a_broken_text_keeps_every_sign_and_its_lines_fit(qapp: QApplication) -> None:
    font = interface_font()
    metrics = QFontMetrics(font)
    text = "年初、年末财政拨款结转和结余等于三类资金之和（后果 1 条）"
    sign = metrics.horizontalAdvance("国")
    for signs in (8, 12, 17, 28, 40):
        room = signs * sign
        lines = broken(text, font, room).split(LINE_END)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert len(lines) == line_count(text, metrics, room)
        assert all(metrics.horizontalAdvance(line) <= room for line in lines)
        assert len(lines) == 1 or min(map(len, lines)) > 2


def test_a_warning_goes_in_the_end_whatever_it_ends_with(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "_STAY", 1)
    window.tell("warning", "2 个合计与计算值不同，请核对：“甲”、“乙”…")
    qtbot.waitUntil(lambda: window.notices.notices() == [])


def test_what_was_under_way_is_over_when_its_end_is_told(window: MainWindow) -> None:
    window.tell("info", "正在读“甲.docx”…")
    window.tell("warning", "没有读出能用的话。")
    assert [notice.level for notice in window.notices.notices()] == ["warning"]


def test_the_newest_of_editing_takes_the_place_of_the_one_before(open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    for number in range(3):
        workspace.data.editors.notice.emit("warning", f"已粘贴 {number} 格")
    assert [notice.text for notice in open_window.notices.notices()] == ["已粘贴 2 格"]


def test_without_a_chinese_font_the_program_writes_with_its_own(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(QFontDatabase, "families", lambda *system: [] if system else ["DejaVu Sans"])
        families = theme_module._families.__wrapped__()
    face = QRawFont.fromFont(QFont(families, 10))
    assert face.isValid() and all(face.supportsCharacter(ord(sign)) for sign in "国决算，（）％")
