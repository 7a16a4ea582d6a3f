"""Owns the examination of one source file: read tables and text, run every check that it allows, one result."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from juesuan_gui.checks import AuditResult, Held, Wording
from juesuan_gui.checks.cards.judging import CardFacts, judge_cards
from juesuan_gui.checks.cards.roots import with_card_roots
from juesuan_gui.checks.claims.observations import audit_text
from juesuan_gui.checks.observations import HeldRelation, Observation, numbered, without_repeats
from juesuan_gui.checks.print.completeness import completeness_checks, explained_empties
from juesuan_gui.checks.print.printed_formulas import formula_checks
from juesuan_gui.checks.print.printing_style import printing_checks
from juesuan_gui.checks.print.published import Published
from juesuan_gui.checks.print.report_year import year_of
from juesuan_gui.checks.print.structure import structure_checks
from juesuan_gui.checks.text.item_names import item_name_checks
from juesuan_gui.checks.text.listed_items import listed_item_checks
from juesuan_gui.checks.text.tied_text import judge_tied, told_cells
from juesuan_gui.document import Grid, Paragraph, Place
from juesuan_gui.examined_tables import ExaminedTables, card_amounts, doubted, repeated_rows, titles_of
from juesuan_gui.examined_text import (
    KIND_HINT,
    Said,
    ToldText,
    UnreadText,
    about_the_kind,
    check_attachments,
    check_file,
    check_item_paths,
    check_printed_counts,
    check_text,
    check_three_public,
)
from juesuan_gui.forms import CodeCatalogue, Form, FormShelf
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.passages import passages
from juesuan_gui.narrative.statements import statements_of
from juesuan_gui.narrative.tied import tied
from juesuan_gui.narrative.ties import Ties, load_ties
from juesuan_gui.reading import Recognised, RecognisedFigure
from juesuan_gui.reading.accounts.reader import is_final_accounts
from juesuan_gui.reading.cards.reader import read_cards
from juesuan_gui.reading.cards.sentences import card_statements
from juesuan_gui.reading.document_kind import DocumentKind, kind_of
from juesuan_gui.reading.intake import Intake, choose_fit, general_form
from juesuan_gui.reading.several_reports import first_report
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.surroundings import department_in_titles
from juesuan_gui.reading.tables.unlaid import unlaid_tables
from juesuan_gui.reading.tables.unseparated import unseparated_tables
from juesuan_gui.reading.tables.untaken import untaken_tables
from juesuan_gui.relations import Address
from juesuan_gui.report.card_contents import take_in_cards
from juesuan_gui.report.cards import CardFigure
from juesuan_gui.uncollected import uncollected


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
        said = self.held or any(item.key != KIND_HINT for item in self.observations)
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

_ANOTHER_REPORT = "从这里起是另一份报告（单位或年度不同），没有审；请把文件拆开，各自再审。"
_NOT_OF_FORM = "这张表不在所用的版式里，表内的数没有核对。"
_THREE_PUBLIC = "T7"
#: The title of a sheet, its number and unit stand in so many rows.
_TITLE_ROWS = 3

#: The bundled code catalogue of a form's year.
CodesOf = Callable[[Form], CodeCatalogue]


@uncollected()
def examine(source: Source, forms: FormShelf, codes_of: CodesOf) -> Examination:
    """Examine a source with the form that fits it best; without a table of any form its text alone.

    Of a file with two reports the first is examined, the other listed as unread.
    """
    whole = source
    source, another = first_report(source)
    lines = [block for section in source.document.sections for block in section.blocks if isinstance(block, Paragraph)]
    fit = choose_fit(source, forms)
    form = fit.form if fit is not None else None
    text = passages(source.document)
    tables = ExaminedTables(source, fit, codes_of(fit.form), text) if fit is not None else None
    # The accounts fill the nine tables, but they are no published document that could lack one.
    found = len(tables.intake.recognised.tables) if tables and not is_final_accounts(source) else 0
    heads = lines or _lines_of_sheets(source)
    kind = kind_of([line.text for line in heads], found)
    year = year_of([line.text for line in lines], titles_of(tables)) or (form.year if form else None)
    unit_name = tables.intake.recognised.unit_name if tables else ""
    unit_name = unit_name or department_in_titles([line.text for line in lines])
    told = ToldText(lines, text, statements_of(text), kind, year, unit_name)
    said = Said()
    check_file(said, source)
    if another is not None:
        said.unread.append(UnreadText(another.place or Place(), another.text.strip(), _ANOTHER_REPORT))
    if tables is None:
        is_three_public = check_three_public(said, source)
    else:
        is_three_public = _is_three_public(tables)
        if not is_final_accounts(source):
            check_three_public(said, source, [item.place for item in tables.intake.sources.values()])
    said.observations += about_the_kind(kind, heads, is_three_public=is_three_public)
    published = None
    if tables is not None and form is not None:
        published = _published(tables, form, told, source, codes_of(form))
        _check_printed_tables(said, tables, published, told)
    check_text(said, told, published.tables if published is not None else ())
    claimed = audit_text(text, told.statements)
    said.observations += _not_said_by_tables(claimed.observations, tables)
    said.held += claimed.held
    said.unread += [UnreadText(item.passage.place(item.start), item.quote, item.why) for item in claimed.unread]
    check_printed_counts(said, source, told)
    cards = read_cards(source.document)
    check_attachments(said, told, cards.cards, source)
    facts = CardFacts(statements=tuple(card_statements(text)))
    if tables is not None and fit is not None and published is not None:
        ties = load_ties(fit.form)
        if kind in (DocumentKind.WHOLE, DocumentKind.UNIT):
            missing = tables.intake.recognised.missing
            is_own = fit.is_own and fit.form.year == year
            said.observations += completeness_checks(published, missing, text, ties, is_own=is_own)
            said.held += explained_empties(published, text, ties)
        facts = _card_facts(facts, card_amounts(tables, ties))
        _check_text_against_tables(said, tables, ties, told)
    check_item_paths(said, told, form or general_form(forms, year), codes_of)
    if tables is not None:
        # What becomes a report of ours has the scorecards too.
        intake = tables.intake
        intake.history.do(intake.report, take_in_cards(intake.report, cards.cards).change)
    wrong_cards, right_cards, unread_cards = judge_cards(cards.cards, facts)
    said.observations += wrong_cards
    said.held += right_cards
    said.unread += [UnreadText(item.place, item.quote, item.why) for item in (*cards.unread, *unread_cards)]
    if tables is not None and form is not None:
        written = {line.place.sheet for line in lines if line.place is not None and line.place.cell is not None}
        said.unread += _unread_tables(
            tables.intake.recognised, form, {*(card.place.sheet for card in cards.cards), *written}
        )
        untaken = untaken_tables(source, tables.intake.recognised)
        said.unread += [UnreadText(place, title, _NOT_OF_FORM) for place, title in untaken]
    else:
        parts = unseparated_tables(lines, general_form(forms, year))
        said.unread += [UnreadText(line.place or Place(), line.text.strip(), _NO_COLUMNS) for line in parts]
    return Examination(
        whole,
        form,
        kind,
        year,
        unit_name,
        tables.intake if tables else None,
        tables.live if tables else None,
        tables.wording if tables else None,
        tables.result if tables else None,
        tables.held if tables else (),
        tuple(without_repeats(with_card_roots(numbered(said.observations)))),
        tuple(said.held),
        tuple(said.unread),
        claimed.claims,
        len(cards.cards),
    )


def _is_three_public(tables: ExaminedTables) -> bool:
    """Whether the only table is that of “三公”."""
    return [table.id for table in tables.intake.recognised.tables] == [_THREE_PUBLIC]


def _lines_of_sheets(source: Source) -> list[Paragraph]:
    """What stands at the head of each sheet of a workbook without text; the accounts are no report."""
    if is_final_accounts(source):
        return []
    grids = [block for section in source.document.sections for block in section.blocks if isinstance(block, Grid)]
    return [
        Paragraph.of(cell.text, place=cell.place)
        for grid in grids
        for cell in grid.cells
        if cell.row < _TITLE_ROWS and cell.text.strip() and cell.amount is None
    ]


def _published(tables: ExaminedTables, form: Form, told: ToldText, source: Source, codes: CodeCatalogue) -> Published:
    """The tables as the source prints them, with the figures that are known."""
    printed = tuple(table.printed for table in tables.intake.recognised.tables if table.printed is not None)
    figures = {
        address: item.stated.figure for address, item in tables.intake.sources.items() if item.stated.figure is not None
    }
    unread = frozenset(address.table for address, item in tables.intake.sources.items() if item.stated.unread)
    unlaid = unlaid_tables(source, form, tables.intake.recognised.missing)
    return Published(form, told.year, told.unit_name, printed, figures, unread, unlaid, codes)


def _check_printed_tables(said: Said, tables: ExaminedTables, published: Published, told: ToldText) -> None:
    """What is printed around and in the tables: titles, lists of items, marks, formulas."""
    form, recognised = published.form, tables.intake.recognised
    said.observations += structure_checks(published)
    said.observations += [doubted(doubt, form) for doubt in tables.doubts]
    said.observations += repeated_rows(recognised, form)
    said.observations += tables.sums.observations
    said.held += tables.sums.held
    said.observations += tables.straight.observations
    if not any(table.id == "T6" and table.unmatched_rows for table in recognised.tables):
        said.observations += listed_item_checks(told.text, form, published.tables, published.figures)
    said.observations += printing_checks(published, told.text, told.statements, tables.quotes)
    in_doubt = {cell for finding in tables.result.findings for cell in finding.cells}
    for table in published.tables:
        for item in formula_checks(table, form.table(table.id), tables.live, in_doubt):
            if isinstance(item, Observation):
                said.observations.append(item)
            else:
                said.held.append(item)


def _check_text_against_tables(said: Said, tables: ExaminedTables, ties: Ties, told: ToldText) -> None:
    """What the text tells of single cells."""
    met = list(tied(told.statements, ties, tables.live, told.unit_name, told.year))
    said.observations += tables.straighten_by_text(told_cells(met))
    tables.leave_out_explained(met)
    differing, agreeing = judge_tied(met, tables.live, tables.wording, tables.quotes)
    said.observations += tables.following(differing, met)
    said.observations += item_name_checks(told.statements, ties, tables.live, tables.quotes)
    said.held += agreeing


def _card_facts(facts: CardFacts, amounts: Mapping[str, CardFigure]) -> CardFacts:
    """What scorecards are held against, with the amounts of the tables."""
    return replace(
        facts,
        project_expenditure=amounts.get("project_expenditure"),
        basic_expenditure=amounts.get("basic_expenditure"),
        total_expenditure=amounts.get("total_expenditure"),
        other_totals=tuple(figure for name, figure in amounts.items() if name.startswith("other_")),
        bases=tuple(amounts.items()),
    )


#: Counts against money: judged in the tables where these have both, and in the text where they have not.
_TOTALS_CHECK, _TOTALS_TABLE = "T1-05", "T1"
_COUNTS_AGAINST_MONEY = frozenset({"T7-05", "T7-06", "T7-07", "N12-01"})


def _not_said_by_tables(told: Iterable[Observation], tables: ExaminedTables | None) -> Iterator[Observation]:
    """What the text says about itself, without the counts that a table's finding already speaks of."""
    said = {item.check for item in tables.result.findings} & _COUNTS_AGAINST_MONEY if tables is not None else set()
    if tables is not None and tables.intake.recognised.table(_TOTALS_TABLE) is not None:
        # A total that the text tells wrongly is held against the table's own.
        told = [item for item in told if item.check != _TOTALS_CHECK]
    return (item for item in told if item.check not in said or item.kind != "cross_ref")


def _unread_tables(recognised: Recognised, form: Form, of_cards: Collection[str | None]) -> Iterator[UnreadText]:
    """What of the tables was not understood or not there: cells, rows, columns, sheets, whole tables.

    ``of_cards`` are the sheets that were read as scorecards, which say themselves what of them was not understood, or
    as text, in which a small list is no table.
    """
    for table in recognised.tables:
        for item in (*table.unread, *table.unmatched_rows, *table.unmatched_columns):
            yield UnreadText(item.place, item.text, f"{table.title}：{item.reason}")
    for sheet in recognised.ignored:
        # A sheet is something that its maker may expect to be read; other grids of a text are no sheets.
        if sheet.place.sheet is not None and sheet.place.sheet not in of_cards:
            yield UnreadText(sheet.place, sheet.place.sheet, sheet.reason)
    for table_id in recognised.missing:
        yield UnreadText(Place(), form.table(table_id).title, "文件里没有这张表")
