"""Owns how the drafted explanation looks on the screen: as printed, with its figures, gaps and own words marked.

A place that can be clicked is a link of the document; ``Anchor`` says what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QPainter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTableFormat,
)

from juesuan_gui.document import Drawing
from juesuan_gui.narrative.drafting.explanation import DraftedParagraph, DraftedSection
from juesuan_gui.narrative.drafting.figures import Asked, Span
from juesuan_gui.narrative.drafting.free_text import ParagraphForm
from juesuan_gui.ui.chart_painter import paint_drawing
from juesuan_gui.ui.look.palette import Colors
from juesuan_gui.ui.look.theme import interface_font

_LETTER_SIZE = 11.0
_HEADING_SIZES = {1: 14.0, 2: 12.5, 3: 11.5}
_LINE_HEIGHT = 165.0
_MARGIN = 36
_SHARPNESS = 2.0  # dots of a chart for each pixel, so that it is sharp on every screen


class AnchorKind(Enum):
    """What a click on a place of the text is about."""

    FIGURE = "figure"
    GAP = "gap"
    TOLD = "told"
    TYPED = "typed"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place of the text: which section, which paragraph (its position), and the figure or question there."""

    kind: AnchorKind
    section: str
    paragraph: int
    span: Span | None = None
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where a paragraph stands in the document: its first character, and how many places further its text begins."""

    section: str
    paragraph: int
    position: int


class ExplanationText:
    """Builds the document of an explanation and remembers where everything stands in it."""

    def __init__(self, roles: Colors, zoom: float = 1.0) -> None:
        self._roles = roles
        self._zoom = zoom
        self.anchors: list[Anchor] = []
        self.places: list[TextPlace] = []
        #: The first character of every section's heading.
        self.headings: dict[str, int] = {}

    def fill(
        self,
        document: QTextDocument,
        sections: Sequence[DraftedSection],
        charts: Mapping[str, Sequence[Drawing]] | None = None,
    ) -> None:
        """Write the sections into an empty document, each with its charts (by its id) below its text."""
        document.clear()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(_MARGIN)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        is_first = True
        for item in sections:
            self._heading(cursor, item, is_first=is_first)
            is_first = False
            for number, paragraph in enumerate(item.paragraphs):
                self._paragraph(cursor, item, number, paragraph)
            for number, drawing in enumerate((charts or {}).get(item.section.id, ())):
                self._chart(cursor, document, f"chart:{item.section.id}/{number}", drawing)
        cursor.endEditBlock()

    # -- blocks ------------------------------------------------------------------------------------

    def _letters(self, size: float = _LETTER_SIZE, *, bold: bool = False) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFont(interface_font(size * self._zoom, bold=bold))
        form.setForeground(self._roles.text)
        return form

    def _begin(self, cursor: QTextCursor, block: QTextBlockFormat, *, is_first: bool = False) -> None:
        if is_first:
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)

    def _heading(self, cursor: QTextCursor, item: DraftedSection, *, is_first: bool) -> None:
        level = min(item.section.level, 3)
        block = QTextBlockFormat()
        # A line of text has its air below it: the margins make up for that, so that a heading belongs to what follows.
        block.setTopMargin(0 if is_first else {1: 24, 2: 10}.get(level, 4))
        block.setBottomMargin(10)
        if level == 1:
            block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._begin(cursor, block, is_first=is_first)
        self.headings[item.section.id] = cursor.position()
        cursor.insertText(item.heading, self._letters(_HEADING_SIZES[level], bold=True))
        if item.is_own and item.form_paragraphs and not only_asks(item):
            self._label(cursor, item, -1, "整节改写", item.stale or item.problem)
        elif item.problem:
            self._label(cursor, item, -1, "模板有误", item.problem)

    def _paragraph(self, cursor: QTextCursor, item: DraftedSection, number: int, paragraph: DraftedParagraph) -> None:
        if paragraph.form is ParagraphForm.TABLE:
            self._table(cursor, item, number, paragraph)
            return
        size = _LETTER_SIZE * self._zoom
        block = QTextBlockFormat()
        block.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setTextIndent(round(size * 96 / 72 * 2))
        if paragraph.is_own and not only_asks(item):
            block.setBackground(self._roles.warning_ground if paragraph.stale else self._roles.computed)
        self._begin(cursor, block)
        self.places.append(TextPlace(item.section.id, number, cursor.position()))
        plain = self._letters(bold=paragraph.form is ParagraphForm.HEADING)
        last = 0
        for start, end, anchor in self._anchors_of(item, number, paragraph):
            cursor.insertText(paragraph.text[last:start], plain)
            cursor.insertText(paragraph.text[start:end], self._link(anchor, plain))
            last = end
        cursor.insertText(paragraph.text[last:], plain)
        is_last = item.paragraphs[number + 1 :][:1] == () or item.paragraphs[number + 1].key != paragraph.key
        if paragraph.is_own and paragraph.key and is_last:
            self._label(cursor, item, number, "改写", paragraph.stale or paragraph.problem)

    def _label(self, cursor: QTextCursor, item: DraftedSection, number: int, words: str, trouble: str) -> None:
        """A quiet word behind a paragraph that is not the form's; a loud one where it has to be looked at."""
        form = self._letters(_LETTER_SIZE - 2)
        cursor.insertText("　", form)
        form.setForeground(self._roles.warning if trouble else self._roles.quiet)
        form.setAnchor(True)
        form.setAnchorHref(self._href(Anchor(AnchorKind.PARAGRAPH, item.section.id, number)))
        form.setToolTip(trouble or "这是自己的写法；点这里修改，或恢复版式的写法")
        cursor.insertText(f"{words}：请核对" if trouble else words, form)

    def _table(self, cursor: QTextCursor, item: DraftedSection, number: int, paragraph: DraftedParagraph) -> None:
        rows = paragraph.rows
        shape = QTextTableFormat()
        shape.setBorder(1)
        shape.setBorderBrush(self._roles.line)
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderCollapse(True)
        shape.setCellPadding(4)
        shape.setTopMargin(6)
        shape.setBottomMargin(2)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        self._begin(cursor, QTextBlockFormat())
        self.places.append(TextPlace(item.section.id, number, cursor.position()))
        table = cursor.insertTable(len(rows), len(rows[0]), shape)
        for line, row in enumerate(rows):
            for position, text in enumerate(row):
                cell = table.cellAt(line, position).firstCursorPosition()
                cell.insertText(text, self._letters(_LETTER_SIZE - 0.5, bold=line == 0 and len(rows) > 1))
        cursor.movePosition(QTextCursor.MoveOperation.End)
        asked = paragraph.asked[0] if paragraph.asked else None
        kind = AnchorKind.TOLD if asked is not None else AnchorKind.PARAGRAPH
        form = self._letters(_LETTER_SIZE - 2)
        form.setForeground(self._roles.accent)
        form.setAnchor(True)
        form.setAnchorHref(self._href(Anchor(kind, item.section.id, number, asked=asked)))
        cursor.insertText("修改这张表", form)

    def _chart(self, cursor: QTextCursor, document: QTextDocument, name: str, drawing: Drawing) -> None:
        """The chart as it is printed, with its caption below; its words are there for who cannot see it."""
        width, height = round(drawing.width * 96 / 72 * self._zoom), round(drawing.height * 96 / 72 * self._zoom)
        image = QImage(round(width * _SHARPNESS), round(height * _SHARPNESS), QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        image.setDevicePixelRatio(_SHARPNESS)
        painter = QPainter(image)
        paint_drawing(painter, drawing, QRectF(0, 0, width, height), self._roles)
        painter.end()
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), image)
        block = QTextBlockFormat()
        block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        block.setTopMargin(8)
        self._begin(cursor, block)
        picture = QTextImageFormat()
        picture.setName(name)
        picture.setWidth(width)
        picture.setHeight(height)
        picture.setToolTip(drawing.words)
        cursor.insertImage(picture)
        if drawing.caption is not None:
            block.setTopMargin(0)
            self._begin(cursor, block)
            cursor.insertText(drawing.caption.text, self._letters(_LETTER_SIZE - 1, bold=True))

    # -- places ------------------------------------------------------------------------------------

    def _anchors_of(
        self, item: DraftedSection, number: int, paragraph: DraftedParagraph
    ) -> Iterator[tuple[int, int, Anchor]]:
        """The places of a paragraph from left to right; none lies in another."""
        found: list[tuple[int, int, Anchor]] = []
        section = item.section.id
        for asked in paragraph.asked:
            kind = AnchorKind.GAP if asked.is_gap else AnchorKind.TOLD
            found.append((asked.start, asked.end, Anchor(kind, section, number, asked=asked)))
        taken = {(start, end) for start, end, _ in found}
        for span in paragraph.spans:
            if (span.start, span.end) not in taken:
                found.append((span.start, span.end, Anchor(AnchorKind.FIGURE, section, number, span)))
        for start, end in paragraph.typed:
            found.append((start, end, Anchor(AnchorKind.TYPED, section, number)))
        return _apart(sorted(found, key=lambda place: place[:2]))

    def _link(self, anchor: Anchor, plain: QTextCharFormat) -> QTextCharFormat:
        form = QTextCharFormat(plain)
        form.setAnchor(True)
        form.setAnchorHref(self._href(anchor))
        roles = self._roles
        if anchor.kind is AnchorKind.GAP:
            form.setForeground(roles.warning)
            form.setBackground(roles.warning_ground)
            form.setToolTip("点这里填写")
        elif anchor.kind is AnchorKind.FIGURE:
            form.setForeground(roles.accent)
            form.setToolTip("点这里到表里的这一格")
        elif anchor.kind is AnchorKind.TYPED:
            form.setForeground(roles.warning)
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            form.setToolTip("手写的数，不随表里的数变")
        else:
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            form.setUnderlineColor(roles.quiet)
            form.setToolTip("点这里修改")
        return form

    def _href(self, anchor: Anchor) -> str:
        self.anchors.append(anchor)
        return f"place:{len(self.anchors) - 1}"

    def anchor_of(self, href: str) -> Anchor | None:
        """The place that a link names."""
        number = href.removeprefix("place:")
        return self.anchors[int(number)] if number.isdigit() and int(number) < len(self.anchors) else None

    def position_of(self, section: str, paragraph: int) -> int | None:
        """The first character of a paragraph, of the section's heading for -1; ``None`` for what is not shown."""
        if paragraph < 0:
            return self.headings.get(section)
        return next(
            (place.position for place in self.places if place.section == section and place.paragraph == paragraph),
            None,
        )

    def place_at(self, position: int) -> TextPlace | None:
        """The paragraph that a character of the document belongs to."""
        before = [place for place in self.places if place.position <= position]
        headings = [start for start in self.headings.values() if start <= position]
        if not before or (headings and max(headings) > before[-1].position):
            return None
        return before[-1]

    def section_at(self, position: int) -> str:
        """The section that a character of the document belongs to, "" for none."""
        above = [(start, section) for section, start in self.headings.items() if start <= position]
        return max(above)[1] if above else ""


def _apart(places: Iterable[tuple[int, int, Anchor]]) -> Iterator[tuple[int, int, Anchor]]:
    last = 0
    for start, end, anchor in places:
        if start >= last:
            yield start, end, anchor
            last = end


def only_asks(item: DraftedSection) -> bool:
    """Whether the form has no words of its own for a section: what is written there rewords nothing."""
    return all(
        paragraph.text == paragraph.text[asked.start : asked.end]
        for paragraph in item.form_paragraphs
        for asked in paragraph.asked[:1]
    ) and any(paragraph.asked for paragraph in item.form_paragraphs)
