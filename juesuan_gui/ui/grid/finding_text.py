"""Owns finding a text in one table: names, codes and amounts."""

from __future__ import annotations

import unicodedata

from juesuan_gui.forms import CellRole
from juesuan_gui.relations import Address
from juesuan_gui.ui.grid.model import GridModel


def places_with(model: GridModel, text: str) -> list[Address]:
    """The first figure of each row whose name holds the text or whose code begins so, and amounts like it."""
    wanted = _folded(text)
    if not wanted:
        return []
    amount = _amount(wanted)
    found: dict[Address, None] = {}
    for row in range(model.last_line + 1):
        labelled = False
        for column, cell in enumerate(model.row(row).cells):
            if cell.position != column:
                continue
            if cell.role in (CellRole.NAME, CellRole.CODE):
                labelled = labelled or _names(wanted, cell.text, cell.role)
            address = model.address(row, column)
            if address is None:
                continue
            if labelled or (amount and amount in model.text(row, column).replace(",", "")):
                found[address] = None
            labelled = False
    return list(found)


def _names(wanted: str, label: str, role: CellRole) -> bool:
    folded = _folded(label)
    return folded.startswith(wanted) if role is CellRole.CODE else wanted in folded


def _amount(wanted: str) -> str:
    """The digits to look for; "" when the text is no amount."""
    plain = wanted.replace(",", "")
    return plain if plain.lstrip("-").replace(".", "", 1).isdigit() else ""


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).lower().replace("−", "-")
