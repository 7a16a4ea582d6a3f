"""Owns comparing names and texts of projects: the same, nearly the same, how much two texts share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from juesuan_gui.report.cards import Card
from juesuan_gui.report.cards_targets import plain

_NOISE = re.compile(r"[^\w]|_")


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """The words without signs and without 项目 at the end."""
    return re.sub(r"项目$", "", _NOISE.sub("", plain(text)))


def pairs(text: str) -> Counter[str]:
    """The pairs of neighbouring characters of the words, with how often each stands there."""
    words = bare(text)
    return Counter(words[at : at + 2] for at in range(len(words) - 1))


def alike(left: str, right: str) -> float:
    """How alike two names are, from 0 to 1 (Dice's measure over pairs of characters)."""
    first, second = pairs(left), pairs(right)
    size = sum(first.values()) + sum(second.values())
    return 2 * sum((first & second).values()) / size if size else 0.0


def covered(part: str, whole: str) -> float:
    """How much of a text's pairs of characters stand in another."""
    first, second = pairs(part), pairs(whole)
    size = sum(first.values())
    return sum((first & second).values()) / size if size else 1.0


def card_of(name: str, cards: Sequence[Card]) -> tuple[Card | None, Card | None]:
    """The card of a project as a sentence names it, and else the one whose name is nearest to it.

    A name also counts when it holds the card's whole name (a department and year before it), or the card's name
    holds it before a bracket; the longest such name wins.
    """
    wanted = bare(name)
    exact = [card for card in cards if bare(card.name) == wanted]
    if len(exact) == 1:
        return exact[0], None
    if len(exact) > 1:
        return None, None
    holding = [card for card in cards if len(bare(card.name)) >= 4 and wanted.endswith(bare(card.name))]
    holding += [card for card in cards if wanted == bare(re.split(r"[（(]", card.name)[0])]
    if holding:
        return max(holding, key=lambda card: len(card.name)), None
    near = max(cards, key=lambda card: _nearness(name, card.name), default=None)
    return None, near if near is not None and _nearness(name, near.name) >= 0.6 else None


def _nearness(left: str, right: str) -> float:
    return max(alike(left, right), alike(left, re.split(r"[（(]", right)[0]))


def common_run(left: str, right: str) -> str:
    """The longest run of characters that stands in both."""
    first, second = bare(left), bare(right)
    best = ""
    for start in range(len(first)):
        while start + len(best) < len(first) and first[start : start + len(best) + 1] in second:
            best = first[start : start + len(best) + 1]
    return best
