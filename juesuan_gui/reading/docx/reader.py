"""Owns stage 1 for Word documents (.docx): its paragraphs and tables in the order of the file.

The XML is walked as it is: a library that builds an object for every cell is a hundred times slower.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from juesuan_gui.document import Document, Grid, Paragraph, Place, Section, TextStyle
from juesuan_gui.reading.container import open_archive
from juesuan_gui.reading.docx.package import Package, attribute, child, is_on, local
from juesuan_gui.reading.docx.styles import Styles
from juesuan_gui.reading.docx.table import GridBuilder, table_rows
from juesuan_gui.reading.errors import ReadingError
from juesuan_gui.reading.limits import Limits
from juesuan_gui.reading.source import Remark, RemarkKind, Source

#: Nesting that no editor writes.
_DEEPEST = 150
_HEADINGS = (TextStyle.HEADING_1, TextStyle.HEADING_2, TextStyle.HEADING_3)
#: Wrappers whose contents count as if they stood alone, and what was struck out.
_WRAPPERS = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo", "Choice"}
)
_STRUCK = frozenset({"del", "moveFrom", "delText", "delInstrText"})
_REVISIONS = frozenset({"ins", "del", "moveFrom", "moveTo"})
_BREAKS = frozenset({"br", "cr"})
_PRINTED = frozenset({"t", "tab", "noBreakHyphen", "sym", *_BREAKS})


def read_docx(path: Path, limits: Limits) -> Source:
    """The document of a .docx file: a paragraph for each paragraph, a grid for each table, in order.

    Insertions count as made and deletions as done, but tracked changes and comments are told in remarks.
    Numbers that Word sets by itself are part of the text. Headers and footers are left out; footnotes follow at
    the end. A nested table comes right after the table around it. Places are empty: Word knows no pages.
    Raises ReadingError when the file is damaged, hostile or has no text.
    """
    with open_archive(path, limits) as archive:
        package = Package(path.name, archive)
        root = package.tree("word/document.xml")
        body = child(root, "body")
        if body is None:
            raise ReadingError(path.name, "缺少正文（word/document.xml）。", "请在 Word/WPS 里打开并另存一份再导入。")
        styles = Styles(package.tree("word/styles.xml"), package.tree("word/numbering.xml"))
        walker = _Walker(path.name, limits, styles)
        blocks = list(walker.blocks(body, 0))
        for part, note in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
            notes = package.tree(part)
            for element in notes if notes is not None else ():
                if local(element.tag) == note and attribute(element, "type") in (None, "normal"):
                    blocks += walker.blocks(element, 0)
    if not any(isinstance(block, Grid) or block.text.strip() for block in blocks):
        raise ReadingError(
            path.name,
            "里没有文字，可能只有图片。" if walker.seen.pictures else "里没有文字。",
            "请确认选对了文件。",
        )
    document = Document(path.name, (Section(tuple(blocks)),))
    return Source(path.name, document, tuple(walker.seen.remarks()))


@dataclass(slots=True)
class _Seen:
    """What the walk met that is no text."""

    revisions: int = 0
    comments: int = 0
    pictures: int = 0
    hidden: int = 0
    foreign: int = 0

    def remarks(self) -> Iterator[Remark]:
        place = Place()
        if self.revisions:
            text = f"文档里有 {self.revisions} 处修订痕迹，已按接受修订后的内容读取。"
            yield Remark(RemarkKind.REVISION, place, text)
        if self.comments:
            yield Remark(RemarkKind.COMMENT, place, f"文档里有 {self.comments} 处批注。")
        if self.pictures:
            yield Remark(RemarkKind.UNREAD, place, f"文档里有 {self.pictures} 张图片，图片里的文字没有读。")
        if self.hidden:
            yield Remark(RemarkKind.HIDDEN_LINES, place, f"文档里有 {self.hidden} 处隐藏文字，没有读。")
        if self.foreign:
            yield Remark(RemarkKind.UNREAD, place, f"文档里嵌有 {self.foreign} 个别的文件，其中的内容没有读。")


@dataclass(slots=True)
class _Walker:
    file_name: str
    limits: Limits
    styles: Styles
    seen: _Seen = field(default_factory=_Seen)
    tables: int = 0
    cells: int = 0
    paragraphs: int = 0

    def blocks(self, parent: Element, depth: int) -> Iterator[Paragraph | Grid]:
        """The paragraphs and tables under an element."""
        self._check(depth)
        for element in parent:
            name = local(element.tag)
            if name in _REVISIONS:
                self.seen.revisions += 1
            if name == "p":
                yield from self._paragraph(element, depth)
            elif name == "tbl":
                yield from self._table(element, depth)
            elif name == "AlternateContent":
                yield from self.blocks(_chosen(element), depth + 1)
            elif name in _WRAPPERS:
                yield from self.blocks(element, depth + 1)
            elif name == "altChunk":
                self.seen.foreign += 1

    def _check(self, depth: int) -> None:
        if depth > _DEEPEST:
            raise ReadingError(self.file_name, f"的嵌套超过 {_DEEPEST} 层，不是正常的 Word 文档。", "请确认文件来源。")

    def _paragraph(self, element: Element, depth: int) -> Iterator[Paragraph | Grid]:
        properties = child(element, "pPr")
        if child(properties, "pPrChange") is not None or child(properties, "rPr", "del") is not None:
            self.seen.revisions += 1
        boxes: list[Element] = []
        text = "".join(self._inline(element, depth, boxes))
        if text.strip():
            self.paragraphs += 1
            if self.paragraphs > self.limits.paragraphs:
                raise ReadingError(
                    self.file_name,
                    f"的文字超过 {self.limits.paragraphs} 段，不像一份决算公开。",
                    "请确认选对了文件，只保留决算公开的内容，另存后再导入。",
                )
            text = self.styles.label(properties) + text
            level = self.styles.outline_level(properties)
            style = TextStyle.BODY if level is None else _HEADINGS[min(level, len(_HEADINGS)) - 1]
            yield Paragraph.of(text, style, outline_level=level)
        for box in boxes:
            yield from self.blocks(box, depth + 1)

    def _inline(self, parent: Element, depth: int, boxes: list[Element]) -> Iterator[str]:
        """The words under an element; text boxes go to ``boxes``."""
        self._check(depth)
        for element in parent:
            name = local(element.tag)
            if name in _REVISIONS:
                self.seen.revisions += 1
            if name in _STRUCK:
                continue
            if name in _PRINTED:
                yield _text(name, element)
            elif name == "r":
                if is_on(element, "rPr", "vanish"):
                    self.seen.hidden += 1
                else:
                    yield from self._inline(element, depth + 1, boxes)
            elif name in ("drawing", "pict", "object"):
                boxes += self._boxes(element)
            elif name == "AlternateContent":
                yield from self._inline(_chosen(element), depth + 1, boxes)
            elif name == "commentReference":
                self.seen.comments += 1
            elif name in ("oMath", "oMathPara"):
                yield "".join(item.text or "" for item in element.iter() if local(item.tag) == "t")
            elif name in _WRAPPERS or name in ("ruby", "rubyBase"):
                yield from self._inline(element, depth + 1, boxes)

    def _boxes(self, element: Element) -> list[Element]:
        """The text boxes in a drawing; a drawing that shows a picture is counted."""
        found: list[Element] = []
        waiting = [element]
        while waiting:
            item = waiting.pop()
            name = local(item.tag)
            if name == "txbxContent":
                found.append(item)
            elif name == "AlternateContent":
                waiting.append(_chosen(item))
            else:
                self.seen.pictures += name in ("blip", "imagedata", "chart")
                waiting += reversed(list(item))
        return found

    def _table(self, element: Element, depth: int) -> Iterator[Paragraph | Grid]:
        self._check(depth)
        self.tables += 1
        builder = GridBuilder(f"table-{self.tables}")
        rows: list[list[list[Paragraph | Grid]]] = []
        for row in table_rows(element):
            if row.struck:
                self.seen.revisions += 1
                continue
            builder.begin_row(row.before)
            rows.append([])
            for cell in row.cells:
                self.cells += 1
                if self.cells > self.limits.cells:
                    raise ReadingError(
                        self.file_name,
                        f"里的表格超过 {self.limits.cells} 格。",
                        "请只保留决算公开的内容，另存后再导入。",
                    )
                contents = list(self.blocks(cell.element, depth + 1))
                rows[-1].append(contents)
                words = "\n".join(block.text for block in contents if isinstance(block, Paragraph))
                builder.add(words[: self.limits.text_length], cell.columns, merged=cell.goes_on)
        grid = builder.grid()
        if grid is None:
            return
        if _is_frame(rows):
            for contents in (contents for cells in rows for contents in cells):
                yield from contents
            return
        yield grid
        for contents in (contents for cells in rows for contents in cells):
            yield from (block for block in contents if isinstance(block, Grid))


def _is_frame(rows: Sequence[Sequence[Sequence[Paragraph | Grid]]]) -> bool:
    """Whether a table only stands around words or other tables: a single cell, or one below another with tables.

    The title and the unit may stand beside each other in such a frame, but nothing beside a table.
    """
    if sum(map(len, rows)) == 1:
        return True
    within = [cells for cells in rows if any(isinstance(block, Grid) for contents in cells for block in contents)]
    beside = [cells for cells in rows if len(cells) > 1]
    return bool(within) and all(len(cells) == 1 for cells in within) and len(beside) <= len(within)


def _text(name: str, element: Element) -> str:
    if name == "t":
        return element.text or ""
    if name == "sym":
        code = attribute(element, "char") or ""
        try:
            return chr(int(code, 16))
        except (ValueError, OverflowError):
            return ""
    if name in _BREAKS:
        return "\n" if attribute(element, "type") in (None, "textWrapping") else ""
    return "-" if name == "noBreakHyphen" else "\t"


def _chosen(element: Element) -> Element:
    """The one of several writings of the same thing that counts: the first choice, else the fallback."""
    return next((item for name in ("Choice", "Fallback") for item in element if local(item.tag) == name), element)
