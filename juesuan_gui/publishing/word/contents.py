"""Writes the contents list of a Word document: a field whose result is already there."""

from collections.abc import Mapping, Sequence

from juesuan_gui.document import Document, TableOfContents
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.outline import Heading, headings_of
from juesuan_gui.publishing.pdf.contents import contents_looks, contents_scale
from juesuan_gui.publishing.typography import CONTENTS_FORMATS, Paper, TextFormat, paper_of
from juesuan_gui.publishing.word.styles import STYLE_NAMES
from juesuan_gui.publishing.word.xml import NAMESPACE, bookmark, field, paragraph, run, runs, twips


def contents_formats(document: Document, fonts: FontBook) -> dict[int, TextFormat]:
    """How the entries look by level: as in the PDF, closer where that brings the contents onto one page."""
    headings = list(headings_of(document))
    found = ((block, section) for section in document.sections for block in section.blocks)
    scales = (
        contents_scale(block, headings, paper_of(section), fonts)
        for block, section in found
        if isinstance(block, TableOfContents)
    )
    scale = next(scales, 1.0)
    return {level: contents_looks(level, scale) for level in CONTENTS_FORMATS}


def contents_xml(block: TableOfContents, headings: Sequence[Heading], pages: Mapping[str, int], paper: Paper) -> str:
    """The contents as a block that Word knows as one; an entry without known page shows none."""
    listed = [(ordinal, heading) for ordinal, heading in enumerate(headings, start=1) if heading.level <= block.levels]
    title = ""
    if block.title is not None:
        title = paragraph(runs(block.title.runs), STYLE_NAMES[block.title.style].identifier)
    entries = []
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(paper.text_width)}"/></w:tabs>'
    for position, (ordinal, heading) in enumerate(listed):
        begin = _field_begin(block.levels) if position == 0 else ""
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if position == len(listed) - 1 else ""
        number = field(f"PAGEREF {bookmark(ordinal)} \\h", str(pages.get(heading.key, "")))
        link = (
            f'<w:hyperlink w:anchor="{bookmark(ordinal)}" w:history="1">{run(heading.text)}'
            f"<w:r><w:tab/></w:r>{number}</w:hyperlink>"
        )
        level = min(heading.level, max(CONTENTS_FORMATS))
        entries.append(paragraph(begin + link + end, f"TOC{level}", tab))
    return (
        f'<w:sdt {NAMESPACE}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>{title}{''.join(entries)}</w:sdtContent></w:sdt>"
    )


def _field_begin(levels: int) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f'TOC \\o "1-{levels}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
