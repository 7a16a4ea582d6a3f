"""Owns the picture of all projects on the screen: the printed page's drawing; a click opens the project's card."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from juesuan_gui.publishing.cards.project_picture import ProjectPicture, project_marks, project_picture
from juesuan_gui.ui.cards.watch import CardsWatch
from juesuan_gui.ui.chart_painter import DrawingView, scale_in
from juesuan_gui.ui.look.pieces import kind, paragraph


class ProjectsPicture(QWidget):
    """Made anew when it is shown and after every judgement."""

    card_requested = Signal(str)

    def __init__(self, watch: CardsWatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._watch = watch
        self.drawn = _ClickableDrawing()
        self.drawn.clicked.connect(self._open)
        self._picture: ProjectPicture | None = None
        self.empty = paragraph("还没有项目自评表。在“项目一览”里新建，或从 Excel 粘贴。", "quiet")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        kind(page, "surface")
        inner = QVBoxLayout(page)
        inner.setContentsMargins(24, 16, 24, 16)
        inner.addWidget(self.drawn)
        inner.addStretch(1)
        area.setWidget(page)
        self._area = area
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty)
        column.addWidget(area, 1)
        self._spare = QWidget()
        column.addWidget(self._spare, 1)

    def refresh(self) -> None:
        """Draw the projects as they are now."""
        marks = project_marks(self._watch.book.all_shown())
        self._picture = project_picture(marks) if marks else None
        self.drawn.show_drawing(self._picture.drawing if self._picture is not None else None)
        self.empty.setVisible(not marks)
        self._area.setVisible(bool(marks))
        self._spare.setVisible(not marks)

    @property
    def picture(self) -> ProjectPicture | None:
        """What is drawn."""
        return self._picture

    def place_of(self, card: str) -> QPointF:
        """The middle of a project's line in the drawing widget."""
        assert self._picture is not None
        row = next(row for row in self._picture.rows if row.card == card)
        scale, left = self.drawn.frame(self._picture)
        return QPointF(left + (row.x + row.width / 2) * scale, (row.y + row.height / 2) * scale)

    def _open(self, point: QPointF) -> None:
        if self._picture is None:
            return
        scale, left = self.drawn.frame(self._picture)
        x, y = (point.x() - left) / scale, point.y() / scale
        for row in self._picture.rows:
            if row.holds(x, y):
                self.card_requested.emit(row.card)
                return


class _ClickableDrawing(DrawingView):
    clicked = Signal(QPointF)

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("点一个项目打开它的自评表")

    def frame(self, picture: ProjectPicture) -> tuple[float, float]:
        """Pixels for a point, and where the drawing begins from the left."""
        drawing = picture.drawing
        scale = scale_in(drawing, self.width(), self.height())
        return scale, (self.width() - drawing.width * scale) / 2

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell where it was clicked."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit(event.position())
