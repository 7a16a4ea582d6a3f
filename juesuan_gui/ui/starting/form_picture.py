"""Owns the picture of a form's first table: the grid's own painter on an empty report, nothing drawn apart."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from juesuan_gui.forms import Form
from juesuan_gui.report import Report, TableKey
from juesuan_gui.session import Session
from juesuan_gui.ui.look.pieces import quiet

#: The table is painted this large and then shown smaller, so that all of its columns fit.
_PAINTED = QSize(980, 1060)


def first_table_picture(form: Form, size: QSize = _PAINTED) -> QPixmap:
    """The form's first printed table as its editor shows it, without figures; null for a form without tables."""
    # The grid is large; the start page does not need it.
    from juesuan_gui.ui.grid.editor import TableEditor

    tables = form.printed_tables
    if not tables:
        return QPixmap()
    editor = TableEditor(Session(Report(form)), TableKey(tables[0].id))
    editor.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    editor.resize(size)
    editor.show()
    editor.view.selectionModel().clear()
    # A picture has no cell in hand, and so no heading that stands out.
    editor.view.header.set_active_columns(-1, -1)
    picture = editor.view.grab()
    editor.hide()
    editor.deleteLater()
    return picture


class FormPicture(QWidget):
    """Shows the first table of a form as soon as the window has nothing else to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form: Form | None = None
        self._pictures: dict[str, QPixmap] = {}
        self._title = quiet()
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.picture.setMinimumHeight(160)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._paint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self.picture, 1)

    def show_form(self, form: Form | None) -> None:
        """Show this form's first table soon."""
        self._form = form
        tables = form.printed_tables if form is not None else ()
        self._title.setText(f"{tables[0].label}　{tables[0].title}".strip() if tables else "")
        self.picture.setAccessibleName(f"{tables[0].title}的样子" if tables else "")
        self._timer.start()

    def _paint(self) -> None:
        form = self._form
        if form is None or not self.isVisible():
            return
        if form.id not in self._pictures:
            self._pictures[form.id] = first_table_picture(form)
        whole = self._pictures[form.id]
        if whole.isNull():
            self.picture.clear()
            return
        ratio = self.devicePixelRatioF()
        width = max(1, round(self.picture.width() * ratio))
        small = whole.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        small.setDevicePixelRatio(ratio)
        self.picture.setPixmap(small)

    def forget(self) -> None:
        """Paint afresh: the colours are others now, or forms were changed."""
        self._pictures.clear()
        self._timer.start()
