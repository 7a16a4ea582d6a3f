"""Owns which finding about a text follows from one about a scorecard: a rate computed from a figure told wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from juesuan_gui.checks.observations import Observation, Spot

#: The amounts of a project that an execution rate is computed from, as the keys of P17 end.
_AMOUNTS = ("|预算数", "|执行数")


def with_card_roots(observations: Sequence[Observation]) -> list[Observation]:
    """The observations, a rate of the text that does not fit its amounts following from an amount told wrong.

    预算数 3万元 beside 5万元 of the card makes 完成预算的 44.4% wrong as well: one cause, one root.
    """
    amounts = [item for item in observations if item.check == "P17" and item.key.partition("#")[0].endswith(_AMOUNTS)]
    if not amounts:
        return list(observations)
    return [_following(item, amounts) for item in observations]


def _following(item: Observation, amounts: Sequence[Observation]) -> Observation:
    if item.kind != "completion" or item.root is not None:
        return item
    roots = [amount for amount in amounts if any(_same(amount.spot, other) for other in item.others)]
    return replace(item, root=roots[0].key) if roots else item


def _same(left: Spot, right: Spot) -> bool:
    """Whether two quotes of one place are the same figure, one with more words around it than the other."""
    places = [(spot.place.page, spot.place.line, spot.place.sheet) for spot in (left, right)]
    first, second = (re.sub(r"\s", "", spot.quote) for spot in (left, right))
    return places[0] == places[1] and bool(first and second) and (first in second or second in first)
