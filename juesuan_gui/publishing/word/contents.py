"""Writes the contents list of a Word document: a field whose result is already there."""

from collections.abc import Mapping, Sequence

from juesuan_gui.document import TableOfContents
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.outline import Heading
from juesuan_gui.publishing.pdf.contents import contents_scale
from juesuan_gui.publishing.typography import CONTENTS_FORMATS, Paper
from juesuan_gui.publishing.word.styles import STYLE_NAMES
from juesuan_gui.publishing.word.xml import NAMESPACE, bookmark, field, paragraph, run, runs, twips


def contents_xml(
    block: TableOfContents, headings: Sequence[Heading], pages: Mapping[str, int], paper: Paper, fonts: FontBook
) -> str:
    """The contents as a block that Word knows as one; an entry without known page shows none."""
    listed = [(ordinal, heading) for ordinal, heading in enumerate(headings, start=1) if heading.level <= block.levels]
    title = ""
    if block.title is not None:
        title = paragraph(runs(block.title.runs), STYLE_NAMES[block.title.style].identifier)
    entries = []
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(paper.text_width)}"/></w:tabs>'
    scale = contents_scale(block, headings, paper, fonts)
    for position, (ordinal, heading) in enumerate(listed):
        begin = _field_begin(block.levels) if position == 0 else ""
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if position == len(listed) - 1 else ""
        number = field(f"PAGEREF {bookmark(ordinal)} \\h", str(pages.get(heading.key, "")))
        link = (
            f'<w:hyperlink w:anchor="{bookmark(ordinal)}" w:history="1">{run(heading.text)}'
            f"<w:r><w:tab/></w:r>{number}</w:hyperlink>"
        )
        level = min(heading.level, max(CONTENTS_FORMATS))
        leading = CONTENTS_FORMATS[level].leading * scale
        close = f'<w:spacing w:line="{twips(leading)}" w:lineRule="exact"/>' if scale < 1 else ""
        entries.append(paragraph(begin + link + end, f"TOC{level}", tab + close))
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
