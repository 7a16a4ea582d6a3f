"""Owns the way from a document's lines to passages: what is a heading, what goes on, what is no text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from juesuan_gui.document import Block, Document, Grid, Paragraph, Place
from juesuan_gui.narrative.headings import UNNUMBERED, Heading, Outline, heading_of, ordinal_of, run_in_heading
from juesuan_gui.narrative.model import Passage, SourceLine
from juesuan_gui.narrative.plain import plain_text, squeezed

_PAGE_NUMBER = re.compile(r"[-—–―·.~ ]*(?:第|PAGE)?[ \d]{1,5}(?:页)?(?:[/,，]?共\d{1,5}页)?[-—–―·.~ ]*|PAGE\d*")
_SENTENCE_END = re.compile(r"[。;!?:][\"”’)》】]*$")
_LEADER = re.compile(r"(?:\.{3,}|…{1,}|·{3,}|-{4,}|_{4,})\s*\d{0,4}$")
_CONTENTS_TITLE = re.compile(r"目录|目次")
# A line of a page counts as full when it is about as long as most long lines are.
_FULL = 0.86
_LEAST_WIDTH = 40
# A text file breaks its lines at a margin where so many of its long lines end there, and few of them end a sentence.
_AT_MARGIN = 0.4
_OVER_MARGIN = 1.08
# The path of a 科目 opens the next item of 具体情况, also where the item before fills its last line.
_NEW_ITEM = re.compile(r"[“”\"]?[^,，。;:(\d]{2,30}[(]类[)][^,，。;:]{2,60}[(][款项][)]")
# A line that begins with an amount goes on with a sentence; no title, list or cell reads so.
_GOES_ON = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)? ?(?:亿元|万元|千元|元|%)[,，;。、]")
_LIST = re.compile(r"(?:其中|方面|分别)[^。]*\d[^。]*;$")
# A title in another language stands between the title and the text of a bilingual page.
_LATIN = re.compile(r"[A-Za-z][A-Za-z ,.'’()&-]{12,}")
_PROSE_CELL = 30
_SENTENCE_MARK = re.compile(r"[。,;，]")


@dataclass(frozen=True, slots=True)
class _Line:
    source: SourceLine
    plain: str
    origins: tuple[tuple[int, int], ...]
    wraps: bool
    in_cell: bool = False


def passages(document: Document) -> list[Passage]:
    """The running text of a document, paragraph by paragraph, with the headings above each.

    Lines that a page or text file breaks are joined; contents lists, page numbers and running heads are no
    text; of grids only cells with sentences count. Places lead back to every character of the source.
    """
    lines = _without_contents(_without_page_marks(list(_lines(document))))
    width = _full_width(lines)
    return list(_with_headings(_joined(lines, width), width))


def _lines(document: Document) -> Iterator[_Line]:
    for section in document.sections:
        for block in section.blocks:
            yield from _lines_of(block)


def _lines_of(block: Block) -> Iterator[_Line]:
    if isinstance(block, Paragraph):
        yield from _paragraph_lines(block)
    elif isinstance(block, Grid):
        if block.title is not None:
            yield from _paragraph_lines(block.title)
        for cell in block.cells:
            if len(cell.text) >= _PROSE_CELL and _SENTENCE_MARK.search(squeezed(cell.text)):
                yield from _one(cell.text, cell.place or Place(), wraps=False, in_cell=True)
        for paragraph in block.closing_paragraphs:
            yield from _paragraph_lines(paragraph)


def _paragraph_lines(paragraph: Paragraph) -> Iterator[_Line]:
    # A line of a text file or of a page may go on in the next; a paragraph of a Word file or web page does not.
    place = paragraph.place or Place()
    yield from _one(paragraph.text, place, wraps=place.line is not None or place.page is not None)


def _one(text: str, place: Place, *, wraps: bool, in_cell: bool = False) -> Iterator[_Line]:
    source = SourceLine(text, place)
    plain, origins = plain_text((source,))
    if plain:
        yield _Line(source, plain, origins, wraps, in_cell)


def _without_page_marks(lines: list[_Line]) -> list[_Line]:
    """Page numbers are no text, nor is a short line that stands at the edges of three pages or more."""
    edges = {number: shape for number in _page_edges(lines) if (shape := _running_shape(lines[number]))}
    pages: dict[str, set[int | None]] = {}
    for number, shape in edges.items():
        pages.setdefault(shape, set()).add(lines[number].source.place.page)
    return [
        line
        for number, line in enumerate(lines)
        if not _PAGE_NUMBER.fullmatch(line.plain) and len(pages.get(edges.get(number, ""), ())) < 3
    ]


def _running_shape(line: _Line) -> str:
    """The words of a line that may be a running one, a page's number as its distance; "" for what is none.

    Sentences about different amounts are alike but for their figures, and no running line ends in a comma.
    """
    page = line.source.place.page
    if page is None or len(line.plain) > _LEAST_WIDTH or line.plain[-1] in ",;、，；":
        return ""
    return re.sub(r"\d+", lambda match: f"#{int(match[0]) - page}" if len(match[0]) < 4 else match[0], line.plain)


def _page_edges(lines: Sequence[_Line]) -> frozenset[int]:
    """The first and the last two lines of every page (the last may be the page number)."""
    edges: set[int] = set()
    by_page: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        if line.source.place.page is not None:
            by_page.setdefault(line.source.place.page, []).append(number)
    for numbers in by_page.values():
        edges.update((*numbers[:1], *numbers[-2:]))
    return frozenset(edges)


def _without_contents(lines: list[_Line]) -> list[_Line]:
    """Drop the contents: what follows 目录 until one of its entries comes again or a real sentence begins."""
    start = next((n for n, line in enumerate(lines) if _CONTENTS_TITLE.fullmatch(line.plain)), None)
    kept = [line for line in lines if not _LEADER.search(line.plain)]
    if start is None:
        return kept
    entries: set[str] = set()
    end = start + 1
    while end < len(lines):
        entry = _entry(lines[end].plain)
        # 第一部分 | 某局概况: the body may set in two lines what the contents give in one.
        halves = entry + _entry(lines[end + 1].plain) if end + 1 < len(lines) else entry
        if entry in entries or halves in entries or len(entry) > 60 or lines[end].plain.endswith("。"):
            break
        entries.add(entry)
        end += 1
    dropped = {id(line) for line in lines[start:end]}
    return [line for line in kept if id(line) not in dropped]


def _entry(plain: str) -> str:
    return re.sub(r"[\s.…·\-_]*\d{0,4}$", "", plain)


def _joined(lines: list[_Line], width: int) -> Iterator[list[_Line]]:
    group: list[_Line] = []
    for line in lines:
        if group and not _goes_on(group, line, width):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _full_width(lines: list[_Line]) -> int:
    """The usual printed width of a full line; 0 where lines are whole paragraphs, as in most text files."""
    wrapping = [line for line in lines if line.wraps and not line.in_cell]
    on_pages = any(line.source.place.page is not None for line in wrapping)
    long = sorted((width, line.plain) for line in wrapping if (width := _width(line)) >= _LEAST_WIDTH)
    if len(long) < 4:
        return 0
    usual = long[int(len(long) * 0.85)][0]
    if on_pages:
        return usual
    at_margin = [plain for width, plain in long if usual * _FULL <= width <= usual * _OVER_MARGIN]
    ends = [plain for plain in at_margin if _SENTENCE_END.search(plain)]
    is_broken = len(at_margin) >= max(8, len(long) * _AT_MARGIN) and len(ends) < len(at_margin) * _AT_MARGIN
    return usual if is_broken else 0


def _width(line: _Line) -> int:
    """Columns that a line takes: Chinese characters take two, digits one."""
    text = line.source.text
    return sum(2 if east_asian_width(mark) in "WFA" else 1 for mark in text if not mark.isspace())


def _goes_on(group: list[_Line], following: _Line, width: int) -> bool:
    last = group[-1]
    if not last.wraps or not following.wraps or last.in_cell or following.in_cell:
        return False
    if _starts_anew(following.plain) or (_LATIN.fullmatch(last.plain) and not _LATIN.fullmatch(following.plain)):
        return False
    if _NEW_ITEM.match(following.plain) and _SENTENCE_END.search(last.plain):
        return False
    if _GOES_ON.match(following.plain) and not _SENTENCE_END.search(last.plain):
        return True
    if _is_full(last, width):
        # A title may follow a full line that ends its paragraph.
        return _SENTENCE_END.search(last.plain) is None or heading_of(following.plain) is None
    text = "".join(line.plain for line in group)
    if text.endswith(";"):
        # A list that began in this paragraph goes on in the next line.
        return _LIST.search(text) is not None and heading_of(following.plain) is None
    if _SENTENCE_END.search(text):
        return False
    if heading_of(text) is not None:
        return False
    if text[-1] in ",、，(":
        return True
    if heading_of(following.plain) is not None:
        return False
    return len(text) >= 20


def _is_full(line: _Line, width: int) -> bool:
    """Whether a line of a page or of a broken text file reaches the margin."""
    return line.wraps and not line.in_cell and width > 0 and _width(line) >= width * _FULL


def _starts_anew(plain: str) -> bool:
    ordinal = ordinal_of(plain)
    if ordinal is None:
        return plain.startswith(("注:", "附:", "说明:"))
    return ordinal.rank != 3 or not re.match(r"\d+[.]\d", plain)


def _with_headings(groups: Iterator[list[_Line]], width: int) -> Iterator[Passage]:
    outline = Outline()
    waiting = list(groups)
    for number, group in enumerate(waiting):
        sources = tuple(line.source for line in group)
        full = [place for place, line in enumerate(group) if _is_full(line, width)]
        text, origins = (group[0].plain, group[0].origins) if len(group) == 1 else plain_text(sources, full)
        heading = None if group[0].in_cell else heading_of(text)
        if heading is not None:
            outline.enter(_ranked(heading, waiting[number + 1 : number + 2]))
            yield Passage(text, sources, origins, outline.texts(), is_heading=True)
            continue
        run_in = None if group[0].in_cell else run_in_heading(text)
        ordinal = ordinal_of(text)
        if run_in is not None:
            outline.enter(run_in[0])
        elif ordinal is not None and not group[0].in_cell and ordinal.rank >= 1:
            outline.leave(ordinal.rank)
        yield Passage(text, sources, origins, outline.texts(), in_cell=group[0].in_cell)


def _ranked(heading: Heading, following: list[list[_Line]]) -> Heading:
    """A title without an ordinal stands where the ordinals that follow it put it (（一） comes below 一、)."""
    if heading.rank != UNNUMBERED or not following:
        return heading
    ordinal = ordinal_of(following[0][0].plain)
    if ordinal is not None and ordinal.rank == 2 and ordinal.value == 1:
        return Heading(1, heading.text)
    if re.search(r"(?:决算|收支)[^。]*(?:情况|说明)$", heading.text):
        return Heading(1, heading.text)
    return heading
