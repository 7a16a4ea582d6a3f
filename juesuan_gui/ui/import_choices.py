"""Owns what is chosen beside an import: settings that the file states itself, and printing as the file prints."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from juesuan_gui.forms import Form
from juesuan_gui.ui.look.pieces import paragraph, quiet

_NAMED = 3


class ImportChoices(QWidget):
    """The settings are taken over unless one says no, the layout only when one says so; hidden without a choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings: dict[str, QCheckBox] = {}
        self._told = quiet("文件里写明的")
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(8)
        self._manner = quiet("印法")
        self.as_printed = QCheckBox("照原件的版式印")
        self._tables = paragraph("", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._told)
        column.addLayout(self._boxes)
        column.addSpacing(8)
        column.addWidget(self._manner)
        column.addWidget(self.as_printed)
        column.addWidget(self._tables)
        self.clear()

    def clear(self) -> None:
        """Nothing to choose."""
        self.show_offers({}, [])

    def show_offers(self, settings: Mapping[str, str], printed: list[str]) -> None:
        """Offer settings by name, and the manner of printing of the tables with these titles."""
        for box in self.settings.values():
            self._boxes.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.settings = {}
        for name, value in settings.items():
            box = QCheckBox(f"{name}设为“{value}”")
            box.setChecked(True)
            self.settings[name] = box
            self._boxes.addWidget(box)
        self.as_printed.setChecked(False)
        self._tables.setText(differing_words(printed))
        self._told.setVisible(bool(settings))
        for widget in (self._manner, self.as_printed, self._tables):
            widget.setVisible(bool(printed))
        self.setVisible(bool(settings or printed))

    def chosen_settings(self) -> list[str]:
        """The names of the settings to take over."""
        return [name for name, box in self.settings.items() if box.isChecked()]


def differing_words(titles: list[str]) -> str:
    """Which tables a file prints otherwise than the form does, in one sentence."""
    if not titles:
        return ""
    named = "、".join(titles[:_NAMED]) + (f"等 {len(titles)} 张表" if len(titles) > _NAMED else "")
    return f"{named}的名称、栏目、编码列或表注与本版式不同。不选则按本版式印。"


def titles_of(form: Form, tables: Mapping[str, str]) -> list[str]:
    """The titles of tables by their ids, in the form's order."""
    return [table.title for table in form.tables.values() if table.id in tables]
