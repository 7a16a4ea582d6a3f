"""Owns the step from one year to the next: this year's figures as 上年 figures of another report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from juesuan_gui.figures import Figure
from juesuan_gui.forms import TOTAL_ROW, Correspondence, Form, Table
from juesuan_gui.forms.shelf import NATIONWIDE
from juesuan_gui.live import LiveReport
from juesuan_gui.publishing.cover import COVER_DATE
from juesuan_gui.relations import Address, Period, Unread
from juesuan_gui.report import (
    CardKey,
    Change,
    CodedRow,
    Origin,
    Report,
    Setting,
    Slot,
    SlotEdit,
    SlotKind,
    Stated,
    TableKey,
    TableMark,
    Text,
    compose,
    state_figure,
)
from juesuan_gui.report.card_sheets import is_for_next_year

#: The text of a report that names whose report it is.
UNIT_NAME = "单位名称"
#: The beginnings of the names of texts that give reasons, and of those that last year's report said.
REASON_TEXTS = "原因."
LAST_YEARS_TEXTS = "上年."
#: What of last year's words may be looked at while this year's are written.
_SHOWN_TEXTS = (REASON_TEXTS, "说明.")
#: Figures of a table between two pauses.
_PAUSE_EVERY = 500


@dataclass(frozen=True, slots=True)
class PriorYear:
    """The change that takes last year's figures over, and what of them found no place.

    ``tables`` and ``figures`` count what is taken over; ``left_out`` are sentences that name table, row and
    column of every figure that is not zero and has no cell in the other form; ``notes`` say what to look at.
    """

    change: Change
    tables: int
    figures: int
    left_out: tuple[str, ...]
    notes: tuple[str, ...]


def next_year_forms(form: Form, forms: Iterable[Form]) -> list[Form]:
    """The forms of later years that a report of this form may go on with, the likeliest first.

    Same place and the year that follows; then later years of the same place; then the following year elsewhere, the
    nationwide form before those of other places.
    """
    later = [other for other in forms if other.year > form.year]
    return sorted(
        later,
        key=lambda other: (
            other.region != form.region,
            other.year - form.year,
            other.region != NATIONWIDE,
            other.id,
        ),
    )


def carried_over(live: LiveReport, form: Form, pause: Callable[[], object] = lambda: None) -> tuple[Report, PriorYear]:
    """The report of a following year: texts and settings kept, this year's figures as 上年 figures.

    ``form`` is that of the new year; ``pause`` as in ``prior_year``. Raises ValueError when it is not of a later year.
    """
    if form.year <= live.form.year:
        raise ValueError(f"要结转到 {live.form.year} 年度以后的年度，所选版式是 {form.year} 年度。")
    report = Report(form)
    prior = prior_year(live, report, pause)
    # Last year's reasons are not this year's: prior_year lays them beside the questions.
    kept = [SlotEdit(slot, None, value) for slot, value in live.report.slots() if _is_kept(slot, value, form)]
    report.apply(compose(f"结转 {live.form.year} 年度", [*kept, *prior.change.edits]))
    return report, prior


def _is_kept(slot: Slot, value: object, form: Form) -> bool:
    if slot.kind is SlotKind.CARD:
        return is_for_next_year(CardKey(*slot.key))
    if isinstance(value, Text):
        return slot.key[0] != COVER_DATE and not slot.key[0].startswith((REASON_TEXTS, LAST_YEARS_TEXTS))
    # A choice that the new form does not offer would stop every check that asks for it.
    return isinstance(value, Setting) and value.value in form.settings.get(slot.key[0], ())


def prior_year(last: LiveReport, report: Report, pause: Callable[[], object] = lambda: None) -> PriorYear:
    """The one change that makes ``last``'s figures the 上年 figures of ``report``, replacing those it had.

    Every shown figure is taken, computed ones too: totals of last year are not computed again. ``pause`` is called
    again and again, and may end it by raising; nothing is changed by then.
    """
    edits: list[SlotEdit] = []
    left_out: list[str] = []
    tables = figures = 0
    for source in last.report.tables():
        pause()
        if source != TableKey(source.table):
            continue
        target = report.form.tables.get(source.table)
        if target is None:
            left_out.append(f"{last.form.table(source.table).title}：本年的版式没有这张表")
            continue
        if Period.PRIOR not in target.periods:
            continue
        taken = list(_table_edits(last, report, source, target, left_out, pause))
        tables += 1
        figures += sum(1 for edit in taken if isinstance(edit.after, Stated))
        edits += taken
    notes = tuple(_notes(last, report))
    edits += _text_edits(last.report, report)
    label = f"载入上年数（{last.form.year} 年度）"
    return PriorYear(compose(label, edits), tables, figures, tuple(left_out), notes)


def _text_edits(last: Report, report: Report) -> Iterator[SlotEdit]:
    """Last year's reasons and free texts, to be shown beside the questions of this year; never its answers."""
    wanted = {
        f"{LAST_YEARS_TEXTS}{slot.key[0]}": value
        for slot, value in last.slots()
        if isinstance(value, Text) and slot.key[0].startswith(_SHOWN_TEXTS)
    }
    for slot, value in list(report.slots()):
        if isinstance(value, Text) and slot.key[0].startswith(LAST_YEARS_TEXTS) and slot.key[0] not in wanted:
            yield SlotEdit(slot, value, None)
    for name, value in wanted.items():
        slot = Slot(SlotKind.TEXT, (name,))
        yield SlotEdit(slot, report.value(slot), value)


def _notes(last: LiveReport, report: Report) -> Iterator[str]:
    expected = report.form.year - 1
    if last.form.year != expected:
        yield f"载入的报告是 {last.form.year} 年度的，本报告的上年应是 {expected} 年度，请核对。"
    own, other = (one.text(UNIT_NAME) for one in (report, last.report))
    if own and other and own != other:
        yield f"载入的报告是“{other}”的，本报告是“{own}”的，请核对。"
    if last.form.unit is not report.form.unit:
        yield f"上年的金额单位是{last.form.unit.label}，本年是{report.form.unit.label}；核对时按各自的精度比较。"


def _table_edits(
    last: LiveReport,
    report: Report,
    source: TableKey,
    target: Table,
    left_out: list[str],
    pause: Callable[[], object],
) -> Iterator[SlotEdit]:
    key = TableKey(source.table, Period.PRIOR)
    places = Correspondence(last.form.table(source.table), target)
    shown: dict[Address, Stated] = {}
    for number, (address, stated) in enumerate(_shown(last, source)):
        shown[address] = stated
        if number % _PAUSE_EVERY == 0:
            pause()
    placed: dict[Address, Stated] = {}
    for address, stated in shown.items():
        row, column = places.row(address.row), places.column(address.column)
        if row is not None and column is not None and _has_cell(target, row, column):
            placed[key.cell(row, column)] = stated
        elif stated.unread or (stated.figure is not None and stated.figure.value != 0):
            left_out.append(f"{target.title} {address.row}·{address.column}：本年的版式没有这一格")
    rows = last.report.code_rows(source) if target.coded is not None else {}
    for code, row_before in report.code_rows(key).items():
        if code not in rows:
            yield SlotEdit(Slot(SlotKind.ROW, (*key, code)), row_before, None)
    for code, row_after in rows.items():
        slot = Slot(SlotKind.ROW, (*key, code))
        yield SlotEdit(slot, report.value(slot), CodedRow(code, row_after.name, row_after.order))
    for address in report.figures():
        if TableKey.of(address) == key and address not in placed:
            yield state_figure(report, address, None)
    for address, stated in placed.items():
        yield state_figure(report, address, stated)
    mark = Slot(SlotKind.TABLE, tuple(key))
    is_empty = last.report.mark(source) is TableMark.EMPTY
    yield SlotEdit(mark, report.value(mark), TableMark.EMPTY if is_empty else TableMark.IMPORTED)


def _shown(last: LiveReport, key: TableKey) -> Iterator[tuple[Address, Stated]]:
    """Every figure that the table shows; what could not be read stays unread."""
    table = last.form.table(key.table)
    rows = [*table.rows]
    if table.coded is not None:
        rows += [row for row in (TOTAL_ROW, *last.report.code_rows(key)) if row not in table.rows]
    for row in rows:
        for column in table.columns_of(row):
            address = key.cell(row, column)
            try:
                figure: Figure | None = last.shown(address)
            except Unread as problem:
                yield address, Stated(None, Origin.IMPORTED, unread=f"上年的报告里没有读出：{problem}")
                continue
            if figure is not None:
                yield address, Stated(figure, Origin.IMPORTED)


def _has_cell(table: Table, row: str, column: str) -> bool:
    return table.has_row(row) and column in table.columns_of(row)
