"""Owns where the explanation and the tables stand in the published document: parts, headings, paragraphs in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from juesuan_gui.document import Block, Drawing, Orientation, PageNumbering, Paragraph, Section, TextStyle
from juesuan_gui.forms import Form, OutlineSection, SectionKind
from juesuan_gui.narrative.drafting.explanation import DraftedSection
from juesuan_gui.publishing.free_text import blocks_of
from juesuan_gui.publishing.plain_headings import plain_headings

_HEADINGS = {1: TextStyle.PART_TITLE, 2: TextStyle.HEADING_1, 3: TextStyle.HEADING_2, 4: TextStyle.HEADING_3}
#: Kinds of section that print nothing of their own but their heading, where nothing stands below it.
_EMPTY_KINDS = (SectionKind.SCORECARD, SectionKind.ATTACHMENT)


def body_sections(
    form: Form,
    drafted: Sequence[DraftedSection],
    tables: Sequence[Section],
    tables_heading: Paragraph,
    charts: Mapping[str, Sequence[Drawing]] | None = None,
    cards: Mapping[str, Sequence[Section]] | None = None,
) -> list[Section]:
    """The pages behind the contents: the parts before the tables, the tables, the parts behind them.

    ``tables`` are the pages of the tables, ``tables_heading`` the title above the first. A form whose outline does
    not name the tables has them first. ``charts`` are printed below the words of the sections they are named after,
    ``cards`` on pages of their own behind them.
    """
    where = next((number for number, item in enumerate(form.outline) if is_tables_heading(item)), None)
    position = {item.id: number for number, item in enumerate(form.outline)}
    before = [item for item in drafted if where is not None and position[item.section.id] < where]
    after = [item for item in drafted if item not in before]
    with_title = [*tables]
    if tables:
        first = tables[0]
        with_title[0] = Section((tables_heading, *first.blocks), first.orientation)
    pages = [*_pages(before, charts or {}, cards or {}), *with_title, *_pages(after, charts or {}, cards or {})]
    return [
        Section(page.blocks, page.orientation, numbering=PageNumbering.CONTINUE if number else PageNumbering.START)
        for number, page in enumerate(pages)
    ]


def says_nothing(item: DraftedSection) -> bool:
    """Whether a section is a heading for scorecards or attachments that there are not, and need not be."""
    return not item.paragraphs and item.section.kind in _EMPTY_KINDS and not item.section.required


def is_tables_heading(section: OutlineSection) -> bool:
    """Whether this is the heading above all tables, not that of one."""
    return section.kind is SectionKind.TABLE and not section.tables


def _pages(
    drafted: Sequence[DraftedSection], charts: Mapping[str, Sequence[Drawing]], cards: Mapping[str, Sequence[Section]]
) -> list[Section]:
    """The text as pages: every part begins a new page, and so does what follows scorecards.

    A heading with nothing but cards below it stands on the page of the first, with the headings right above it.
    """
    pages: list[Section] = []
    blocks: list[Block] = []
    for item in drafted:
        own = cards.get(item.section.id, ())
        if not own and says_nothing(item):
            continue
        if item.section.level == 1:
            pages += _page(blocks)
            blocks = []
        is_bare = not item.paragraphs and item.section.id not in charts
        if own and is_bare:
            above = [block for block in blocks if isinstance(block, Paragraph) and block.style in _HEADINGS.values()]
            if len(above) != len(blocks):
                pages += _page(blocks)
                blocks = []
            first = own[0]
            pages.append(Section((*blocks, *_blocks(item), *first.blocks), first.orientation))
            pages += own[1:]
            blocks = []
            continue
        blocks += [*_blocks(item), *charts.get(item.section.id, ())]
        if own:
            pages += [*_page(blocks), *own]
            blocks = []
    return [*pages, *_page(blocks)]


def _page(blocks: Sequence[Block]) -> list[Section]:
    return [Section(tuple(blocks), Orientation.PORTRAIT)] if blocks else []


def _blocks(item: DraftedSection) -> list[Block]:
    style = _HEADINGS.get(item.section.level, TextStyle.HEADING_3)
    heading = Paragraph.of(item.heading, style, key=f"section-{item.section.id}")
    return [heading, *told_blocks(item)]


def told_blocks(item: DraftedSection) -> list[Block]:
    """What a section says below its heading: running text, small headings, tables."""
    headings = plain_headings(item.paragraphs)
    blocks: list[Block] = []
    for number, paragraph in enumerate(item.paragraphs):
        blocks += blocks_of(paragraph, f"text-{item.section.id}-{number + 1}", headings.get(number))
    return blocks
