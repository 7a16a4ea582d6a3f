"""Finds the words of a user's own Word template: its parts that hold words, their paragraphs, the placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from docx.oxml.ns import qn
from lxml import etree

from juesuan_gui.publishing.errors import PublishingError

Element = etree._Element
#: Words in paragraphs: of Word itself, and of charts and pictures made of words (SmartArt).
_IN_PARAGRAPHS = re.compile(
    r"^word/((document|header\d*|footer\d*|footnotes|endnotes|comments)|charts/chart\d*|diagrams/(data|drawing)\d*)\.xml$"
)
#: Words in elements of their own: what a content control or a field shows again, like the title of the file.
_IN_ELEMENTS = re.compile(r"^(docProps/(core|app|custom)|customXml/item\d*)\.xml$")
#: A placeholder; a Chinese keyboard may have typed its brackets in full width.
PLACEHOLDER = re.compile(r"(?:\{\{|｛｛)(.*?)(?:\}\}|｝｝)", re.S)
#: What looks like one and is none: the loops and conditions of other programs, brackets left open.
_FOREIGN = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.S)
_OPEN = re.compile(r"(?:\{\{|｛｛).*", re.S)
_PARAGRAPHS: Final = {qn("w:p"): qn("w:t"), qn("a:p"): qn("a:t")}
_HANGING: Final = tuple(
    qn(f"w:{name}")
    for name in (
        *("sectPr", "drawing", "pict", "object", "fldChar", "fldSimple", "bookmarkStart", "bookmarkEnd"),
        *("commentReference", "commentRangeStart", "commentRangeEnd", "footnoteReference", "endnoteReference"),
    )
)
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def holds_paragraphs(part: str) -> bool:
    """Whether a part of the file has its words in paragraphs."""
    return bool(_IN_PARAGRAPHS.match(part))


def holds_plain_words(part: str) -> bool:
    """Whether a part has its words in elements of their own: properties, data that controls are bound to."""
    return bool(_IN_ELEMENTS.match(part))


def may_hold_placeholder(content: bytes) -> bool:
    """Whether looking closer is worth while: there is a bracket, in one piece or cut."""
    return b"{" in content or "｛".encode() in content


def paragraphs_of(root: Element) -> list[Element]:
    """Every paragraph, those in text boxes and pictures too."""
    return list(root.iter(*_PARAGRAPHS))


def pieces_of(paragraph: Element) -> list[Element]:
    """The pieces of a paragraph's own text; a text box inside it has paragraphs of its own."""
    wanted = _PARAGRAPHS[str(paragraph.tag)]
    owners = (paragraph.tag,)
    return [piece for piece in paragraph.iter(wanted) if next(piece.iterancestors(*owners), None) is paragraph]


def is_second_writing(paragraph: Element) -> bool:
    """Whether this is the copy of a text box for old programs: what is to be said of it was said of the first."""
    return next(paragraph.iterancestors(_FALLBACK), None) is not None


def is_bare(paragraph: Element) -> bool:
    """Whether nothing would be lost with the paragraph but its words: no section ends in it, no picture, text box,
    field, bookmark or note hangs on it."""
    return next(paragraph.iter(*_HANGING), None) is None


def can_hold_table(paragraph: Element) -> bool:
    """Whether a table may take the paragraph's place: it stands in the body, at most in controls for whole blocks."""
    parent = paragraph.getparent()
    while parent is not None and parent.tag == qn("w:sdtContent"):
        control = parent.getparent()
        if control is None or control.find(f"{qn('w:sdtPr')}/{qn('w:text')}") is not None:
            return False
        parent = control.getparent()
    return parent is not None and parent.tag == qn("w:body")


def not_placeholders(text: str) -> Iterator[str]:
    """What stands in a text like a placeholder and is none."""
    rest = PLACEHOLDER.sub("", text)
    for match in _FOREIGN.finditer(rest):
        yield match[0]
    for match in _OPEN.finditer(_FOREIGN.sub("", rest)):
        yield match[0]


def replace_piece(pieces: Sequence[Element], start: int, end: int, said: str) -> None:
    """Put words in place of a stretch of text that may run over several pieces; the first keeps its looks."""
    offset = 0
    is_placed = False
    for piece in pieces:
        text = piece.text or ""
        first, last = max(start - offset, 0), min(end - offset, len(text))
        if first < last or (first == last == 0 and start == offset and not text):
            piece.text = text[:first] + ("" if is_placed else said) + text[max(last, 0) :]
            if piece.tag == qn("w:t"):
                piece.set(_SPACE, "preserve")
            is_placed = True
        offset += len(text)


def parsed(content: bytes, name: str) -> Element:
    """A part as a tree. Raises PublishingError where it is damaged."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        raise PublishingError(f"模板里的“{name}”损坏，读不了。请在 Word 或 WPS 里打开模板另存一份再试。") from fault


def heading_styles(styles: bytes) -> dict[int, str]:
    """The template's own heading styles: level → identifier."""
    found: dict[int, str] = {}
    if not styles:
        return found
    for style in parsed(styles, "word/styles.xml").iter(qn("w:style")):
        name = style.find(qn("w:name"))
        match = re.fullmatch(r"(?:heading|标题) ?(\d)", (name.get(qn("w:val"), "") if name is not None else "").lower())
        if match is not None:
            found.setdefault(int(match[1]), style.get(qn("w:styleId"), ""))
    return found
