"""Owns what an export is made of beyond its formats: the file name's pattern, an own Word template, the two sheets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.publishing.naming import DEFAULT_PATTERN, PLACEHOLDERS, file_stem
from juesuan_gui.report import Report
from juesuan_gui.ui.file_choosing import choose_file
from juesuan_gui.ui.look.pieces import button, quiet
from juesuan_gui.ui.settings import Settings

_PATTERN, _TEMPLATE, _SHEETS = "export_pattern", "export_template", "export_sheets"
_OWN = "程序自带的样式…"


class PackageChoice(QWidget):
    """Remembered on this machine, as the bureau that prescribes them stays the same."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.pattern = QLineEdit(settings.text(_PATTERN))
        self.pattern.setPlaceholderText(DEFAULT_PATTERN)
        self.pattern.setAccessibleName("文件名的写法")
        self.pattern.setToolTip(f"可以用 {'、'.join(f'{{{name}}}' for name in PLACEHOLDERS)}；不填就用默认的写法")
        self.pattern.textChanged.connect(self._on_pattern)
        self.example = quiet()
        self.example.setWordWrap(True)
        self.template = button(_OWN, self._choose, "", "用单位自己的 Word 模板，里面的 {{ }} 由程序填")
        self.template.setAccessibleName("Word 模板")
        self.drop = button("不用模板", self._drop, "plain")
        self.sheets = QCheckBox("加审签表、公开情况回执")
        self.sheets.setChecked(settings.text(_SHEETS) == "1")
        self.sheets.toggled.connect(self._on_sheets)
        self._lay_out()
        self._show_template()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(quiet("Word 模板"))
        row.addWidget(self.template, 1)
        row.addWidget(self.drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(quiet("文件名"))
        column.addWidget(self.pattern)
        column.addWidget(self.example)
        column.addLayout(row)
        column.addWidget(self.sheets)

    @property
    def template_path(self) -> Path | None:
        """The user's own template, ``None`` for the program's look."""
        kept = self._settings.text(_TEMPLATE)
        return Path(kept) if kept else None

    @property
    def pattern_text(self) -> str:
        """The pattern of the file name, "" for the usual one."""
        return self.pattern.text().strip()

    def problem(self, report: Report, formats: Sequence[str]) -> str:
        """What stands against the choice, in a sentence; "" for nothing. Shows the name that the files will have."""
        try:
            stem = file_stem(report, self.pattern_text)
        except PublishingError as error:
            self._say(str(error))
            return str(error)
        self._say(f"{stem}.{formats[0] if formats else 'docx'}")
        template = self.template_path
        if template is not None and "docx" in formats and not template.is_file():
            return f"Word 模板“{template}”找不到了。请重新选择，或点“不用模板”。"
        return ""

    def _say(self, words: str) -> None:
        self.example.setText(words)
        self._keep_whole()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has other lines."""
        super().resizeEvent(event)
        self._keep_whole()

    def _keep_whole(self) -> None:
        # In a low window the layout would take a line of the wrapped name for the list above it.
        self.example.setMinimumHeight(max(0, self.example.heightForWidth(self.width())))

    def _on_pattern(self) -> None:
        self._settings.put(_PATTERN, self.pattern_text)
        self.changed.emit()

    def _on_sheets(self, wanted: bool) -> None:
        self._settings.put(_SHEETS, "1" if wanted else "")

    def _choose(self) -> None:
        kept = self.template_path
        folder = str(kept.parent) if kept is not None else ""
        chosen = choose_file(self, "选择 Word 模板", folder, "Word 文件 (*.docx)")
        if chosen is not None:
            self.use_template(chosen)

    def use_template(self, path: Path | None) -> None:
        """Take this template from now on, or none."""
        self._settings.put(_TEMPLATE, str(path) if path is not None else "")
        self._show_template()
        self.changed.emit()

    def _drop(self) -> None:
        self.use_template(None)

    def _show_template(self) -> None:
        path = self.template_path
        self.template.setText(path.name if path is not None else _OWN)
        self.template.setToolTip(str(path) if path is not None else "用单位自己的 Word 模板，里面的 {{ }} 由程序填")
        self.drop.setVisible(path is not None)
