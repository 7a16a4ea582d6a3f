"""Owns where the explanation and the tables stand in the published document: parts, headings, paragraphs in order."""

from __future__ import annotations

from collections.abc import Sequence

from juesuan_gui.document import Block, Orientation, PageNumbering, Paragraph, Section, TextStyle
from juesuan_gui.forms import Form, OutlineSection, SectionKind
from juesuan_gui.narrative.drafting import DraftedSection

_HEADINGS = {1: TextStyle.PART_TITLE, 2: TextStyle.HEADING_1, 3: TextStyle.HEADING_2, 4: TextStyle.HEADING_3}
#: Kinds of section that print nothing of their own but their heading, where nothing stands below it.
_EMPTY_KINDS = (SectionKind.SCORECARD, SectionKind.ATTACHMENT)


def body_sections(
    form: Form, drafted: Sequence[DraftedSection], tables: Sequence[Section], tables_heading: Paragraph
) -> list[Section]:
    """The pages behind the contents: the parts before the tables, the tables, the parts behind them.

    ``tables`` are the pages of the tables, ``tables_heading`` the title above the first. A form whose outline does
    not name the tables has them first.
    """
    where = next((number for number, item in enumerate(form.outline) if is_tables_heading(item)), None)
    position = {item.id: number for number, item in enumerate(form.outline)}
    before = [item for item in drafted if where is not None and position[item.section.id] < where]
    after = [item for item in drafted if item not in before]
    with_title = [*tables]
    if tables:
        first = tables[0]
        with_title[0] = Section((tables_heading, *first.blocks), first.orientation)
    pages = [*_pages(before), *with_title, *_pages(after)]
    return [
        Section(page.blocks, page.orientation, numbering=PageNumbering.CONTINUE if number else PageNumbering.START)
        for number, page in enumerate(pages)
    ]


def is_tables_heading(section: OutlineSection) -> bool:
    """Whether this is the heading above all tables, not that of one."""
    return section.kind is SectionKind.TABLE and not section.tables


def _pages(drafted: Sequence[DraftedSection]) -> list[Section]:
    """The text as pages: every part begins a new page."""
    pages: list[list[Block]] = []
    for item in drafted:
        if not item.paragraphs and item.section.kind in _EMPTY_KINDS and not item.section.required:
            continue
        if not pages or item.section.level == 1:
            pages.append([])
        pages[-1] += _blocks(item)
    return [Section(tuple(blocks), Orientation.PORTRAIT) for blocks in pages if blocks]


def _blocks(item: DraftedSection) -> list[Block]:
    style = _HEADINGS.get(item.section.level, TextStyle.HEADING_3)
    heading = Paragraph.of(item.heading, style, key=f"section-{item.section.id}")
    return [heading, *(Paragraph.of(paragraph.text, TextStyle.BODY) for paragraph in item.paragraphs)]
