"""Owns the address of a scorecard's cell in the one scheme of addresses: ``绩效[card].part/line.field``.

Texts, statements and figures name the cells of cards as they name those of tables; who follows an address asks
``card_key`` first.
"""

from __future__ import annotations

from typing import Final

from juesuan_gui.relations import Address
from juesuan_gui.report.values import CardKey

#: The table under which the cells of all cards are addressed; no form may declare one of this name.
CARDS: Final = "绩效"
_HEAD: Final = "表头"
_SEPARATOR: Final = "/"


def card_address(key: CardKey) -> Address:
    """The address of a cell of a card; ``card_key`` leads back."""
    row = f"{key.part}{_SEPARATOR}{key.line}" if key.part else _HEAD
    return Address(CARDS, row, key.field, instance=key.card)


def card_key(address: Address) -> CardKey | None:
    """The cell of a card that an address names, ``None`` for a cell of a table."""
    if address.table != CARDS or not address.instance:
        return None
    if address.row == _HEAD:
        return CardKey(address.instance, "", "", address.column)
    part, separator, line = address.row.partition(_SEPARATOR)
    return CardKey(address.instance, part, line, address.column) if separator else None
