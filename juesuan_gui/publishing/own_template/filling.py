"""Fills a user's own Word file: every {{ placeholder }} is replaced, everything else stays as it is, byte for byte
in the parts that hold none.

A placeholder inside a sentence becomes words in the looks of its place. One that stands alone in a paragraph of the
body may ask for a section (说明.总体), a table (表.T5), a section's charts (图.总体) or all cards (自评表), and 说明
or 表 alone for all of them. What is not understood stays where it is and is told.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from docx.oxml.ns import qn
from lxml import etree

from juesuan_gui.document import Document, Drawing, Grid, Paragraph
from juesuan_gui.document.text import TextStyle
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.drafting.explanation import DraftedSection, draft_in_steps
from juesuan_gui.publishing.compose import compose
from juesuan_gui.publishing.drawing_image import drawing_png
from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.publishing.explanation import says_nothing, told_blocks
from juesuan_gui.publishing.files import replace_file
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.free_text import rows_as_text
from juesuan_gui.publishing.own_template.blocks import (
    Element,
    Looks,
    grid_elements,
    paper_at,
    paragraph_element,
    picture_elements,
)
from juesuan_gui.publishing.own_template.pieces import (
    PLACEHOLDER,
    can_hold_table,
    heading_styles,
    holds_paragraphs,
    holds_plain_words,
    is_bare,
    is_second_writing,
    may_hold_placeholder,
    not_placeholders,
    paragraphs_of,
    parsed,
    pieces_of,
    replace_piece,
)
from juesuan_gui.publishing.own_template.told import FilledTemplate, NotUnderstood
from juesuan_gui.publishing.own_template.words import Block, Words
from juesuan_gui.publishing.pauses import Pause, no_pause, with_pauses

_LARGEST: Final = 200 * 1024 * 1024  # bytes unpacked; a template of words and a seal is far below
_MOST_PARTS: Final = 2000
_FIRST_PICTURE: Final = 9000  # numbers of pictures, above those that the template has
_BODY: Final = "word/document.xml"
_RELATIONS: Final = "word/_rels/document.xml.rels"
_TYPES: Final = "[Content_Types].xml"
_IMAGE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_NOT_ONE: Final = "只认写全的 {{ }}；没有循环和条件，多行的内容用 {{ 说明 }}、{{ 表 }} 这样的占位"
_NO_FILE: Final = "请选一个 Word 文件（.docx）；旧格式（.doc）请先在 Word 或 WPS 里另存为 .docx。"


def fill_template(
    live: LiveReport, template: Path, target: Path, *, fonts: FontBook | None = None, pause: Pause = no_pause
) -> FilledTemplate:
    """Write the template, filled from the report, to ``target``. Raises PublishingError with a Chinese sentence.

    ``pause`` is called between its paragraphs and the rows of tables; raising ends the work, and no file is written.
    """
    members = _members(template)
    filling = _Filling(live, members, fonts or FontBook.of_machine(), pause)
    changed = {name: filling.part(name, content) for name, content in members.items()}
    changed = {name: content for name, content in changed.items() if content is not None}
    added = filling.added_parts(members) if filling.pictures else {}
    buffer = io.BytesIO()
    with zipfile.ZipFile(template) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for item in source.infolist():
            content = added.pop(item.filename, None) or changed.get(item.filename) or members[item.filename]
            made.writestr(item, content)
        for name, content in added.items():
            made.writestr(name, content)
    replace_file(target, buffer.getvalue())
    return filling.result()


def _members(template: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(template) as archive:
            items = archive.infolist()
            if len(items) > _MOST_PARTS or sum(item.file_size for item in items) > _LARGEST:
                raise PublishingError(f"模板“{template.name}”过大，没有使用。请删去里面的大图片再试。")
            members = {item.filename: archive.read(item) for item in items}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as fault:
        raise PublishingError(f"模板“{template.name}”打不开。{_NO_FILE}") from fault
    if _BODY not in members or _TYPES not in members:
        raise PublishingError(f"模板“{template.name}”不是 Word 文件。{_NO_FILE}")
    return members


@dataclass(slots=True)
class _Filling:
    """The work on one template; pictures that are to be added are collected until all parts are done."""

    live: LiveReport
    members: dict[str, bytes]
    fonts: FontBook
    pause: Pause = no_pause
    filled: int = 0
    not_understood: list[NotUnderstood] = field(default_factory=list)
    pictures: list[tuple[str, bytes]] = field(default_factory=list)
    _words: Words = field(init=False)
    _document: Document | None = None
    _drafted: tuple[DraftedSection, ...] | None = None
    _headings: dict[int, str] = field(default_factory=dict)
    _changed: bool = False
    _tells: bool = True

    def __post_init__(self) -> None:
        self._words = Words(self.live)
        self._headings = heading_styles(self.members.get("word/styles.xml", b""))

    def result(self) -> FilledTemplate:
        """What became of the placeholders."""
        return FilledTemplate(self.filled, tuple(self.not_understood), tuple(dict.fromkeys(self._words.needs)))

    def part(self, name: str, content: bytes) -> bytes | None:
        """A part with its placeholders filled, ``None`` where it has none. Raises PublishingError."""
        is_text = holds_paragraphs(name)
        if not (is_text or holds_plain_words(name)) or not may_hold_placeholder(content):
            return None
        root = parsed(content, name)
        self._changed = False
        for place in paragraphs_of(root) if is_text else list(root.iter(etree.Element)):
            self.pause()
            if is_text:
                self._paragraph(place, in_body=name == _BODY)
            else:
                self._inline([place], place.text or "", told=False)
        if not self._changed:
            return None
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _paragraph(self, paragraph: Element, *, in_body: bool) -> None:
        pieces = pieces_of(paragraph)
        text = "".join(piece.text or "" for piece in pieces)
        matches = list(PLACEHOLDER.finditer(text))
        self._tells = not is_second_writing(paragraph)
        if len(matches) == 1 and text.strip() == matches[0][0]:
            block = self._words.block(matches[0][1])
            if block is not None:
                self._block(block, matches[0][1].strip(), paragraph, pieces, in_body=in_body)
                return
        self._inline(pieces, text)
        for words in not_placeholders(text):
            self._unknown(words, text, _NOT_ONE)

    def _inline(self, pieces: list[Element], text: str, *, told: bool = True) -> None:
        """Fill the placeholders inside a text; ``told`` whether they count and what is not understood is said."""
        self._tells = self._tells and told
        for match in reversed(list(PLACEHOLDER.finditer(text))):
            asked = match[1].strip()
            if self._words.block(asked) is not None:
                self._unknown(asked, text, "表、图和整节说明要单独占一段")
                continue
            said = self._words.said(asked)
            if said is None:
                self._unknown(asked, text, "不认识这个名称，也不是表里的一格")
                continue
            replace_piece(pieces, match.start(), match.end(), said)
            self._done()

    def _done(self) -> None:
        self._changed = True
        self.filled += self._tells

    def _unknown(self, asked: str, text: str, reason: str) -> None:
        if not self._tells:
            return
        around = " ".join(text.split())
        self.not_understood.append(NotUnderstood(asked, around[:40] + ("…" if len(around) > 40 else ""), reason))

    # -- blocks ------------------------------------------------------------------------------------

    def _block(self, block: Block, asked: str, paragraph: Element, pieces: list[Element], *, in_body: bool) -> None:
        parent = paragraph.getparent()
        in_flow = in_body and can_hold_table(paragraph)
        if (block.kind != "说明" and not in_flow) or paragraph.tag != qn("w:p"):
            self._unknown(asked, "{{" + asked + "}}", "表和图只能放在正文里，不能放在页眉、页脚、文本框、批注或表格里")
            return
        made = list(self._made(block, paragraph, pieces, in_flow=in_flow))
        if not made:
            self._unknown(asked, "{{" + asked + "}}", _nothing(block))
            return
        for element in made:
            paragraph.addprevious(element)
        self._done()
        if parent is None or not in_flow or not is_bare(paragraph):
            # The paragraph ends a section or a cell, or holds a seal: it stays, empty, behind what took its place.
            for piece in pieces:
                piece.text = ""
        else:
            parent.remove(paragraph)

    def _made(self, block: Block, paragraph: Element, pieces: list[Element], *, in_flow: bool) -> Iterator[Element]:
        run = pieces[0].getparent() if pieces else None
        looks = Looks(paragraph.find(qn("w:pPr")), run.find(qn("w:rPr")) if run is not None else None, self._headings)
        paper = paper_at(paragraph)
        if block.kind == "说明":
            for item in self._sections(block.name):
                if not block.name:
                    if says_nothing(item):
                        continue
                    level = min(item.section.level, 4)
                    heading = Paragraph.of(item.heading, TextStyle.HEADING_1, outline_level=level)
                    yield paragraph_element(heading, looks)
                for found in told_blocks(item):
                    if isinstance(found, Paragraph):
                        yield paragraph_element(found, looks)
                    elif isinstance(found, Grid) and in_flow:
                        yield from grid_elements(found, paper, looks, self.fonts, self.pause)
                    elif isinstance(found, Grid):
                        # In a cell or a text box there is no room for a table.
                        yield from (paragraph_element(Paragraph.of(row), looks) for row in rows_as_text(found))
            return
        for found in self._composed(block):
            if isinstance(found, Grid):
                yield from grid_elements(found, paper, looks, self.fonts, self.pause)
            else:
                yield from picture_elements(found, self._picture(found), _FIRST_PICTURE + len(self.pictures), looks)

    def _sections(self, name: str) -> list[DraftedSection]:
        if self._drafted is None:
            self._drafted = with_pauses(draft_in_steps(self.live), self.pause)
        return [item for item in self._drafted if not name or name in (item.section.id, item.title, item.heading)]

    def _composed(self, block: Block) -> Iterator[Grid | Drawing]:
        """The grids or drawings of the published document that a placeholder asks for."""
        if self._document is None:
            self._document = compose(self.live, with_formulas=False, pause=self.pause)
        section = ""
        for page in self._document.sections:
            for item in page.blocks:
                if isinstance(item, Paragraph) and (item.key or "").startswith("section-"):
                    section = (item.key or "").removeprefix("section-")
                is_card = isinstance(item, Grid) and item.key.startswith("card-")
                if isinstance(item, Drawing):
                    if block.kind == "图" and block.name in ("", section):
                        yield item
                elif isinstance(item, Grid) and is_card == (block.kind == "自评表") and _is_meant(item, block):
                    yield item

    def _picture(self, drawing: Drawing) -> str:
        relation = f"rIdJuesuan{len(self.pictures) + 1}"
        self.pictures.append((relation, drawing_png(drawing, self.fonts)))
        return relation

    def added_parts(self, members: dict[str, bytes]) -> dict[str, bytes]:
        """The pictures, the relations that lead to them, and the list of types that knows them. Raises
        PublishingError for a template whose lists cannot be read."""
        relations = parsed(members.get(_RELATIONS, b""), _RELATIONS)
        types = parsed(members[_TYPES], _TYPES)
        parts: dict[str, bytes] = {}
        for number, (relation, content) in enumerate(self.pictures, 1):
            name = f"media/juesuan{number}.png"
            parts[f"word/{name}"] = content
            entry = etree.SubElement(relations, f"{{{etree.QName(relations).namespace}}}Relationship")
            for key, value in (("Id", relation), ("Type", _IMAGE), ("Target", name)):
                entry.set(key, value)
        space = etree.QName(types).namespace
        if not any(item.get("Extension", "").lower() == "png" for item in types.iter(f"{{{space}}}Default")):
            entry = etree.Element(f"{{{space}}}Default")
            entry.set("Extension", "png")
            entry.set("ContentType", "image/png")
            types.insert(0, entry)
        for name, root in ((_RELATIONS, relations), (_TYPES, types)):
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return parts


def _is_meant(grid: Grid, block: Block) -> bool:
    if block.kind == "自评表":
        return not block.name or (grid.sheet_name or "") == block.name
    title = grid.title.text if grid.title is not None else ""
    return block.kind == "表" and (not block.name or block.name in (grid.key, title, grid.sheet_name))


def _nothing(block: Block) -> str:
    return {
        "说明": "版式的提纲里没有这一节，或者这一节没有文字",
        "表": "版式里没有这张表",
        "图": "这一节没有图，或者报告的设置不要图",
        "自评表": "报告里没有这份自评表",
    }[block.kind]
