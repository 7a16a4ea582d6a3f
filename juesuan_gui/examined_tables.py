"""Owns the tables of an examined source: taken in with a form, audited, and what other checks ask of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from juesuan_gui.checks import Audit, Wording
from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.checks.text.tied_text import ToldCell, judge_tied
from juesuan_gui.checks.text.told_reasons import without_explained
from juesuan_gui.document import Place
from juesuan_gui.forms import CodeCatalogue, Form, Level
from juesuan_gui.live import LiveReport, RuleBook
from juesuan_gui.misplaced_by_text import straighten_by_text
from juesuan_gui.misplaced_figures import straighten
from juesuan_gui.narrative.model import Passage
from juesuan_gui.narrative.tied import TiedStatement
from juesuan_gui.narrative.ties import Ties
from juesuan_gui.reading import Recognised
from juesuan_gui.reading.intake import Fit, recognise_fit, take_in
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.plausible import Doubt, without_implausible
from juesuan_gui.reading.tables.rows import REPEATED
from juesuan_gui.reading.text_facts import with_told_counts
from juesuan_gui.reading.told_settings import told_settings
from juesuan_gui.relations import Address
from juesuan_gui.report.cards import CardFigure, money_figure
from juesuan_gui.strange_sums import settle


class ExaminedTables:
    """The tables of a source: taken in, live, audited."""

    def __init__(self, source: Source, fit: Fit, codes: CodeCatalogue, text: Sequence[Passage]) -> None:
        form = fit.form
        book = RuleBook(form)
        recognised, self.doubts = without_implausible(recognise_fit(source, fit, codes, book), form)
        told = told_settings(source)

        def revive(figures: Recognised) -> LiveReport:
            """The report that these figures would make, with all else the same."""
            return LiveReport(with_told_counts(take_in(figures, form, told=told), text, form).report, codes, book)

        self.sums = settle(recognised, revive)
        recognised = self.sums.recognised
        self.intake = with_told_counts(take_in(recognised, form, told=told), text, form)
        self.live = LiveReport(self.intake.report, codes, book)
        audit = Audit(self.live, self.sums.settled)
        audit.run()
        self._form, self._revive = form, revive
        self.straight = straighten(recognised, form, self.live, audit.result(), revive)
        self.result = self.straight.result
        self.wording = Wording(self.live)
        self.wording.show_as_printed({table.id: table.unit for table in recognised.tables})
        self.held = tuple(audit.held())

    @property
    def quotes(self) -> dict[Address, tuple[Place, str]]:
        """Where the source prints each figure, and in which words."""
        return {address: (item.place, item.quote) for address, item in self.intake.sources.items()}

    def leave_out_explained(self, met: Sequence[TiedStatement]) -> None:
        """Without the findings that only ask for a reason which the text gives."""
        self.result = replace(self.result, findings=without_explained(self.result.findings, met))
        self.straight = replace(self.straight, result=self.result)

    def straighten_by_text(self, told: Mapping[Address, ToldCell]) -> tuple[Observation, ...]:
        """The figures beside other names than those that the text tells them with; their findings follow from them."""
        before = self.straight
        self.straight = straighten_by_text(before, self.intake.recognised, self._form, self.live, told, self._revive)
        self.result = self.straight.result
        return self.straight.observations[len(before.observations) :]

    def following(self, differing: Sequence[Observation], met: Sequence[TiedStatement]) -> list[Observation]:
        """What a text says otherwise than a table, with figures beside the wrong names as the root where they are."""
        if self.straight.live is None:
            return list(differing)
        still, _ = judge_tied(met, self.straight.live, Wording(self.straight.live), {})
        left = {item.key for item in still}
        roots = {item.spot.table: item.key for item in self.straight.observations}
        return [
            item if item.key in left else replace(item, root=next(filter(None, map(roots.get, _tables_of(item))), None))
            for item in differing
        ]


def titles_of(tables: ExaminedTables | None) -> list[str]:
    """The titles of the tables as printed."""
    if tables is None:
        return []
    printed = [table.printed for table in tables.intake.recognised.tables]
    return [item.title.text for item in printed if item is not None and item.title is not None]


def doubted(doubt: Doubt, form: Form) -> Observation:
    """F18: a table whose figures cannot be amounts of this report."""
    address = doubt.figure.address
    return Observation(
        key=f"F18|{doubt.table}",
        check="F18",
        level=Level.WARNING,
        kind="unit",
        spot=Spot(doubt.figure.place, doubt.figure.quote, address.table, address.row, address.column),
        message=f"“{form.table(doubt.table).title}”的数比其他各表大上千倍，单位或数字有误；这张表没有核对。",
        stated=doubt.figure.quote,
    )


def repeated_rows(recognised: Recognised, form: Form) -> Iterator[Observation]:
    """F12: the row of a code that a table prints again. What no lines of a page divide may have been read twice."""
    for table in recognised.tables:
        if form.table(table.id).coded is None or (table.printed is not None and table.printed.is_inferred):
            continue
        for row in table.unmatched_rows:
            if row.reason.endswith(REPEATED) and row.text[:1].isdigit():
                yield Observation(
                    key=f"F12|重复|{table.id}|{row.text}",
                    check="F12",
                    level=Level.WARNING,
                    kind="structure",
                    spot=Spot(row.place, row.text, table.id),
                    message=f"“{table.title}”里“{row.text}”印了不止一行，请核对是否多印了一行或编码有误；"
                    "合计按前一行核对。",
                    stated=row.text,
                )


def card_amounts(tables: ExaminedTables, ties: Ties) -> dict[str, CardFigure]:
    """The amounts of the tables that scorecards are held against, as the source prints them."""
    amounts: dict[str, CardFigure] = {}
    for name in ties.facts:
        address = ties.fact(name, tables.live)
        item = tables.intake.sources.get(address) if address is not None else None
        if address is None or item is None or item.stated.figure is None:
            continue
        table = tables.intake.recognised.table(address.table)
        unit = table.unit if table is not None else tables.intake.recognised.unit
        figure = item.stated.figure
        amounts[name] = money_figure(figure.value, figure.step, unit, item.quote, item.place)
    return amounts


def _tables_of(item: Observation) -> list[str]:
    """The tables that an observation speaks of."""
    return [spot.table for spot in (item.spot, *item.others)]
