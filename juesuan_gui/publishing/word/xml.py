"""Small pieces of WordprocessingML as text: escaping, runs, paragraphs, fields."""

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

from juesuan_gui.document import Alignment, Run

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NOT_ALLOWED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Signs that are Chinese and Western alike, “” … — ≥: Word takes them from the Western font unless told otherwise,
#: which makes Chinese quotation marks half as wide as they are.
_OF_BOTH = re.compile("[\u00a7\u00b0\u00b1\u00b7\u00d7\u00f7\u2000-\u2bff]")
_CHINESE = '<w:rFonts w:hint="eastAsia"/>'
ALIGNMENTS = {
    Alignment.LEFT: "left",
    Alignment.CENTER: "center",
    Alignment.RIGHT: "right",
    Alignment.JUSTIFY: "both",
}


def twips(points: float) -> int:
    """Points as twentieths, the unit of the format."""
    return round(points * 20)


def words(text: str) -> str:
    """Text as the content of a run, its line breaks kept; characters that XML forbids are left out."""
    lines = NOT_ALLOWED.sub("", text).split("\n")
    return "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "" for line in lines)


def run(text: str, properties: str = "") -> str:
    """One run; ``properties`` without its fonts, which are the style's."""
    if not text.isascii() and _OF_BOTH.search(text):
        properties = f"{_CHINESE}{properties}"
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{words(text)}</w:r>"


def runs(parts: Iterable[Run]) -> str:
    """The runs of a paragraph."""
    return "".join(run(part.text, "<w:b/>" if part.bold else "") for part in parts)


def paragraph(content: str, style: str, properties: str = "") -> str:
    """One paragraph; `properties` must be in the order of the schema, after the style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def field(instruction: str, result: str) -> str:
    """A field with its result present, so that nothing has to be updated on opening."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmark(ordinal: int) -> str:
    """The name of a heading's bookmark, of the kind Word itself gives."""
    return f"_Toc{90000000 + ordinal}"


def bookmarked(content: str, ordinal: int) -> str:
    """Content that links lead to."""
    return f'<w:bookmarkStart w:id="{ordinal}" w:name="{bookmark(ordinal)}"/>{content}<w:bookmarkEnd w:id="{ordinal}"/>'


def space_above(points: float) -> str:
    """Blank above a paragraph."""
    return f'<w:spacing w:before="{twips(points)}"/>'


def spacer(properties: str = "") -> str:
    """An all but invisible paragraph, where the format demands one."""
    return paragraph("", "Spacer", properties)
