"""Owns the proof of the window around the grid: start page, keeping, undo, search, selection, versions, import."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from juesuan_gui.figures import Figure, Unit
from juesuan_gui.paths import resource
from juesuan_gui.publishing.compose import UNIT_NAME
from juesuan_gui.publishing.cover import COVER_DATE
from juesuan_gui.report import TableKey
from juesuan_gui.storage import holder_of
from juesuan_gui.ui import file_choosing
from juesuan_gui.ui.desk import Keeping
from juesuan_gui.ui.look.theme import Appearance, Theme, colors
from juesuan_gui.ui.settings import Settings

from .hands import ALT, CTRL, SHIFT, WindowHands

CELL = TableKey("T5").cell("2101502", "项目支出")
WORKBOOK = resource("samples", "guyuan-2020.xlsx")


def is_saved(hands: WindowHands) -> bool:
    """Whether everything is on disk."""
    return hands.workspace.desk.keeping is Keeping.SAVED


def figure(hands: WindowHands) -> Figure | None:
    """What the report states in the cell."""
    stated = hands.workspace.desk.report.stated(CELL)
    return stated.figure if stated is not None else None


def make_new(hands: WindowHands, folder: Path, name: str = "") -> None:
    """A new report of 宁夏 2020 by the page of new reports."""
    hands.click(hands.window.start.new)
    hands.type(name)
    hands.choose(hands.window.new.region, "宁夏")
    hands.tab_to(hands.window.new.folder)
    hands.retype(str(folder))
    hands.click(hands.window.new.accept)


def test_a_new_report_is_made_by_region_year_name_and_place(hands: WindowHands, tmp_path: Path) -> None:
    make_new(hands, tmp_path / "新文件夹", "某局")
    desk = hands.workspace.desk
    assert desk.form.id == "ningxia-2020"
    assert desk.report.text(UNIT_NAME) == "某局"
    assert desk.path == tmp_path / "新文件夹" / "某局2020决算.jsgk"
    assert desk.path.is_file()
    assert "还没有数据" in hands.workspace.data.audit.verdict()


def test_the_start_pages_choices_have_mnemonics(hands: WindowHands) -> None:
    hands.key(Qt.Key.Key_N, ALT)
    hands.wait(hands.window.new.isVisible)


def test_recent_reports_name_those_that_are_gone(
    hands: WindowHands, settings: Settings, report_path: Path, tmp_path: Path
) -> None:
    settings.remember_report(tmp_path / "gone.jsgk", "某局 2020 年度")
    hands.drop(report_path)
    hands.wait(lambda: hands.window.workspace is not None)
    hands.ctrl(Qt.Key.Key_W)
    hands.wait(lambda: hands.window.workspace is None)
    recent = hands.window.start.recent
    assert [line.is_faded for line in recent.lines.lines] == [False, True]
    assert recent.lines.lines[1].value == "找不到了"
    hands.click(hands.window.start.forget)
    assert [item.path for item in settings.recent()] == [report_path]
    hands.click_line(recent, "固原市医疗保障局")
    assert hands.workspace.desk.path == report_path


def test_every_edit_is_kept_and_the_head_says_so(open_hands: WindowHands, report_path: Path) -> None:
    open_hands.enter(CELL, "1.23")
    open_hands.wait(lambda: is_saved(open_hands))
    open_hands.wait(lambda: open_hands.workspace.header.keeping.text().startswith("已保存"))
    open_hands.ctrl(Qt.Key.Key_W)
    open_hands.wait(lambda: open_hands.window.workspace is None)
    assert open_hands.drop(report_path)
    assert figure(open_hands) == Figure(123)
    # What was undoable is still so after opening again.
    open_hands.ctrl(Qt.Key.Key_Z)
    assert figure(open_hands) != Figure(123)


def test_one_key_undoes_and_redoes_everything(open_hands: WindowHands) -> None:
    before = figure(open_hands)
    open_hands.enter(CELL, "1.23")
    label = open_hands.window.actions_.action("undo").text()
    assert "修改 公开05表" in label
    assert "T5[" not in label
    open_hands.ctrl(Qt.Key.Key_Z)
    assert figure(open_hands) == before
    assert any(text.startswith("已撤销") for text in open_hands.notices())
    open_hands.ctrl(Qt.Key.Key_Y)
    assert figure(open_hands) == Figure(123)
    open_hands.click(open_hands.workspace.header.undo)
    assert figure(open_hands) == before
    open_hands.press_notice("重做")
    assert figure(open_hands) == Figure(123)
    open_hands.ctrl(Qt.Key.Key_Z)
    open_hands.key(Qt.Key.Key_Z, CTRL | SHIFT)
    assert figure(open_hands) == Figure(123)


@pytest.mark.parametrize(
    "key", [(Qt.Key.Key_F, CTRL), (Qt.Key.Key_G, CTRL), (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier)]
)
def test_search_finds_names_codes_and_amounts_over_all_tables(
    open_hands: WindowHands, key: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    panel = open_hands.workspace.data.search_panel
    open_hands.key(*key)
    assert open_hands.focus() is panel.words
    for text in ("行政运行", "2101501"):
        open_hands.retype(text)
        open_hands.wait(lambda: panel.results.lines.rowCount())
        tables = {line.payload.table for line in panel.results.lines.lines}  # type: ignore[attr-defined]
        assert {"T2", "T3", "T5"} <= tables
    open_hands.retype("1,234,620.63")
    open_hands.wait(lambda: any(line.value == "1,234,620.63" for line in panel.results.lines.lines))
    open_hands.key(Qt.Key.Key_Down)
    open_hands.key(Qt.Key.Key_Return)
    assert open_hands.editor.current_address() == panel.results.lines.lines[1].payload
    open_hands.retype("绝无此名")
    open_hands.wait(lambda: "没有找到" in panel.count.text())
    open_hands.key(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert open_hands.focus() is open_hands.editor.view


def test_the_foot_adds_up_the_selection_exactly(open_hands: WindowHands) -> None:
    open_hands.open_table("T5")
    open_hands.click_cell("2101501", "合计")
    open_hands.key(Qt.Key.Key_Down, SHIFT)
    sums = open_hands.workspace.foot.sums
    open_hands.wait(lambda: "选中 2 格" in sums.text())
    assert "求和 1,280,620.63" in sums.text()
    assert "计数 2" in sums.text()
    open_hands.ctrl(Qt.Key.Key_U)
    assert open_hands.workspace.foot.shown_unit is Unit.WAN_YUAN
    assert "求和 128.062063" in sums.text()


def test_the_display_unit_reaches_every_word_about_a_figure(open_hands: WindowHands) -> None:
    data, before = open_hands.workspace.data, open_hands.workspace.desk.report.figures()

    def said() -> str:
        """What the pane, the trace and the comparison say, as the user sees it."""
        index = data.audit.model.index(0, 0)
        columns = range(data.audit.model.columnCount())
        pane = "｜".join(str(data.audit.model.index(0, column).data() or "") for column in columns)
        labels = [label.text() for label in data.trace.findChildren(QLabel) if label.isVisible()]
        assert index.isValid()
        return pane + "｜".join(labels)

    open_hands.open_table("T5")
    open_hands.key(Qt.Key.Key_F8)
    open_hands.wait(lambda: "4,307,144.56" in said())
    open_hands.ctrl(Qt.Key.Key_U)
    open_hands.wait(lambda: "430.714456" in said())
    assert "4,307,144.56" not in said()
    open_hands.ctrl(Qt.Key.Key_U)
    open_hands.wait(lambda: "4,307,144.56" in said())
    assert "430.714456" not in said()
    assert open_hands.workspace.desk.report.figures() == before


def test_zoom_and_only_nonzero_reach_the_table(open_hands: WindowHands) -> None:
    open_hands.open_table("T1")
    lines = open_hands.editor.view.navigator.visible_lines(0, 99)
    open_hands.ctrl(Qt.Key.Key_Equal)
    assert open_hands.editor.zoom == 110
    open_hands.ctrl(Qt.Key.Key_0)
    assert open_hands.editor.zoom == 100
    open_hands.key(Qt.Key.Key_N, CTRL | SHIFT)
    assert open_hands.workspace.foot.nonzero.isChecked()
    assert 0 < len(open_hands.editor.view.navigator.visible_lines(0, 99)) < len(lines)
    open_hands.click(open_hands.workspace.foot.nonzero)
    assert open_hands.editor.view.navigator.visible_lines(0, 99) == lines


def test_tab_passes_over_computed_cells_or_not_as_the_menu_says(open_hands: WindowHands, settings: Settings) -> None:
    def after_tab() -> str:
        open_hands.open_table("T5")
        open_hands.click_cell("2101501", "合计")
        open_hands.key(Qt.Key.Key_Up)
        open_hands.key(Qt.Key.Key_Tab)
        address = open_hands.editor.current_address()
        assert address is not None
        return address.row

    assert after_tab() == "2101501"
    open_hands.window.actions_.action("skip_locked").trigger()
    assert after_tab() == "21015"
    assert settings.text("skip_locked") == "no"


def test_the_trace_names_sources_and_targets_and_leads_to_them(open_hands: WindowHands) -> None:
    open_hands.open_table("T3")
    open_hands.click_cell("21015", "本年支出合计")
    lists = {name: lines for name, (_, lines) in open_hands.workspace.data.trace.lists._lists.items()}
    open_hands.wait(lambda: len(lists["由哪些数得来"].lines.lines) >= 2)
    assert lists["去往何处"].lines.lines
    source = lists["由哪些数得来"].lines.lines[0]
    open_hands.click_line(lists["由哪些数得来"], source.name, double=True)
    assert open_hands.editor.current_address() == source.payload


def test_f6_goes_round_the_panes_and_the_notices(open_hands: WindowHands) -> None:
    data = open_hands.workspace.data
    start = open_hands.focus()
    assert start is open_hands.editor.view
    # The trace is filled when the keys rest; until then it has nothing that takes the keyboard.
    open_hands.wait(lambda: data.side in {part for part, _ in data.panes()})
    visited = []
    for _ in range(4):
        open_hands.key(Qt.Key.Key_F6)
        visited.append(open_hands.focus())
    assert visited[-1] is start
    assert data.audit.view in visited and data.outline.list in visited
    assert any(data.side.isAncestorOf(widget) for widget in visited)
    open_hands.key(Qt.Key.Key_F6, SHIFT)
    assert open_hands.focus() is data.outline.list
    # Choosing a table by keys in the outline.
    open_hands.key(Qt.Key.Key_Down)
    open_hands.key(Qt.Key.Key_Return)
    assert open_hands.editor.key == TableKey("T2")
    # A notice's button is reached and pressed without the mouse.
    open_hands.enter(CELL, "1.23")
    open_hands.ctrl(Qt.Key.Key_Z)
    open_hands.key(Qt.Key.Key_F6, times=3)
    open_hands.key(Qt.Key.Key_Return)
    assert figure(open_hands) == Figure(123)


def test_the_outline_follows_edits(open_hands: WindowHands) -> None:
    def value(table: str) -> str:
        lines = open_hands.workspace.data.outline.list.lines.lines
        return next(line.value for line in lines if line.payload == TableKey(table))

    assert value("T1") == ""
    assert "错误" in value("T5")
    open_hands.enter(TableKey("T1").cell("其他收入", "决算数"), "0.05")
    open_hands.wait(lambda: "错误" in value("T1") or "错误" in value("T2"))


def test_a_version_is_kept_and_returned_to_in_one_step(open_hands: WindowHands) -> None:
    versions = open_hands.workspace.pages.versions
    before = figure(open_hands)
    open_hands.key(Qt.Key.Key_V, CTRL | SHIFT)
    open_hands.type("送审稿")
    open_hands.key(Qt.Key.Key_Return)
    open_hands.wait(lambda: any(line.name == "送审稿" for line in versions.list.lines.lines))
    open_hands.key(Qt.Key.Key_Escape)
    assert not versions.isVisible()
    open_hands.enter(CELL, "0.99")
    steps = len(open_hands.workspace.desk.session.history)
    open_hands.click(open_hands.workspace.header.versions)
    open_hands.click_line(versions.list, "送审稿")
    open_hands.click(versions.back)
    assert figure(open_hands) == before
    assert len(open_hands.workspace.desk.session.history) == steps + 1
    open_hands.press_notice("撤销")
    assert figure(open_hands) == Figure(99)


def test_what_returning_would_change_is_said_before_it_is_done(open_hands: WindowHands) -> None:
    versions = open_hands.workspace.pages.versions
    shown = open_hands.workspace.desk.session.wording.shown
    before = shown(CELL)
    open_hands.key(Qt.Key.Key_V, CTRL | SHIFT)
    open_hands.type("送审稿")
    open_hands.key(Qt.Key.Key_Return)
    open_hands.wait(lambda: "完全一样" in versions.difference.text())
    assert not versions.changed.lines.lines
    open_hands.key(Qt.Key.Key_Escape)
    open_hands.enter(CELL, "0.99")
    open_hands.click(open_hands.workspace.header.versions)
    open_hands.wait(lambda: len(versions.changed.lines.lines) == 1)
    line = versions.changed.lines.lines[0]
    assert line.value == f"{shown(CELL)} → {before} 元"
    assert "1 个数" in versions.difference.text()
    # The same amount typed again is no other figure.
    open_hands.key(Qt.Key.Key_Escape)
    open_hands.enter(CELL, before.replace(",", ""))
    open_hands.click(open_hands.workspace.header.versions)
    open_hands.wait(lambda: bool(versions.difference.text()))
    assert not versions.changed.lines.lines and "个数；" not in versions.difference.text()


def test_a_dropped_workbook_is_imported_in_one_step(open_hands: WindowHands) -> None:
    open_hands.enter(CELL, "0.99")
    desk, page = open_hands.workspace.desk, open_hands.workspace.pages.importing
    steps = len(desk.session.history)
    assert open_hands.drop(WORKBOOK)
    open_hands.wait(page.accept.isEnabled)
    words = page._summary.text()
    assert "认出 9 张表" in words
    assert "改动 1 个数" in words
    open_hands.click(page.accept)
    assert len(desk.session.history) == steps + 1
    assert figure(open_hands) != Figure(99)
    open_hands.ctrl(Qt.Key.Key_Z)
    assert figure(open_hands) == Figure(99)


def test_only_files_that_can_be_taken_are(open_hands: WindowHands, tmp_path: Path) -> None:
    path = tmp_path / "照片.png"
    path.write_bytes(b"\x89PNG")
    assert not open_hands.drop(path)


def test_an_empty_report_offers_to_import(hands: WindowHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_new(hands, tmp_path)
    workspace = hands.workspace
    monkeypatch.setattr(file_choosing, "ask", lambda *_args: [WORKBOOK])
    hands.ctrl(Qt.Key.Key_2)
    hands.click(workspace.data.audit.begin)
    hands.wait(workspace.pages.importing.accept.isEnabled)
    # The button to import has the keyboard already.
    hands.key(Qt.Key.Key_Return)
    hands.wait(lambda: not workspace.data.audit.begin.isVisible())
    assert workspace.desk.report.text(UNIT_NAME) == "固原市医疗保障局"


def test_an_empty_report_says_what_to_do_and_calls_nothing_begun(hands: WindowHands, tmp_path: Path) -> None:
    make_new(hands, tmp_path)
    workspace = hands.workspace
    assert {name: step._tone for name, step in workspace.guide.steps.items() if name != "基本信息"} == dict.fromkeys(
        ("数据", "审核", "说明", "预览导出"), "quiet"
    )
    hands.ctrl(Qt.Key.Key_2)
    workspace.data.editors.open_table(TableKey("T5"))
    # The only line to type in is that of a new 科目.
    hands.wait(lambda: "编码" in workspace.data.editors.formula.words()[1])
    hands.enter(TableKey("T1").cell("其他收入", "决算数"), "5")
    hands.wait(lambda: workspace.guide.steps["数据"]._tone == "accent")


def test_the_button_that_leads_to_exporting_stands_back_there(open_hands: WindowHands) -> None:
    workspace = open_hands.workspace
    assert workspace.header.export.property("kind") == "accent"
    open_hands.click(workspace.header.export)
    assert workspace.header.export.property("kind") != "accent"
    open_hands.ctrl(Qt.Key.Key_2)
    assert workspace.header.export.property("kind") == "accent"


def test_light_and_dark_change_the_palette_and_are_remembered(
    hands: WindowHands, theme: Theme, settings: Settings
) -> None:
    def choose(letter: Qt.Key) -> None:
        # The menus' own mnemonics: 查看(V), 外观(A), then the appearance.
        hands.key(Qt.Key.Key_V, ALT)
        hands.key(Qt.Key.Key_A)
        hands.key(letter)

    choose(Qt.Key.Key_D)
    assert colors(hands.window).dark
    assert settings.text("appearance") == "dark"
    choose(Qt.Key.Key_L)
    assert not colors(hands.window).dark
    assert theme.appearance is Appearance.LIGHT


def test_basics_are_kept_as_they_are_chosen(open_hands: WindowHands) -> None:
    basics, report = open_hands.workspace.basics, open_hands.workspace.desk.report
    open_hands.ctrl(Qt.Key.Key_1)
    assert open_hands.focus() is basics.unit_name
    open_hands.retype("某某局")
    open_hands.key(Qt.Key.Key_Return)
    assert report.text(UNIT_NAME) == "某某局"
    open_hands.choose(basics.settings["单位性质"], "行政")
    assert report.setting("单位性质") == "行政"
    open_hands.click(basics.cover_date)
    open_hands.retype("2021年10月")
    open_hands.key(Qt.Key.Key_Return)
    assert report.text(COVER_DATE) == "2021年10月"
    open_hands.wait(lambda: open_hands.workspace.header.head.name.text() == "某某局")


def test_prior_year_and_budget_have_their_own_tables(open_hands: WindowHands) -> None:
    open_hands.open_table("T5")
    box = open_hands.workspace.data.editors._which
    assert [box.itemText(index) for index in range(box.count())] == ["本年决算", "年初预算", "全年预算", "上年决算"]
    # Tab belongs to the grid; F6 leaves it.
    open_hands.key(Qt.Key.Key_F6, SHIFT)
    open_hands.choose(box, "上年决算")
    assert open_hands.editor.key == TableKey("T5", "上年")


def test_a_table_without_data_is_declared_so(hands: WindowHands, tmp_path: Path) -> None:
    make_new(hands, tmp_path, "某局")
    hands.open_table("T8")
    hands.click(hands.workspace.data.editors._empty)
    assert hands.workspace.desk.report.is_filled(TableKey("T8"))
    lines = hands.workspace.data.outline.list.lines.lines
    hands.wait(lambda: any(line.value == "无数据" for line in lines))
    hands.ctrl(Qt.Key.Key_Z)
    assert not hands.workspace.desk.report.is_filled(TableKey("T8"))


def test_a_sheet_of_another_table_is_pasted_there_and_shown(open_hands: WindowHands) -> None:
    from .sheets import as_text, sheet_of

    open_hands.open_table("T1")
    steps = len(open_hands.workspace.desk.session.history)
    open_hands.paste(as_text(sheet_of("T7")))
    assert open_hands.editor.key == TableKey("T7")
    assert any("别的表" in text for text in open_hands.notices())
    assert len(open_hands.workspace.desk.session.history) <= steps + 1


def test_ctrl_s_says_that_everything_is_kept(open_hands: WindowHands) -> None:
    open_hands.ctrl(Qt.Key.Key_S)
    assert any("已自动存盘" in text for text in open_hands.notices())


@pytest.mark.parametrize("leave", [lambda hands: hands.window.close(), lambda hands: hands.ctrl(Qt.Key.Key_Q)])
def test_closing_the_window_writes_everything_and_closes_the_file(
    open_hands: WindowHands, report_path: Path, leave: object
) -> None:
    open_hands.enter(CELL, "0.77")
    leave(open_hands)  # type: ignore[operator]
    open_hands.wait(lambda: not open_hands.window.isVisible())
    assert holder_of(report_path) is None
