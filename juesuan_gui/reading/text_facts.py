"""Owns taking the figures of a published explanation into the supplementary tables, beside the tables recognised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from juesuan_gui.document import Place
from juesuan_gui.figures import Figure
from juesuan_gui.forms import CodeCatalogue, Form, Level
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.claiming.catalogue import base_kind
from juesuan_gui.narrative.model import Literal, Passage, Role
from juesuan_gui.narrative.passages import passages
from juesuan_gui.narrative.statements import statements_of
from juesuan_gui.narrative.text_facts import facts_of, load_fact_rules
from juesuan_gui.narrative.tied import tied
from juesuan_gui.narrative.ties import Tie, Ties, load_ties
from juesuan_gui.reading.importing import import_change
from juesuan_gui.reading.intake import Intake
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.recognised import Recognised, RecognisedFigure, RecognisedTable
from juesuan_gui.reading.told_settings import with_told_name
from juesuan_gui.relations import Address, Basis, Period
from juesuan_gui.report import (
    CodedRow,
    Origin,
    Report,
    Slot,
    SlotEdit,
    SlotKind,
    Stated,
    TableKey,
    TableMark,
    compose,
    state_figure,
)

#: The counts behind the 三公 table: persons, groups, vehicles.
_COUNTS_TABLE = "三公情况"
_BUDGET_TOPIC, _BUDGET_TABLE, _BUDGET_COLUMN = "一般公共", "T5", "合计"


def with_text_facts(recognised: Recognised, source: Source, form: Form, codes: CodeCatalogue) -> Recognised:
    """What was recognised, and what the text says of the unit, 三公 counts, procurement, assets, staff, 科目 budgets.

    Only cells of supplementary tables and of 年初预算 are filled; a source without an explanation, or with last
    year's figures, gives nothing more. Raises FormError when the form's text rules are damaged.
    """
    text = passages(source.document)
    if not text or recognised.period != Period.THIS:
        return recognised
    recognised = with_told_name(recognised, source)
    figures = [
        _figure(fact.address, fact.figure, fact.passage, fact.literal)
        for fact in facts_of(text, load_fact_rules(form))
        if fact.address.basis in form.table(fact.address.table).bases
    ]
    budget = _budgets(text, form, codes, recognised)
    added = [*_tables(figures, form, recognised), *([budget] if budget is not None else [])]
    return replace(recognised, tables=(*recognised.tables, *added)) if added else recognised


def with_told_counts(intake: Intake, text: Sequence[Passage], form: Form) -> Intake:
    """A report taken in for an examination, with the 三公 counts that its text states.

    What the text does not say is unread, not none: a published text may leave out what it had not. Its other
    figures are held against each other where they stand.
    """
    table = form.tables.get(_COUNTS_TABLE)
    rules = [rule for rule in load_fact_rules(form) if rule.address.table == _COUNTS_TABLE]
    told = [_figure(fact.address, fact.figure, fact.passage, fact.literal) for fact in facts_of(text, rules)]
    if table is None or not told:
        return intake
    stated = {figure.address: figure.stated for figure in told}
    key = TableKey(_COUNTS_TABLE)
    cells = [key.cell(row, column) for row in table.rows for column in table.columns_of(row)]
    unread = Stated(None, Origin.IMPORTED, unread="说明里没有写")
    edits = [state_figure(intake.report, cell, stated.get(cell, unread)) for cell in cells]
    edits.append(SlotEdit(Slot(SlotKind.TABLE, tuple(key)), None, TableMark.IMPORTED))
    intake.report.apply(compose("说明里的实物量", edits))
    return replace(intake, sources={**intake.sources, **{figure.address: figure for figure in told}})


def _figure(address: Address, figure: Figure, passage: Passage, literal: Literal) -> RecognisedFigure:
    quote = passage.quote(literal.start, literal.end)
    return RecognisedFigure(address, Stated(figure, Origin.IMPORTED), passage.place(literal.start), quote)


def _tables(figures: Iterable[RecognisedFigure], form: Form, recognised: Recognised) -> list[RecognisedTable]:
    """The figures by table and column: an import leaves every cell alone that the text does not state."""
    by_column: dict[tuple[TableKey, str], list[RecognisedFigure]] = {}
    for figure in figures:
        by_column.setdefault((TableKey.of(figure.address), figure.address.column), []).append(figure)
    return [_table(key, found, form, recognised) for (key, _), found in by_column.items()]


def _table(
    key: TableKey,
    figures: Sequence[RecognisedFigure],
    form: Form,
    recognised: Recognised,
    code_rows: tuple[CodedRow, ...] = (),
) -> RecognisedTable:
    rows = tuple(dict.fromkeys(figure.address.row for figure in figures))
    columns = tuple(dict.fromkeys(figure.address.column for figure in figures))
    place = figures[0].place if figures else Place()
    title = form.table(key.table).title
    return RecognisedTable(
        key.table, title, place, recognised.unit, rows, columns, tuple(figures), code_rows, basis=key.basis
    )


def _budgets(
    text: Sequence[Passage], form: Form, codes: CodeCatalogue, recognised: Recognised
) -> RecognisedTable | None:
    """年初预算 by 项, as the list of 科目 in the explanation states them; totals follow from the rows."""
    table = form.tables.get(_BUDGET_TABLE)
    main = recognised.table(_BUDGET_TABLE)
    if (
        table is None
        or main is None
        or Basis.INITIAL_BUDGET not in table.bases
        or recognised.table_of_basis(_BUDGET_TABLE, Basis.INITIAL_BUDGET)
    ):
        return None
    report = Report(form)
    report.apply(import_change(report, recognised))
    live = LiveReport(report, codes)
    own = load_ties(form)
    tie = Tie(
        "一般公共-科目预算", "N5-03", frozenset({_BUDGET_TOPIC}), frozenset(), (), _BUDGET_TABLE,
        _BUDGET_COLUMN, Role.BUDGET, False, "=", Level.ERROR,
    )  # fmt: skip
    ties = Ties(own.topics, (tie,), {})
    key = TableKey(_BUDGET_TABLE, basis=Basis.INITIAL_BUDGET)
    leaves = {row.code for row in main.code_rows if not _has_child(row.code, main.code_rows)}
    found: dict[Address, RecognisedFigure] = {}
    for item in tied(statements_of(text), ties, live, recognised.unit_name):
        statement, row = item.statement, item.addresses[0].row
        if base_kind(statement.base) != Basis.INITIAL_BUDGET or row not in leaves:
            continue
        address = key.cell(row, tie.column)
        found.setdefault(address, _figure(address, statement.literal.figure, statement.passage, statement.literal))
    if not found:
        return None
    rows = tuple(row for row in main.code_rows if any(cell.row.startswith(row.code) for cell in found))
    return _table(key, list(found.values()), form, recognised, rows)


def _has_child(code: str, rows: Iterable[CodedRow]) -> bool:
    return any(row.code != code and row.code.startswith(code) for row in rows)
