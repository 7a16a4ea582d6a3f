"""Owns the examination of one source file: read tables and text, run every check that it allows, one result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from juesuan_gui.checks import AuditResult, Held, Wording
from juesuan_gui.checks.cards.judging import CardFacts, judge_cards
from juesuan_gui.checks.cards.roots import with_card_roots
from juesuan_gui.checks.claims.observations import audit_text
from juesuan_gui.checks.observations import HeldRelation, Observation, Spot, numbered, without_repeats
from juesuan_gui.checks.print.attachments import Elsewhere, attachment_checks
from juesuan_gui.checks.print.completeness import completeness_checks
from juesuan_gui.checks.print.contents_page import contents_checks
from juesuan_gui.checks.print.document_words import word_checks
from juesuan_gui.checks.print.numbering import numbering_checks
from juesuan_gui.checks.print.phrasing import phrasing_checks
from juesuan_gui.checks.print.printed_formulas import formula_checks
from juesuan_gui.checks.print.printing_style import printing_checks
from juesuan_gui.checks.print.published import Published
from juesuan_gui.checks.print.report_year import year_of
from juesuan_gui.checks.print.signing import signing_checks
from juesuan_gui.checks.print.structure import structure_checks
from juesuan_gui.checks.print.units_named import unit_checks
from juesuan_gui.checks.text.base_years import (
    base_year_checks,
    heading_year_checks,
    opening_year_checks,
    reason_year_checks,
)
from juesuan_gui.checks.text.item_names import item_name_checks
from juesuan_gui.checks.text.item_paths import FIRST_YEAR, item_path_checks
from juesuan_gui.checks.text.listed_items import listed_item_checks
from juesuan_gui.checks.text.other_units import other_unit_checks
from juesuan_gui.checks.text.printed_counts import printed_count_checks
from juesuan_gui.checks.text.tied_text import judge_tied
from juesuan_gui.document import Grid, Paragraph, Place
from juesuan_gui.examined_tables import ExaminedTables, card_amounts, doubted, titles_of
from juesuan_gui.forms import CodeCatalogue, Form, FormShelf, Level
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.model import Passage
from juesuan_gui.narrative.passages import passages
from juesuan_gui.narrative.statements import statements_of
from juesuan_gui.narrative.tied import tied
from juesuan_gui.narrative.ties import load_ties
from juesuan_gui.reading import Recognised, RecognisedFigure
from juesuan_gui.reading.accounts.reader import is_final_accounts
from juesuan_gui.reading.cards.reader import read_cards
from juesuan_gui.reading.cards.sentences import card_statements
from juesuan_gui.reading.document_kind import DocumentKind, kind_of
from juesuan_gui.reading.intake import Intake, choose_fit, general_form
from juesuan_gui.reading.source import RemarkKind, Source
from juesuan_gui.reading.tables.surroundings import department_in_titles
from juesuan_gui.reading.tables.unseparated import unseparated_tables
from juesuan_gui.relations import Address
from juesuan_gui.report.card_contents import take_in_cards
from juesuan_gui.report.cards import Card, CardKind


@dataclass(frozen=True, slots=True)
class UnreadText:
    """Something with a figure in it that was not understood: listed, never guessed."""

    place: Place
    quote: str
    why: str


_KIND_HINT = "F01|文种"
#: So much of a document's first line shows which it is.
_TITLE_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Examination:
    """What one source says and what is wrong in it.

    ``live``, ``wording``, ``result`` and ``intake`` are ``None`` for a source without a table of a form.
    ``observations`` are the findings about text, scorecards and print; ``result`` those about the tables.
    """

    source: Source
    form: Form | None
    kind: DocumentKind
    year: int | None
    unit_name: str
    intake: Intake | None
    live: LiveReport | None
    wording: Wording | None
    result: AuditResult | None
    table_held: tuple[Held, ...]
    observations: tuple[Observation, ...]
    held: tuple[HeldRelation, ...]
    unread: tuple[UnreadText, ...]
    claims: int
    scorecards: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing that a check could hold against anything was found."""
        said = any(item.key != _KIND_HINT for item in self.observations)
        return self.intake is None and not self.claims and not self.scorecards and not said

    @property
    def recognised(self) -> Recognised | None:
        """The tables found, if any."""
        return self.intake.recognised if self.intake else None

    @property
    def sources(self) -> Mapping[Address, RecognisedFigure]:
        """Where the source states each figure."""
        return self.intake.sources if self.intake else {}


_NO_COLUMNS = "表里各栏之间没有制表符或框线，没有读成表格，表内的数没有核对；请用原来的 Word、Excel 或 PDF 文件。"

#: The bundled code catalogue of a form's year.
CodesOf = Callable[[Form], CodeCatalogue]


def examine(source: Source, forms: FormShelf, codes_of: CodesOf) -> Examination:
    """Examine a source with the form that fits it best; without a table of any form its text alone."""
    lines = [block for section in source.document.sections for block in section.blocks if isinstance(block, Paragraph)]
    fit = choose_fit(source, forms)
    form = fit.form if fit is not None else None
    text = passages(source.document)
    statements = statements_of(text)
    tables = ExaminedTables(source, fit, codes_of(fit.form), text) if fit is not None else None
    # The accounts fill the nine tables, but they are no published document that could lack one.
    found = len(tables.intake.recognised.tables) if tables and not is_final_accounts(source) else 0
    kind = kind_of([line.text for line in lines], found)
    year = year_of([line.text for line in lines], titles_of(tables)) or (form.year if form else None)
    unit_name = tables.intake.recognised.unit_name if tables else ""
    unit_name = unit_name or department_in_titles([line.text for line in lines])
    observations: list[Observation] = []
    held: list[HeldRelation] = []
    unread: list[UnreadText] = list(_unread_parts(source))
    observations += _about_the_file(source)
    observations += _about_the_kind(kind, lines)
    if tables is not None and form is not None:
        printed = tuple(table.printed for table in tables.intake.recognised.tables if table.printed is not None)
        figures = {
            address: item.stated.figure
            for address, item in tables.intake.sources.items()
            if item.stated.figure is not None
        }
        published = Published(form, year, unit_name, printed, figures)
        observations += structure_checks(published)
        observations += [doubted(doubt, form) for doubt in tables.doubts]
        observations += tables.straight.observations
        if not any(table.id == "T6" and table.unmatched_rows for table in tables.intake.recognised.tables):
            observations += listed_item_checks(text, form, printed, figures)
        quotes = {address: (item.place, item.quote) for address, item in tables.intake.sources.items()}
        observations += printing_checks(published, text, statements, quotes)
        in_doubt = {cell for finding in tables.result.findings for cell in finding.cells}
        for table in printed:
            for item in formula_checks(table, form.table(table.id), tables.live, in_doubt):
                if isinstance(item, Observation):
                    observations.append(item)
                else:
                    held.append(item)
    shown = [table.printed for table in tables.intake.recognised.tables if table.printed] if tables else []
    observations += word_checks(text, shown, year)
    observations += contents_checks(lines, text)
    observations += unit_checks(text)
    observations += signing_checks(text)
    observations += other_unit_checks(text, unit_name)
    observations += phrasing_checks(text)
    observations += base_year_checks(statements, year)
    observations += reason_year_checks(text, year)
    observations += heading_year_checks(text, year)
    observations += opening_year_checks(text, statements, year)
    observations += numbering_checks(text)
    told = audit_text(text, statements)
    observations += _not_said_by_tables(told.observations, tables)
    held += told.held
    unread += [UnreadText(item.passage.place(item.start), item.quote, item.why) for item in told.unread]
    grids = [block for section in source.document.sections for block in section.blocks if isinstance(block, Grid)]
    wrong_counts, right_counts = printed_count_checks(grids, statements)
    observations += wrong_counts
    held += right_counts
    cards = read_cards(source.document)
    for announced in _attachments(text, cards.cards, kind):
        if isinstance(announced, Observation):
            observations.append(announced)
        else:
            passage = announced.passage
            unread.append(UnreadText(passage.place(0), passage.quote(0, len(passage.text)), announced.why))
    facts = CardFacts(statements=tuple(card_statements(text)))
    if tables is not None and form is not None and fit is not None:
        cells = {address: (item.place, item.quote) for address, item in tables.intake.sources.items()}
        ties = load_ties(form)
        if kind in (DocumentKind.WHOLE, DocumentKind.UNIT):
            missing = tables.intake.recognised.missing
            observations += completeness_checks(published, missing, text, ties, is_own=fit.is_own and form.year == year)
        amounts = card_amounts(tables, ties)
        facts = CardFacts(
            amounts.get("project_expenditure"),
            amounts.get("basic_expenditure"),
            amounts.get("total_expenditure"),
            facts.statements,
            other_totals=tuple(figure for name, figure in amounts.items() if name.startswith("other_")),
            bases=tuple(amounts.items()),
        )
        met = list(tied(statements, ties, tables.live, unit_name, year))
        differing, agreeing = judge_tied(met, tables.live, tables.wording, cells)
        observations += tables.following(differing, met)
        observations += item_name_checks(statements, ties, tables.live, cells)
        held += agreeing
    observations += _item_paths(text, form or general_form(forms, year), year, codes_of, observations)
    if tables is not None:
        # What becomes a report of ours has the scorecards too.
        intake = tables.intake
        intake.history.do(intake.report, take_in_cards(intake.report, cards.cards).change)
    wrong_cards, right_cards, unread_cards = judge_cards(cards.cards, facts)
    observations += wrong_cards
    held += right_cards
    unread += [UnreadText(item.place, item.quote, item.why) for item in (*cards.unread, *unread_cards)]
    if tables is not None and form is not None:
        unread += _unread_tables(tables.intake.recognised, form)
    else:
        parts = unseparated_tables(lines, general_form(forms, year))
        unread += [UnreadText(line.place or Place(), line.text.strip(), _NO_COLUMNS) for line in parts]
    return Examination(
        source,
        form,
        kind,
        year,
        unit_name,
        tables.intake if tables else None,
        tables.live if tables else None,
        tables.wording if tables else None,
        tables.result if tables else None,
        tables.held if tables else (),
        tuple(without_repeats(with_card_roots(numbered(observations)))),
        tuple(held),
        tuple(unread),
        told.claims,
        len(cards.cards),
    )


#: Counts against money: judged in the tables where these have both, and in the text where they have not.
_TOTALS_CHECK, _TOTALS_TABLE = "T1-05", "T1"
_COUNTS_AGAINST_MONEY = frozenset({"T7-05", "T7-06", "T7-07"})


def _item_paths(
    text: Sequence[Passage],
    form: Form | None,
    year: int | None,
    codes_of: CodesOf,
    said: Sequence[Observation],
) -> list[Observation]:
    """Items below a 款 that is not theirs; what the tables say of the same words already is left to them."""
    if form is None or year is None or year < FIRST_YEAR or not any("(款)" in passage.text for passage in text):
        return []
    named = {item.spot.place for item in said if item.check == "N5-03"}
    return [item for item in item_path_checks(text, codes_of(form)) if item.spot.place not in named]


def _not_said_by_tables(told: Iterable[Observation], tables: ExaminedTables | None) -> Iterator[Observation]:
    """What the text says about itself, without the counts that a table's finding already speaks of."""
    said = {item.check for item in tables.result.findings} & _COUNTS_AGAINST_MONEY if tables is not None else set()
    if tables is not None and tables.intake.recognised.table(_TOTALS_TABLE) is not None:
        # A total that the text tells wrongly is held against the table's own.
        told = [item for item in told if item.check != _TOTALS_CHECK]
    return (item for item in told if item.check not in said or item.kind != "cross_ref")


def _attachments(
    text: Sequence[Passage], cards: Iterable[Card], kind: DocumentKind
) -> Iterator[Observation | Elsewhere]:
    """The scorecards that a whole report promises; an assessment by itself is one."""
    if kind not in (DocumentKind.WHOLE, DocumentKind.UNIT):
        return
    kinds = [card.kind for card in cards]
    projects = kinds.count(CardKind.PROJECT) + kinds.count(CardKind.LISTING)
    yield from attachment_checks(text, project_cards=projects, overall_cards=kinds.count(CardKind.OVERALL))


#: What a document is that is checked for what it contains, and not for what a whole one must contain.
_PARTIAL = {
    DocumentKind.EXCERPT: "这份文件不像完整的部门决算公开（可能是节选、附件或汇总说明）",
    DocumentKind.BUDGET: "这份文件像是预算公开，不是决算公开",
    DocumentKind.BULLETIN: "这份文件像是收支执行情况的通报，不是部门决算公开",
}


def _about_the_kind(kind: DocumentKind, lines: Sequence[Paragraph]) -> Iterator[Observation]:
    """F01: what a document is that need not be complete."""
    if kind not in _PARTIAL or not lines:
        return
    first = next((line for line in lines if line.text.strip()), lines[0])
    yield Observation(
        key=_KIND_HINT,
        check="F01",
        level=Level.INFO,
        kind="structure",
        spot=Spot(first.place or Place(), first.text.strip()[:_TITLE_SHOWN]),
        message=f"{_PARTIAL[kind]}：只核对了其中写到的内容，没有核对各部分、各表是否齐全。",
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


def _unread_tables(recognised: Recognised, form: Form) -> Iterator[UnreadText]:
    """What of the tables was not understood or not there: cells, rows, columns, sheets, whole tables."""
    for table in recognised.tables:
        for item in (*table.unread, *table.unmatched_rows, *table.unmatched_columns):
            yield UnreadText(item.place, item.text, f"{table.title}：{item.reason}")
    for sheet in recognised.ignored:
        # A sheet is something that its maker may expect to be read; other grids of a text are no sheets.
        if sheet.place.sheet is not None:
            yield UnreadText(sheet.place, sheet.place.sheet, sheet.reason)
    for table_id in recognised.missing:
        yield UnreadText(Place(), form.table(table_id).title, "文件里没有这张表")
