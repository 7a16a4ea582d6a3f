"""Owns the context menu of the grid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu, QWidget


@dataclass(frozen=True, slots=True)
class MenuState:
    """What the selection allows."""

    can_write: bool
    is_coded: bool
    on_code_row: bool
    on_stated_total: bool
    on_computed: bool


@dataclass(frozen=True, slots=True)
class MenuActions:
    """What the entries do."""

    copy: Callable[[], object]
    cut: Callable[[], object]
    paste: Callable[[], object]
    clear: Callable[[], object]
    fill_down: Callable[[], object]
    fill_right: Callable[[], object]
    insert: Callable[[], object]
    rename: Callable[[], object]
    remove: Callable[[], object]
    adopt: Callable[[], object]
    adopt_all: Callable[[], object]
    approve: Callable[[], object]
    explain: Callable[[], object]


def context_menu(parent: QWidget, state: MenuState, actions: MenuActions) -> QMenu:
    """A menu with the keys beside each entry, so that it teaches them."""
    menu = QMenu(parent)

    def entry(text: str, keys: str, run: Callable[[], object], enabled: bool = True) -> None:
        action = menu.addAction(f"{text}\t{keys}" if keys else text)
        action.setEnabled(enabled)
        action.triggered.connect(lambda: run())

    entry("复制(&C)", "Ctrl+C", actions.copy)
    entry("剪切(&T)", "Ctrl+X", actions.cut, state.can_write)
    entry("粘贴(&P)", "Ctrl+V", actions.paste)
    entry("清除(&E)", "Delete", actions.clear, state.can_write)
    menu.addSeparator()
    entry("向下填充(&D)", "Ctrl+D", actions.fill_down, state.can_write)
    entry("向右填充(&R)", "Ctrl+R", actions.fill_right, state.can_write)
    if state.is_coded:
        menu.addSeparator()
        entry("插入科目(&I)…", "Ctrl+I", actions.insert)
        entry("修改科目名称(&N)", "F2", actions.rename, state.on_code_row)
        entry("删除科目行(&L)", "Ctrl+-", actions.remove, state.on_code_row)
    menu.addSeparator()
    entry("采用计算值(&A)", "Alt+=", actions.adopt, state.on_stated_total)
    entry("全表采用计算值", "", actions.adopt_all)
    entry("以批复数为准(&B)…", "", actions.approve, state.on_computed)
    entry("这个数从哪里来(&W)", "F1", actions.explain)
    return menu
