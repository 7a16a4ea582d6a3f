"""Owns the style sheet: the few places where Fusion alone would look busy."""

from __future__ import annotations

from juesuan_gui.paths import MissingDataError, resource
from juesuan_gui.ui.look.palette import Colors


def style_sheet(roles: Colors) -> str:
    """The program's style sheet for one set of roles.

    Rules name a class or a ``kind``; the table grid paints itself and is left alone.
    """
    values = {name: getattr(roles, name).name() for name in Colors.__dataclass_fields__ if name != "dark"}
    sheet = _SHEET + _icons(roles)
    for name, value in sorted(values.items(), key=lambda item: -len(item[0])):
        sheet = sheet.replace(f"@{name}", value)
    return sheet


def _icons(roles: Colors) -> str:
    shade = "dark" if roles.dark else "light"
    try:
        tick, cross = (resource("icons", f"{name}-{shade}.svg").as_posix() for name in ("check", "clear"))
    except MissingDataError:
        # Filled with the accent, a box says yes without its tick as well; Qt has a cross of its own.
        return ""
    return (
        f'QCheckBox::indicator:checked, QListView::indicator:checked {{ image: url("{tick}"); }}\n'
        f'QLineEdit {{ lineedit-clear-button-icon: url("{cross}"); }}\n'
    )


_SHEET = """
QToolTip { color: @text; background: @surface; border: 1px solid @line; padding: 4px 6px; }
QMenuBar { background: @surface; padding: 1px 10px; }
QMenuBar::item { padding: 4px 8px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: @selection; }
QMenu { background: @surface; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 22px; border-radius: 4px; }
QMenu::item:selected { background: @selection; }
QMenu::item:disabled { color: @quiet; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QPushButton {
    background: @surface; color: @text; border: 1px solid @line; border-radius: 5px; padding: 5px 16px;
}
QPushButton:hover { border-color: @quiet; }
QPushButton:pressed { background: @header; }
QPushButton:disabled { color: @quiet; background: @ground; }
/* The border says where the keyboard is; Fusion would draw a second frame within. */
QPushButton { outline: none; }
QPushButton:focus { border-color: @accent; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[kind="accent"] { background: @accent; color: @on_accent; border-color: @accent; }
QPushButton[kind="accent"]:focus { border: 2px solid @text; padding: 4px 15px; }
QPushButton[kind="accent"]:disabled { background: @line; color: @quiet; border-color: @line; }
QPushButton[kind="plain"] {
    background: transparent; border: 1px solid transparent; padding: 3px 8px; color: @quiet;
}
QPushButton[kind="plain"]:hover { color: @text; background: @header; }
QPushButton[kind="plain"]:checked { color: @accent; background: @selection; }
QPushButton[kind="plain"]:disabled { color: @quiet; background: @ground; }
QPushButton[kind="plain"]:checked:disabled { color: @text; background: @line; }
QPushButton[kind="plain"]:focus { border-color: @accent; }
QPushButton[kind="link"] { background: transparent; border: none; padding: 2px 0; color: @accent; }
QPushButton[kind="link"]:hover, QPushButton[kind="link"]:focus { text-decoration: underline; }
QPushButton[kind="verdict"] {
    background: transparent; border: 1px solid transparent; padding: 2px 6px; font-weight: bold;
}
QPushButton[kind="verdict"]:hover { background: @header; }
QPushButton[kind="verdict"]:checked { background: @selection; }
QPushButton[kind="verdict"]:focus { border-color: @accent; }
QPushButton[kind="verdict"][level="error"] { color: @error; }
QPushButton[kind="verdict"][level="warning"] { color: @warning; }
QPushButton[kind="verdict"][level="info"], QPushButton[kind="verdict"][level="unread"] { color: @quiet; }
QPushButton[kind="choice"] { text-align: left; padding: 12px 16px; border-radius: 8px; }
QPushButton[kind="choice"]:focus { border-color: @accent; }
QPushButton[kind="choice"]:hover { border-color: @accent; }

QLineEdit, QPlainTextEdit, WordsEdit, QComboBox, QSpinBox {
    background: @surface; color: @text; border: 1px solid @line; border-radius: 5px; padding: 4px 8px;
    selection-background-color: @selection; selection-color: @text; placeholder-text-color: @quiet;
}
QLineEdit:focus, QPlainTextEdit:focus, WordsEdit:focus, QComboBox:focus, QSpinBox:focus { border-color: @accent; }
QLineEdit:disabled { color: @quiet; background: @ground; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: none; width: 0; height: 0; border-left: 4px solid @surface;
    border-right: 4px solid @surface; border-top: 5px solid @quiet; margin-right: 8px; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @line; outline: none; padding: 2px; }
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 6px; border: none; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected { background: @selection; color: @text; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QComboBox[kind="plain"] { background: transparent; border: 1px solid transparent; padding: 2px 6px; }
QComboBox[kind="plain"]::down-arrow { border-left-color: @ground; border-right-color: @ground; }
QComboBox[kind="plain"]:hover { border-color: @line; }
QComboBox[kind="plain"]:focus { border-color: @accent; }

QCheckBox { spacing: 7px; }
QCheckBox::indicator, QListView::indicator {
    width: 14px; height: 14px; border: 1px solid @quiet; border-radius: 3px; background: @surface;
}
QCheckBox::indicator:checked, QListView::indicator:checked { background: @accent; border-color: @accent; }
QCheckBox:focus { color: @accent; }

QTreeView, QListView, QTextBrowser, QTableView[kind="list"] {
    background: @surface; border: none; outline: none;
}
QTreeView[kind="findings"]::item { height: 26px; border: none; }
QTreeView[kind="findings"]::item:hover { background: @header; }
QTreeView[kind="findings"]::item:selected { background: @selection; }
QHeaderView[kind="list"]::section {
    background: @surface; color: @quiet; border: none; border-bottom: 1px solid @line; padding: 4px 3px;
}
QHeaderView[kind="list"] { background: @surface; border: none; }
QHeaderView[kind="list"]::section:last { padding-left: 10px; }
QScrollArea { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: @line; border: none; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }

QWidget[kind="surface"] { background: @surface; }
QWidget[kind="ground"] { background: @ground; }
QWidget[kind="foot"] { background: @surface; border-top: 1px solid @line; }
QFrame[kind="line"] { background: @line; border: none; }
QFrame[kind="box"] { background: @surface; border: 1px solid @line; border-radius: 6px; }
QFrame[kind="error_box"] { background: @error_ground; border: none; border-radius: 6px; }
QFrame[kind="warning_box"] { background: @warning_ground; border: none; border-radius: 6px; }
QFrame[kind="info_box"] { background: @header; border: none; border-radius: 6px; }
QFrame[kind="notice"] { background: @surface; border: 1px solid @line; border-radius: 8px; }
QFrame[kind="notice"][level="error"] { border-color: @error; }
QFrame[kind="notice"][level="warning"] { border-color: @warning; }
QLabel[kind="quiet"] { color: @quiet; }
QLabel[kind="error"] { color: @error; }
QLabel[kind="warning"] { color: @warning; }
QLabel[kind="good"] { color: @good; }
QLabel[kind="accent"] { color: @accent; }
QStatusBar { background: @header; }
QStatusBar::item { border: none; }
"""
