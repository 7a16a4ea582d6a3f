"""Owns the window's actions: their names, keys and menus."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from juesuan_gui.ui.grid.display import ZeroShown
from juesuan_gui.ui.look.theme import Appearance

_Choice = TypeVar("_Choice")
_ZEROS = (
    (ZeroShown.AS_PRINTED, "按公开样式(&P)"),
    (ZeroShown.FIGURES, "显示 0.00(&F)"),
    (ZeroShown.DASH, "显示 —(&D)"),
    (ZeroShown.BLANK, "留空(&B)"),
)
_APPEARANCES = ((Appearance.SYSTEM, "跟随系统(&S)"), (Appearance.LIGHT, "浅色(&L)"), (Appearance.DARK, "深色(&D)"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One action: its id, its name with a mnemonic, its keys; whether it needs an open report."""

    id: str
    name: str
    keys: tuple[str, ...] = ()
    needs_report: bool = True
    is_toggle: bool = False


SEPARATOR = Entry("", "")
#: What means the same in a review as in a report.
REVIEW_ACTIONS = (
    "save",
    "move",
    "export",
    "close",
    "undo",
    "find",
    "next",
    "previous",
    "help",
    "next_pane",
    "previous_pane",
)
MENUS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "文件(&F)",
        (
            Entry("new", "新建(&N)…", ("Ctrl+N",), False),
            Entry("open", "打开(&O)…", ("Ctrl+O",), False),
            Entry("review", "打开待审报告(&R)…", ("Ctrl+Shift+O",), False),
            Entry("sample", "试用示例(&T)", (), False),
            SEPARATOR,
            Entry("save", "立即存盘(&S)", ("Ctrl+S",)),
            Entry("move", "另存到别处(&A)…", ("Ctrl+Shift+S",)),
            Entry("versions", "版本(&V)…", ("Ctrl+Shift+V",)),
            SEPARATOR,
            Entry("import", "导入表格(&I)…", ("Ctrl+Shift+I",)),
            Entry("prior", "载入上年数(&P)…"),
            Entry("budget", "载入年初预算(&B)…"),
            Entry("next_year", "结转到下一年度(&Y)…"),
            SEPARATOR,
            Entry("export", "预览和导出(&E)…", ("Ctrl+P", "Ctrl+E")),
            SEPARATOR,
            Entry("close", "关闭报告(&C)", ("Ctrl+W",)),
            Entry("quit", "退出(&X)", ("Ctrl+Q",), False),
        ),
    ),
    (
        "编辑(&E)",
        (
            Entry("undo", "撤销(&U)", ("Ctrl+Z",)),
            Entry("redo", "重做(&R)", ("Ctrl+Y", "Ctrl+Shift+Z")),
            SEPARATOR,
            Entry("find", "查找(&F)…", ("Ctrl+F", "Ctrl+G", "F5")),
            SEPARATOR,
            Entry("adopt", "采用计算值（当前表）(&A)"),
            Entry("adopt_all", "采用计算值（全部表）(&L)"),
        ),
    ),
    (
        "审核(&A)",
        (
            Entry("next", "下一处(&N)", ("F8",)),
            Entry("previous", "上一处(&P)", ("Shift+F8",)),
            Entry("note", "写说明(&W)…", ("Ctrl+M",)),
            Entry("help", "审核依据(&H)", ("F1",)),
            SEPARATOR,
            Entry("copy_findings", "复制选中的审核结果(&C)"),
            Entry("export_findings", "导出清单(&X)…"),
            SEPARATOR,
            Entry("audit", "全部重新审核(&R)", ("F9",)),
        ),
    ),
    (
        "查看(&V)",
        (
            Entry("step_0", "基本信息(&B)", ("Ctrl+1",)),
            Entry("step_1", "数据(&D)", ("Ctrl+2",)),
            Entry("step_2", "审核(&C)", ("Ctrl+3",)),
            Entry("step_3", "说明(&E)", ("Ctrl+4",)),
            Entry("step_4", "预览导出(&P)", ("Ctrl+5",)),
            Entry("cards", "绩效自评表(&J)", ("Ctrl+6",)),
            Entry("mention", "这一格在说明里的出处(&W)", ("Ctrl+Shift+M",)),
            SEPARATOR,
            Entry("next_pane", "下一个窗格(&N)", ("F6",)),
            Entry("previous_pane", "上一个窗格(&M)", ("Shift+F6",)),
            SEPARATOR,
            Entry("unit", "元、万元切换(&U)", ("Ctrl+U",)),
            Entry("nonzero", "只看非零(&Z)", ("Ctrl+Shift+N",)),
            Entry("red_negatives", "负数显示为红色(&G)", is_toggle=True),
            Entry("skip_locked", "Tab 跳过计算格(&T)", is_toggle=True),
            Entry("zoom_in", "放大(&I)", ("Ctrl+Alt+=", "Ctrl+=")),
            Entry("zoom_out", "缩小(&O)", ("Ctrl+Alt+-",)),
            Entry("zoom_reset", "恢复 100%(&R)", ("Ctrl+0",)),
        ),
    ),
    (
        "帮助(&H)",
        (
            Entry("guide", "使用说明(&G)…", ("Shift+F1",), False),
            Entry("shortcuts", "快捷键一览(&K)", ("Ctrl+/",), False),
            Entry("logs", "打开日志文件夹(&L)", (), False),
            Entry("about", "关于(&A)", (), False),
        ),
    ),
)


class Actions:
    """The actions of one window, in its menus."""

    def __init__(
        self,
        window: QMainWindow,
        acts: Mapping[str, Callable[[], object]],
        choose_appearance: Callable[[Appearance], object],
        choose_zero: Callable[[ZeroShown], object],
    ) -> None:
        self._actions: dict[str, QAction] = {}
        self._needing: list[QAction] = []
        # PySide may take a menu for garbage when only the menu bar holds it.
        self._menus: dict[str, QMenu] = {}
        for title, entries in MENUS:
            menu = self._menus[title] = QMenu(title, window)
            window.menuBar().addMenu(menu)
            for entry in entries:
                if entry is SEPARATOR:
                    menu.addSeparator()
                else:
                    self._add(window, menu, entry, acts[entry.id])
        self._menus["查看(&V)"].addSeparator()
        self.zeros = self._choices(window, "零的显示(&Q)", _ZEROS, choose_zero)
        self._needing += self.zeros.values()
        self.appearances = self._choices(window, "外观(&A)", _APPEARANCES, choose_appearance)

    def _add(self, window: QMainWindow, menu: QMenu, entry: Entry, act: Callable[[], object]) -> None:
        action = QAction(entry.name, window)
        action.setCheckable(entry.is_toggle)
        action.setShortcuts([QKeySequence(keys) for keys in entry.keys])
        action.triggered.connect(lambda _checked=False: act())
        menu.addAction(action)
        self._actions[entry.id] = action
        if entry.needs_report:
            self._needing.append(action)

    def _choices(
        self,
        window: QMainWindow,
        title: str,
        choices: Sequence[tuple[_Choice, str]],
        choose: Callable[[_Choice], object],
    ) -> dict[_Choice, QAction]:
        """A menu within 查看 of which one entry holds."""
        menu = self._menus[title] = QMenu(title, window)
        self._menus["查看(&V)"].addMenu(menu)
        group = QActionGroup(window)
        found = {}
        for choice, name in choices:
            action = menu.addAction(name)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, choice=choice: choose(choice))
            found[choice] = action
        return found

    def action(self, entry_id: str) -> QAction:
        """The action with this id."""
        return self._actions[entry_id]

    def set_has_report(self, has_report: bool) -> None:
        """Enable what needs an open report."""
        for action in self._needing:
            action.setEnabled(has_report)

    def set_has_review(self, has_review: bool) -> None:
        """Enable what an open review knows as well; no report is open beside it."""
        self.show_history("", "")
        for entry_id in REVIEW_ACTIONS:
            self._actions[entry_id].setEnabled(has_review)

    def show_history(self, undo: str, redo: str) -> None:
        """Say in the menu what would be undone and redone."""
        for entry_id, name, label in (("undo", "撤销(&U)", undo), ("redo", "重做(&R)", redo)):
            action = self._actions[entry_id]
            # An ampersand in a label (a unit's name) would become a mnemonic.
            action.setText(f"{name}　{label.replace('&', '&&')}" if label else name)
            action.setEnabled(bool(label))
