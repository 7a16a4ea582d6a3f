"""Owns the pasting of a whole printed sheet: its tables are recognised as an import's are, whatever is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan_gui.figures import Unit, meets
from juesuan_gui.forms import ColumnKind, Form
from juesuan_gui.relations import Address, Unread
from juesuan_gui.report import Change, Slot, SlotEdit, SlotKind, TableKey, TableMark, compose
from juesuan_gui.session import Session
from juesuan_gui.steps import Steps
from juesuan_gui.ui.grid.amounts import Amounts
from juesuan_gui.ui.grid.clipboard import Clip
from juesuan_gui.ui.grid.code_lines import inserted_rows, locks_with
from juesuan_gui.ui.grid.draft import CELLS_OF_A_STEP, ROWS_OF_A_STEP, Draft

if TYPE_CHECKING:
    from juesuan_gui.reading import Recognised, RecognisedTable


@dataclass(frozen=True, slots=True)
class _Target:
    """A table that need not be on the screen, for a draft."""

    session: Session
    amounts: Amounts
    kinds: dict[str, ColumnKind]
    locks: Callable[[Address], bool]

    def is_locked(self, address: Address) -> bool:
        """Whether the form computes the cell, once the rows of the paste are there."""
        return self.locks(address)

    def kind(self, address: Address) -> ColumnKind:
        """What the figures of the address's column are."""
        return self.kinds.get(address.column, ColumnKind.MONEY)


@dataclass(frozen=True, slots=True)
class SheetPaste:
    """What a copied sheet becomes: a draft for each of its tables, the one pasted into first."""

    session: Session
    key: TableKey
    drafts: dict[TableKey, Draft]

    @property
    def change(self) -> Change:
        """All tables in one undo step."""
        edits = [edit for draft in self.drafts.values() for edit in draft.edits]
        return compose(f"粘贴 {self._titles}", edits)

    @property
    def other_table(self) -> TableKey | None:
        """The first table written when it is not the one pasted into."""
        return None if self.key in self.drafts else next(iter(self.drafts))

    @property
    def has_loss(self) -> bool:
        """Whether something of the copy was not written, apart from computed cells."""
        return any(draft.has_loss for draft in self.drafts.values())

    def compare_totals(self) -> None:
        """After the change: note the totals of the copy that the computed ones do not agree with."""
        live, wording = self.session.live, self.session.wording
        for draft in self.drafts.values():
            for address, figure in draft.skipped:
                try:
                    shown = live.shown(address)
                except Unread:
                    continue
                if not meets(figure.quantity(), shown.quantity() if shown is not None else 0):
                    words = (wording.row_words(address), wording.column_words(address))
                    draft.differing.append("·".join(part for part in words if part))

    def sentence(self) -> str:
        """已粘贴 120 格，跳过 14 个计算格…; with the table's name when it is not the one pasted into."""
        parts = []
        for key, draft in self.drafts.items():
            elsewhere = len(self.drafts) > 1 or key != self.key
            title = self.session.form.table(key.table).title
            parts.append(draft.sentence(f"已粘贴到“{title}”" if elsewhere else "已粘贴"))
        lead = "复制的是别的表，" if self.other_table is not None and len(self.drafts) == 1 else ""
        return lead + "；".join(parts)

    @property
    def _titles(self) -> str:
        titles = [self.session.form.table(key.table).title for key in self.drafts]
        return titles[0] if len(titles) == 1 else f"{len(titles)} 张表"


def sheet_on(form: Form, table: str, unit: Unit, clip: Clip) -> Steps[Recognised | None]:
    """The tables of the form that a copy with their headers holds, ``None`` when it has none.

    ``table`` is the id of the one pasted into, ``unit`` the unit shown, meant by a copy that does not say its own.
    """
    if not clip.may_be_sheet:
        return None
    # Only who pastes a table waits for the libraries of reading.
    from juesuan_gui.reading.pasted import CopiedHtml, recognise_pasted

    html = clip.parsed or CopiedHtml(clip.html)
    return (yield from recognise_pasted(form, html, clip.text_block, table=table, unit=unit))


def sheet_paste(session: Session, key: TableKey, found: Recognised) -> Steps[SheetPaste]:
    """What they become in the report."""
    drafts = {}
    for table in found.tables:
        target = key if table.id == key.table else TableKey(table.id, key.period)
        drafts[target] = yield from _draft(session, target, table)
    if key in drafts:
        drafts = {key: drafts[key], **drafts}
    return SheetPaste(session, key, drafts)


def _draft(session: Session, key: TableKey, found: RecognisedTable) -> Steps[Draft]:
    table = session.form.table(key.table)
    rows = yield from inserted_rows(session, key, {row.code: row.name for row in found.code_rows})
    present = set(session.report.code_rows(key))
    codes = present | {edit.slot.key[-1] for edit in rows}
    locks = locks_with(session, key, codes) if table.coded is not None else session.live.is_computed
    style = table.numbers or session.form.numbers
    kinds = {column.key: column.kind for column in table.columns}
    draft = Draft(_Target(session, Amounts(style, found.unit), kinds, locks))
    draft.edits += rows
    draft.inserted = len(rows)
    if table.coded is not None:
        draft.kept_rows = len(present - {row.code for row in found.code_rows})
    written = set()
    yield
    for number, figure in enumerate(found.figures, 1):
        if number % CELLS_OF_A_STEP == 0:
            yield
        address = key.cell(figure.address.row, figure.address.column)
        written.add(address)
        if figure.quote or not figure.stated.unread:
            draft.put_text(address, figure.quote)
    # A blank of the sheet empties the cell; a column that the sheet does not have says nothing.
    for number, row in enumerate(found.row_keys, 1):
        if number % ROWS_OF_A_STEP == 0:
            yield
        for column in found.column_keys:
            address = key.cell(row, column)
            if address not in written and column in table.columns_of(row) and not locks(address):
                draft.blank(address)
    if not found.missing_columns:
        # As after an import: a table whose only line says 0.00 is filled and may be checked.
        mark = Slot(SlotKind.TABLE, tuple(key))
        draft.edits.append(SlotEdit(mark, session.report.value(mark), TableMark.IMPORTED))
    draft.left_rows += [item.text for item in found.unmatched_rows]
    draft.left_columns += [item.text for item in found.unmatched_columns]
    return draft
