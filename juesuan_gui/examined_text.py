"""Owns the checks of a source's text and of the file itself, as far as they need no table; what all checks say."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from juesuan_gui.checks.observations import HeldRelation, Observation, Spot
from juesuan_gui.checks.print.abbreviations import abbreviation_checks
from juesuan_gui.checks.print.attachments import attachment_checks
from juesuan_gui.checks.print.contents_page import contents_checks
from juesuan_gui.checks.print.document_words import word_checks
from juesuan_gui.checks.print.glossary import glossary_checks
from juesuan_gui.checks.print.interrupted import interrupted_checks
from juesuan_gui.checks.print.numbering import numbering_checks
from juesuan_gui.checks.print.phrasing import phrasing_checks
from juesuan_gui.checks.print.signing import signing_checks
from juesuan_gui.checks.print.three_public import three_public_checks
from juesuan_gui.checks.print.units_named import unit_checks
from juesuan_gui.checks.text.base_years import (
    base_year_checks,
    empty_table_year_checks,
    heading_year_checks,
    opening_year_checks,
    reason_year_checks,
)
from juesuan_gui.checks.text.fine_amounts import fine_amount_checks
from juesuan_gui.checks.text.item_paths import FIRST_YEAR, item_path_checks
from juesuan_gui.checks.text.listed_names import listed_name_checks
from juesuan_gui.checks.text.named_codes import CODE_BEHIND, named_code_checks
from juesuan_gui.checks.text.other_units import is_same_unit, other_unit_checks
from juesuan_gui.checks.text.printed_counts import printed_count_checks
from juesuan_gui.checks.text.told_scores import told_score_checks
from juesuan_gui.document import Grid, Paragraph, Place
from juesuan_gui.forms import CodeCatalogue, Form, Level
from juesuan_gui.narrative.model import Passage, Statement
from juesuan_gui.reading.document_kind import DocumentKind
from juesuan_gui.reading.source import RemarkKind, Source
from juesuan_gui.reading.tables.three_public import three_public_lines
from juesuan_gui.report import PrintedTable
from juesuan_gui.report.cards import Card, CardKind

#: The key of the hint at what a document is that need not be complete.
KIND_HINT = "F01|文种"
#: So much of a document's first line shows which it is.
_TITLE_SHOWN = 60


@dataclass(frozen=True, slots=True)
class UnreadText:
    """Something with a figure in it that was not understood: listed, never guessed."""

    place: Place
    quote: str
    why: str


@dataclass(slots=True)
class Said:
    """What the checks of a source have said so far, in the order in which they were asked."""

    observations: list[Observation] = field(default_factory=list)
    held: list[HeldRelation] = field(default_factory=list)
    unread: list[UnreadText] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ToldText:
    """The text of a source, and what is known of the whole: its kind, its year, whose it is ("" if nobody says)."""

    lines: Sequence[Paragraph]
    text: Sequence[Passage]
    statements: Sequence[Statement]
    kind: DocumentKind
    year: int | None
    unit_name: str


def check_file(said: Said, source: Source) -> None:
    """What the file itself shows: parts that could not be read, revisions, comments."""
    said.unread += _unread_parts(source)
    for section in source.document.sections:
        said.observations += interrupted_checks(section.blocks)
    said.observations += abbreviation_checks(
        [block for section in source.document.sections for block in section.blocks]
    )
    said.observations += _about_the_file(source)


def check_text(said: Said, told: ToldText, shown: Sequence[PrintedTable]) -> None:
    """The text by itself: words, contents, units, signatures, phrasing, years, numbering; ``shown`` are its tables."""
    text, year = told.text, told.year
    said.observations += word_checks(text, shown, year)
    said.observations += contents_checks(told.lines, text)
    said.observations += unit_checks(text)
    said.observations += signing_checks(text)
    named = [table.department.text for table in shown if table.department is not None]
    own = sum(is_same_unit(name, told.unit_name) for name in named) if told.unit_name else 0
    said.observations += other_unit_checks(text, told.unit_name, own)
    said.observations += phrasing_checks(text)
    said.observations += base_year_checks(told.statements, year)
    said.observations += reason_year_checks(text, year)
    said.observations += heading_year_checks(text, year)
    said.observations += empty_table_year_checks(text, year)
    said.observations += fine_amount_checks(text)
    said.observations += opening_year_checks(text, told.statements, year)
    is_whole = told.kind in (DocumentKind.WHOLE, DocumentKind.UNIT)
    said.observations += numbering_checks(text, is_whole=is_whole)
    if is_whole:
        said.observations += glossary_checks(text)
    for wrong, right in (listed_name_checks(text), told_score_checks(text)):
        said.observations += wrong
        said.held += right


def check_printed_counts(said: Said, source: Source, told: ToldText) -> None:
    """Counts in the text beside the lists that are printed."""
    grids = [block for section in source.document.sections for block in section.blocks if isinstance(block, Grid)]
    wrong, right = printed_count_checks(grids, told.statements)
    said.observations += wrong
    said.held += right


def check_three_public(said: Said, source: Source, read: Collection[Place] = ()) -> bool:
    """A “三公” table in a layout that no form has, by itself; returns whether there is one.

    ``read`` are the places of figures that a form's tables took: what stands there is judged with them.
    """
    lines = [line for line in three_public_lines(source) if not any(map(line.stands_at, read))]
    for item in three_public_checks(lines):
        if isinstance(item, Observation):
            said.observations.append(item)
        else:
            said.held.append(item)
    said.unread += [UnreadText(cell.place, cell.text, _NO_AMOUNT) for line in lines for cell in line.unread]
    return bool(lines)


#: A title and the line with the year stand right above their sheet.
_RIGHT_ABOVE = 2


def check_attachments(said: Said, told: ToldText, cards: Iterable[Card], source: Source) -> None:
    """The scorecards that a whole report promises; an assessment by itself is one."""
    if told.kind not in (DocumentKind.WHOLE, DocumentKind.UNIT):
        return
    kinds = [card.kind for card in cards]
    projects = kinds.count(CardKind.PROJECT) + kinds.count(CardKind.LISTING)
    overall = kinds.count(CardKind.OVERALL)
    blocks = [block for section in source.document.sections for block in section.blocks]
    grids = {
        block.place.line for block in blocks if isinstance(block, Grid) and block.place and block.place.line is not None
    }
    above = {
        block.text.strip(): any(isinstance(below, Grid) for below in blocks[number + 1 : number + 1 + _RIGHT_ABOVE])
        for number, block in enumerate(blocks)
        if isinstance(block, Paragraph)
    }
    for announced in attachment_checks(
        told.text,
        project_cards=projects,
        overall_cards=overall,
        grid_lines=grids,
        above_grids={words for words, is_above in above.items() if is_above},
    ):
        if isinstance(announced, Observation):
            said.observations.append(announced)
        else:
            passage = announced.passage
            said.unread.append(UnreadText(passage.place(0), passage.quote(0, len(passage.text)), announced.why))


def check_item_paths(said: Said, told: ToldText, form: Form | None, codes_of: Callable[[Form], CodeCatalogue]) -> None:
    """Items below a 款 or before a code that is not theirs; what the tables say of the same words is left to them."""
    if form is None or told.year is None or told.year < FIRST_YEAR:
        return
    has_paths = any("(款)" in passage.text for passage in told.text)
    has_codes = any(CODE_BEHIND.search(passage.text) for passage in told.text)
    if not has_paths and not has_codes:
        return
    named = {item.spot.place for item in said.observations if item.check == "N5-03"}
    codes = codes_of(form)
    found = item_path_checks(told.text, codes) if has_paths else []
    found += named_code_checks(told.text, codes) if has_codes else []
    said.observations += [item for item in found if item.spot.place not in named]


_NO_AMOUNT = "“三公”经费表里的这一格不是金额，这一行的合计没有核对"
_THREE_PUBLIC = "这份文件像是单独的“三公”经费表，不是完整的部门决算公开"
#: What a document is that is checked for what it contains, and not for what a whole one must contain.
_PARTIAL = {
    DocumentKind.EXCERPT: "这份文件不像完整的部门决算公开（可能是节选、附件或汇总说明）",
    DocumentKind.BUDGET: "这份文件像是预算公开，不是决算公开",
    DocumentKind.BULLETIN: "这份文件像是收支执行情况的通报，不是部门决算公开",
}


def about_the_kind(kind: DocumentKind, lines: Sequence[Paragraph], *, is_three_public: bool) -> Iterator[Observation]:
    """F01: what a document is that need not be complete. ``is_three_public``: its only table is one of “三公”."""
    if kind not in _PARTIAL or not lines:
        return
    first = next((line for line in lines if line.text.strip()), lines[0])
    what = _THREE_PUBLIC if is_three_public and kind is DocumentKind.EXCERPT else _PARTIAL[kind]
    yield Observation(
        key=KIND_HINT,
        check="F01",
        level=Level.INFO,
        kind="structure",
        spot=Spot(first.place or Place(), first.text.strip()[:_TITLE_SHOWN]),
        message=f"{what}：只核对了其中写到的内容，没有核对各部分、各表是否齐全。",
    )


def _about_the_file(source: Source) -> Iterator[Observation]:
    """F24: tracked changes and comments are no part of a published file."""
    for remark in source.remarks:
        if remark.kind in (RemarkKind.REVISION, RemarkKind.COMMENT):
            yield Observation(
                key=f"F24|{remark.kind.value}",
                check="F24",
                level=Level.WARNING,
                kind="structure",
                spot=Spot(remark.place),
                message=remark.text,
            )


def _unread_parts(source: Source) -> Iterator[UnreadText]:
    """What stage 1 could not read: pages without text, refused sheets."""
    for remark in source.remarks:
        if remark.kind in (RemarkKind.UNREAD, RemarkKind.SKIPPED_SHEET):
            yield UnreadText(remark.place, remark.place.sheet or "", remark.text)
