"""Owns how amounts look on this screen: zeros and negative amounts. Nothing stored, copied or printed depends on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ZeroShown(Enum):
    """How an amount of nothing is shown."""

    AS_PRINTED = "printed"
    FIGURES = "figures"
    DASH = "dash"
    BLANK = "blank"

    def text(self, printed: str | None) -> str | None:
        """The text of a zero, ``None`` for figures (0.00); ``printed`` is what the form prints."""
        return {ZeroShown.AS_PRINTED: printed, ZeroShown.FIGURES: None, ZeroShown.DASH: "—", ZeroShown.BLANK: ""}[self]


@dataclass(frozen=True, slots=True)
class Display:
    """What the user chose for this machine."""

    zero: ZeroShown = ZeroShown.AS_PRINTED
    red_negatives: bool = False
