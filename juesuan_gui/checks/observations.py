"""Owns the finding about a source file: what it prints where, what it should print, and what it was compared with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from juesuan_gui.document import Place
from juesuan_gui.forms import Level

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Spot:
    """One side of an observation: its place and the words there, cut from the source unchanged."""

    place: Place
    quote: str = ""
    table: str = ""
    row: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """Something in a source that is wrong, or to be looked at.

    ``key`` is stable: check, what it is about, ordinal; never wording or values. ``stated``, ``expected`` and
    ``difference`` are in the unit and decimals of the quoted place, ``None`` where there is no such number.
    ``kind`` is one of the JSON contract. ``root`` is the key of the observation or finding that this one
    follows from.
    """

    key: str
    check: str
    level: Level
    kind: str
    spot: Spot
    message: str
    stated: str | None = None
    expected: str | None = None
    difference: str | None = None
    formula: str = ""
    others: tuple[Spot, ...] = ()
    root: str | None = None

    @property
    def fingerprint(self) -> str:
        """What an explanation of it was written for: the words and figures judged, never where they stand."""
        words = (self.stated or "", self.expected or "", self.spot.quote, *(spot.quote for spot in self.others))
        return sha256("\x1f".join(words).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class HeldRelation:
    """A relation of a source that was checked and holds."""

    check: str
    kind: str
    spot: Spot


def numbered(observations: list[Observation]) -> list[Observation]:
    """The observations with an ordinal behind keys that would be alike, in their order."""
    seen: dict[str, int] = {}
    result: list[Observation] = []
    for item in observations:
        ordinal = seen[item.key] = seen.get(item.key, 0) + 1
        result.append(item if ordinal == 1 else _with_ordinal(item, ordinal))
    return result


def _with_ordinal(item: Observation, ordinal: int) -> Observation:
    return replace(item, key=f"{item.key}#{ordinal}")


def without_repeats(observations: Sequence[Observation]) -> list[Observation]:
    """The observations without those that say again what an earlier or graver one says of the same figure.

    A figure of the text may be judged as a claim, as a scorecard's and as a table's; one finding is enough where
    stated and expected number are the same. What followed from a dropped one follows from the one kept.
    """
    kept: dict[object, Observation] = {}
    replaced: dict[str, str] = {}
    for item in observations:
        about = _figure_judged(item)
        if about is None:
            kept[item.key] = item
            continue
        before = kept.get(about)
        if before is None:
            kept[about] = item
        elif item.level.rank < before.level.rank:
            replaced[before.key] = item.key
            kept[about] = item
        else:
            replaced[item.key] = before.key
    return [item if item.root not in replaced else replace(item, root=replaced[item.root]) for item in kept.values()]


def _figure_judged(item: Observation) -> tuple[object, ...] | None:
    """Which figure an observation judges, and against what; ``None`` where it judges no figure."""
    numbers = tuple("".join(_NUMBER.findall(text or "")).replace(",", "") for text in (item.stated, item.expected))
    if not all(numbers):
        return None
    return (item.spot.place, *numbers)
