"""Owns what last year's published explanation answers to this year's questions: its reasons and its free texts.

A question is known by what stands before it: the heading's topic, the thing measured, and whether last year or the
budget is compared with. The published text is read in the same way, by the reader that reads every report, so that
nothing depends on its wording. What is found is laid beside the question (上年.…), never taken as an answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from juesuan_gui.document import Block, Document, Grid, Paragraph, Place, Section
from juesuan_gui.forms import SectionKind
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.drafting.explanation import draft
from juesuan_gui.narrative.drafting.figures import Need
from juesuan_gui.narrative.drafting.free_text import ParagraphForm, form_of, row_of
from juesuan_gui.narrative.drafting.paragraphs import DraftedParagraph, DraftedSection
from juesuan_gui.narrative.headings import without_ordinal
from juesuan_gui.narrative.model import Passage, Role, Statement
from juesuan_gui.narrative.passages import passages
from juesuan_gui.narrative.statements import statements_of
from juesuan_gui.narrative.ties import Ties, load_ties, plain_subject, topic_of
from juesuan_gui.report import Change, Report, Slot, SlotEdit, SlotKind, Text, compose

#: The beginning of the names of the texts that are laid beside the questions.
LAST_YEAR = "上年."
#: Of passages, which are half width and without blanks.
_LEAD = re.compile(
    r"(?:其)?(?:主要|具体|变动|增减|增加|减少|增长|下降|差异|变化|的)*原因(?:主要)?(?:是|为|在于|系|:)*(?:由于|因为)?"
    r"|主要(?:是|系)?(?:由于|因为)|主要(?:是|系)(?!用于|指|包括)|(?:是|系)(?:由于|因为)"
)
_SENTENCE_END = re.compile(r"。|$")
#: A part of a sentence that compares with something else begins so: 较2019年度决算数增加…
_COMPARES = re.compile(r"(?:较|比|与|同)(?:20\d\d年|上年|去年|年初|全年|调整|预算)")
_COUNTED = re.compile(r"(?:[一二三四五六七八九十]是|其[一二三]|[(]?[1-9一二三四五][)、.])")
_BUDGET = re.compile(r"预算数|年初预算|全年预算|调整预算")
_YEAR = re.compile(r"(20\d\d)年")
_TITLE_NOISE = re.compile(r"20\d\d年?度?|本?(?:部门|单位)|[“”\"'()（）〔〕\s]|的")
_ENDS = "。；;，,：: "
_MARKUP = re.compile(r"\s+|\*\*|__|`|^#+")
_SHORTEST = 3
_LIKE = 0.8
_LONGEST = 8000  # characters of a free text: more is another part of the document
#: Of a table within the text: a greater one is a table of the accounts, as is one that numbers its lines or columns.
_MOST_ROWS, _MOST_COLUMNS = 40, 10
_NUMBERS = frozenset({"栏次", "行次"})


@dataclass(frozen=True, slots=True)
class LastYearWords:
    """What was found, by the name of the report's text that answers the question this year; ``missing`` are the
    questions in words that nothing was found for, ``notes`` what is to be looked at, in sentences."""

    found: Mapping[str, str]
    missing: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Site:
    """What a reason is about: topic or title of the heading, the thing measured, and what it is compared with."""

    topic: str
    subject: str
    is_about_budget: bool


def words_of_last_year(live: LiveReport, document: Document) -> LastYearWords:
    """What a published explanation of last year says to the questions of this report. Raises FormError as ``draft``."""
    ties = load_ties(live.form)
    text = passages(document)
    reasons = list(_reasons(text, statements_of(text), ties))
    sections = draft(live)
    wanted: dict[str, str] = {}
    found: dict[str, str] = {}
    with_tables = passages(_with_rows(document))
    for need, said in (*_asked_reasons(sections, reasons, ties), *_asked_texts(sections, with_tables)):
        wanted.setdefault(need.name, need.words)
        if said and need.name not in found:
            found[need.name] = said
    missing = tuple(wanted[name] for name in wanted if name not in found)
    return LastYearWords(found, missing, tuple(_notes(live, text)))


def laid_beside(report: Report, found: Mapping[str, str]) -> Change:
    """The change that lays last year's words beside the questions, in place of those that lay there."""
    edits = []
    for name, words in found.items():
        slot = Slot(SlotKind.TEXT, (f"{LAST_YEAR}{name}",))
        before, after = report.value(slot), Text(words)
        if before != after:
            edits.append(SlotEdit(slot, before, after))
    return compose("导入上年说明", edits)


def _notes(live: LiveReport, text: Sequence[Passage]) -> Iterator[str]:
    expected = live.form.year - 1
    years = Counter(int(year) for passage in text for year in _YEAR.findall(passage.text))
    if not years:
        return
    most = years.most_common(1)[0][0]
    if most != expected and years[expected] < years[most]:
        yield f"这份说明里写得最多的是 {most} 年，上年应是 {expected} 年，请核对是不是选错了文件。"


# -- reasons ---------------------------------------------------------------------------------------


def _reasons(text: Sequence[Passage], statements: Sequence[Statement], ties: Ties) -> Iterator[tuple[_Site, str]]:
    """Every reason that a text gives, with what it is about."""
    by_passage: dict[int, list[Statement]] = {}
    for statement in statements:
        by_passage.setdefault(id(statement.passage), []).append(statement)
    for passage in text:
        if passage.in_cell:
            continue
        own = by_passage.get(id(passage), [])
        last = 0
        for lead in _LEAD.finditer(passage.text):
            if lead.start() < last:
                continue
            site = _site(passage, own, lead.start(), ties)
            last = _end_of_reason(passage, own, lead.end())
            words = _clean(passage.quote(lead.end(), last)).strip(_ENDS)
            if site is not None and len(words) >= _SHORTEST and "待填" not in words:
                yield site, words


def _end_of_reason(passage: Passage, own: Sequence[Statement], start: int) -> int:
    """Where a reason ends: with its sentence, or before the part of it that tells of another figure."""
    end = _SENTENCE_END.search(passage.text, start)
    assert end is not None
    reach = start
    for piece in re.split(r"(?<=;)", passage.text[start : end.start()]):
        goes_on = reach == start or _COUNTED.match(piece) is not None
        tells = any(
            reach <= item.literal.start < reach + len(piece) and item.role in (Role.FINAL, Role.BUDGET) for item in own
        )
        if not goes_on and (tells or _LEAD.search(piece) or _COMPARES.match(piece)):
            break
        reach += len(piece)
    return reach


def _site(passage: Passage, own: Sequence[Statement], position: int, ties: Ties) -> _Site | None:
    """What the words at a position of a passage are about: the figure told last before them."""
    before = [item for item in own if item.literal.end <= position]
    if not before:
        return None
    nearest = max(before, key=lambda item: item.literal.end)
    frame = [item for item in before if item.frame == nearest.frame]
    since = passage.text[min(item.literal.end for item in frame) : position]
    about_budget = bool(_BUDGET.search(nearest.base) or nearest.role is Role.COMPLETION or _BUDGET.search(since))
    if nearest.role in (Role.CHANGE, Role.CHANGE_RATE) and not _BUDGET.search(nearest.base):
        about_budget = False
    topic = topic_of(ties, passage.headings)
    name = topic.id if topic is not None else _plain_title(passage.headings[-1] if passage.headings else "")
    return _Site(name, plain_subject(nearest.subject), about_budget)


def _asked_reasons(
    sections: Iterable[DraftedSection], reasons: Sequence[tuple[_Site, str]], ties: Ties
) -> Iterator[tuple[Need, str]]:
    """Every reason that the explanation asks for, with what last year's text says to it, "" for nothing."""
    written, text = _read_back(sections)
    statements = statements_of(text)
    by_place: dict[Place, list[Statement]] = {}
    for statement in statements:
        by_place.setdefault(statement.place, []).append(statement)
    whole = {passage.place(0): passage for passage in text if passage.origins}
    for place, paragraph in written.items():
        passage = whole.get(place)
        for asked in paragraph.asked:
            if asked.need.kind != "原因" or passage is None:
                continue
            position = sum(offset < asked.start for _, offset in passage.origins)
            site = _site(passage, by_place.get(place, []), position, ties)
            yield asked.need, _said(site, reasons) if site is not None else ""


def _said(site: _Site, reasons: Sequence[tuple[_Site, str]]) -> str:
    """The words of the same site; below one topic also those whose subject the other's names."""
    alike = [(other, words) for other, words in reasons if other.is_about_budget is site.is_about_budget]
    exact = next((words for other, words in alike if other == site), "")
    if exact:
        return exact
    near = [words for other, words in alike if other.topic == site.topic and _is_like(other.subject, site.subject)]
    return near[0] if near else ""


def _is_like(one: str, other: str) -> bool:
    """Whether two subjects of one topic are the same thing: one is the end of the other's path, or all but equal."""
    if not one or not other:
        return False
    return one.endswith(other) or other.endswith(one) or SequenceMatcher(None, one, other).ratio() >= _LIKE


def _read_back(sections: Iterable[DraftedSection]) -> tuple[dict[Place, DraftedParagraph], Sequence[Passage]]:
    """The drafted text as the reader sees it, and which paragraph each place of it is."""
    blocks: list[Paragraph] = []
    written: dict[Place, DraftedParagraph] = {}
    for item in sections:
        blocks.append(Paragraph.of(item.heading))
        for number, paragraph in enumerate(item.paragraphs):
            place = Place(sheet=item.section.id, cell=f"{number}")
            written[place] = paragraph
            blocks.append(Paragraph.of(paragraph.text, place=place))
    return written, passages(Document("", (Section(tuple(blocks)),)))


# -- free texts ------------------------------------------------------------------------------------


def _asked_texts(sections: Iterable[DraftedSection], text: Sequence[Passage]) -> Iterator[tuple[Need, str]]:
    """Every section that is nothing but a text of the unit's own, with what stood below its heading last year."""
    for item in sections:
        if item.section.kind in (SectionKind.SCORECARD, SectionKind.ATTACHMENT) or item.section.cards:
            continue
        whole = [
            one.need
            for paragraph in item.paragraphs
            for one in paragraph.asked
            if one.need.kind == "文字" and (one.start, one.end) == (0, len(paragraph.text))
        ]
        asked = set(whole)
        if len(asked) == 1 and len(whole) == len(item.paragraphs):
            (need,) = asked
            yield need, _below(item.title, text)


def _below(title: str, text: Sequence[Passage]) -> str:
    """The paragraphs below the heading of this title, one a line; "" where there is no such heading.

    Headings that are all but the same count only where none has the title itself: “三公”经费 is a word of the glossary
    beside “三公”经费的单位范围.
    """
    wanted = _plain_title(title)
    is_titled = any(_plain_title(one) == wanted for passage in text for one in passage.headings)
    lines: list[str] = []
    depth = -1
    for passage in text:
        row = passage.lines[0].text if form_of(passage.lines[0].text) is ParagraphForm.TABLE else ""
        fits = (_plain_title(one) == wanted if is_titled else _is_title(one, wanted) for one in passage.headings)
        level = next((at for at, is_it in enumerate(fits) if is_it), -1)
        if level < 0 or passage.in_cell or (depth >= 0 and level != depth):
            continue
        depth = level
        if not (passage.is_heading and level == len(passage.headings) - 1):
            lines.append(row or _clean(passage.quote(0, len(passage.text))))
    if lines and _is_title(lines[0].strip(_ENDS), wanted):
        # A heading with a full stop behind it is a paragraph to the reader.
        del lines[0]
    said = "\n".join(lines)
    if len(said) > _LONGEST:
        said = "\n".join(line for line in lines if form_of(line) is not ParagraphForm.TABLE)
    return said if len(said) <= _LONGEST else ""


def _with_rows(document: Document) -> Document:
    """The document with its small tables as lines of their rows, in the marks of free text."""
    sections = (
        replace(section, blocks=tuple(line for block in section.blocks for line in _rows(block)))
        for section in document.sections
    )
    return replace(document, sections=tuple(sections))


def _rows(block: Block) -> Iterator[Block]:
    """A small table as a line for every row, below its title; every other block as it is."""
    if not isinstance(block, Grid) or not _is_small(block):
        yield block
        return
    if block.title is not None:
        yield block.title
    table = [[""] * len(block.columns) for _ in range(block.row_count)]
    for cell in block.cells:
        table[cell.row][cell.column] = cell.text
    yield from (Paragraph.of(row_of(row)) for row in table if any(text.strip() for text in row))
    yield from block.closing_paragraphs


def _is_small(grid: Grid) -> bool:
    if not (1 < grid.row_count <= _MOST_ROWS and 1 < len(grid.columns) <= _MOST_COLUMNS):
        return False
    return not any("".join(cell.text.split()) in _NUMBERS for cell in grid.cells)


def _clean(quote: str) -> str:
    """Printed words without line ends, blanks and the marks of Markdown."""
    return _MARKUP.sub("", quote)


def _is_title(heading: str, wanted: str) -> bool:
    title = _plain_title(heading)
    return bool(title) and (title == wanted or SequenceMatcher(None, title, wanted).ratio() >= _LIKE)


def _plain_title(title: str) -> str:
    return _TITLE_NOISE.sub("", without_ordinal(title))
