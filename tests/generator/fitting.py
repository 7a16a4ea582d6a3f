"""Makes a ledger fit a form: what the form has no row for did not happen."""

from __future__ import annotations

from dataclasses import replace

from juesuan_gui.forms import Form
from tests.generator.ledger import CLASSES, FISCAL, GENERAL, Entry

_TABLE_OF_FUND = {"政府性基金预算": "T8", "国有资本经营预算": "T9"}


def fitted(entries: list[Entry], form: Form) -> list[Entry]:
    """The entries that the form can print, each balanced again after what was taken out of it."""
    return [_rebalanced(entry, form) for entry in entries if _has_place(entry, form)]


def _has_place(entry: Entry, form: Form) -> bool:
    if _TABLE_OF_FUND.get(entry.source, "T1") not in form.tables:
        return False
    return all(form.table(table).has_row(CLASSES[entry.code[:3]]) for table in ("T1", "T4"))


def _rebalanced(entry: Entry, form: Form) -> Entry:
    if entry.source not in FISCAL:
        return entry
    economic = form.table("T6")
    kept = {code: fen for code, fen in entry.basic.items() if entry.source != GENERAL or economic.has_row(code)}
    lost = sum(entry.basic.values()) - sum(kept.values())
    if not lost:
        return entry
    taken = min(lost, entry.income)
    return replace(entry, basic=kept, income=entry.income - taken, opening=entry.opening - (lost - taken))
