"""Owns the words of one changed figure: what it was, what it becomes, in which unit."""

from __future__ import annotations

from juesuan_gui.checks import Wording
from juesuan_gui.forms import ColumnKind, Form
from juesuan_gui.relations import Address


def changed_words(before: str, after: str, address: Address, form: Form, wording: Wording) -> str:
    """81.00 → 181.80 万元; counts and days stand without a unit, as their table says what they are."""
    table = form.tables.get(address.table)
    column = table.column(address.column) if table is not None else None
    if column is None or column.kind is not ColumnKind.MONEY:
        return f"{before} → {after}"
    unit = f" {wording.style(address).unit.label}"
    # Beside the last that is an amount: 空 has no unit.
    return (
        f"{before} → {after}{unit}"
        if after[-1:].isdigit()
        else f"{before}{unit if before[-1:].isdigit() else ''} → {after}"
    )
