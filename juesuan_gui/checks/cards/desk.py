"""Owns what the scorecard checks share: collecting findings and held relations, comparing, printing numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from juesuan_gui.checks.cards.catalogue import CARD_CHECKS
from juesuan_gui.checks.judge import Outcome, judge, level_of
from juesuan_gui.checks.observations import HeldRelation, Observation, Spot
from juesuan_gui.figures import Quantity, add, midpoint, round_half_up
from juesuan_gui.forms import Level
from juesuan_gui.report.cards import (
    Card,
    CardFigure,
    CardKind,
    CardStatement,
    CardUnread,
    Measured,
    Printed,
    StatementKind,
)

#: A statement figure or a printed word, both can be pointed at.
Pointed = CardFigure | Printed


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a report says beside its cards.

    ``project_expenditure``, ``basic_expenditure``, ``total_expenditure`` are the 合计 row of 支出决算表, ``None`` where
    the report prints none: what needs them is then 未能核对. ``other_totals`` are what the whole may be measured by
    instead (财政拨款支出, 收支总计). ``bases`` are further amounts of the tables by the names that the form's ties give
    them (general_project_expenditure, three_public_budget, three_public_spent). ``weights`` are the weights that the
    form prescribes (产出指标 → 50), empty where it does not; ``grades`` are the form's (word, least score) from the
    best, empty for the nationwide 优, 良, 中, 差; ``overachieved`` is the share of the target above which a full score
    needs a word (P10).
    """

    project_expenditure: CardFigure | None = None
    basic_expenditure: CardFigure | None = None
    total_expenditure: CardFigure | None = None
    statements: tuple[CardStatement, ...] = ()
    weights: tuple[tuple[str, Decimal], ...] = ()
    grades: tuple[tuple[str, Decimal], ...] = ()
    overachieved: Decimal = Decimal("1.3")
    other_totals: tuple[CardFigure, ...] = ()
    bases: tuple[tuple[str, CardFigure], ...] = ()


@dataclass(slots=True)
class Desk:
    """Collects what the checks find. ``places`` is the precision of money in these cards (see ``money_places``)."""

    facts: CardFacts
    places: int
    findings: list[Observation] = field(default_factory=list)
    held: list[HeldRelation] = field(default_factory=list)
    unread: list[CardUnread] = field(default_factory=list)

    def hold(self, check: str, about: Pointed, kind: str | None = None) -> None:
        """Note a relation that was checked and holds."""
        self.held.append(HeldRelation(check, kind or CARD_CHECKS[check].kind, spot(about)))

    def skip(self, about: Pointed, why: str) -> None:
        """Note what could not be checked; ``why`` is Chinese."""
        entry = CardUnread(about.place, about.text, why)
        if entry not in self.unread:
            self.unread.append(entry)

    def report(
        self,
        check: str,
        subject: str,
        about: Pointed,
        message: str,
        *,
        level: Level | None = None,
        kind: str | None = None,
        stated: str | None = None,
        expected: str | None = None,
        difference: str | None = None,
        formula: str = "",
        others: Sequence[Pointed] = (),
        root: str | None = None,
    ) -> str:
        """Add a finding and give its key. ``subject`` names what it is about, never values."""
        declared = CARD_CHECKS[check]
        key = f"{check}|{subject}"
        taken = sum(item.key == key or item.key.startswith(f"{key}#") for item in self.findings)
        key = f"{key}#{taken + 1}" if taken else key
        self.findings.append(
            Observation(
                key,
                check,
                level or declared.level,
                kind or declared.kind,
                spot(about),
                message,
                stated,
                expected,
                difference,
                formula,
                tuple(spot(other) for other in others),
                root,
            )
        )
        return key

    def said(self, *kinds: StatementKind, project: bool = False) -> list[CardStatement]:
        """What the report says of these kinds, about a single project or about all."""
        return [item for item in self.facts.statements if item.kind in kinds and bool(item.project) == project]

    def quantity(self, figure: CardFigure) -> Quantity:
        """The interval of a figure at the precision of these cards; raises ValueError when unread."""
        return figure.quantity(self.places if figure.measured is Measured.MONEY else None)

    def compare(
        self,
        check: str,
        subject: str,
        stated: CardFigure,
        expected: Quantity,
        message: str,
        *,
        formula: str,
        level: Level | None = None,
        kind: str | None = None,
        others: Sequence[Pointed] = (),
        root: str | None = None,
        same: bool = False,
    ) -> str | None:
        """Judge ``stated`` = ``expected`` by the rules of tolerance; the key of the finding, ``None`` when it holds.

        In ``message`` {stated}, {expected} and {difference} stand for the numbers as printed at the stated place.
        """
        left = self.quantity(stated)
        outcome = judge("=", left, expected, left_is_cell=True, same_quantity=same).outcome
        if outcome in (Outcome.HOLDS, Outcome.ROUNDING):
            self.hold(check, stated, kind)
            return None
        texts = sides(stated, expected)
        return self.report(
            check,
            subject,
            stated,
            filled(message, texts),
            level=level_of(outcome, level or CARD_CHECKS[check].level),
            kind=kind,
            stated=texts[0],
            expected=texts[1],
            difference=texts[2],
            formula=formula,
            others=others,
            root=root,
        )


def filled(message: str, texts: tuple[str, str, str]) -> str:
    """The message with its numbers; names in it may hold any signs, so nothing else is replaced."""
    for slot, text in zip(("{stated}", "{expected}", "{difference}"), (*texts[:2], texts[2].lstrip("-")), strict=True):
        message = message.replace(slot, text)
    return message


def spot(about: Pointed) -> Spot:
    """Where something stands, with its words unchanged."""
    return Spot(about.place, about.text)


def money_places(cards: Sequence[Card]) -> int:
    """The precision of money in a report's cards: the finest printed anywhere in them.

    Cards drop trailing zeros (191 beside 172.80, 5 beside 8.5), so a figure's own last digit says too little; the
    finest digit that the same hand prints is what all of its figures are meant to (FORMS, numbers of 000 and 002).
    """
    figures = [figure for card in cards for row in card.money for _, figure in row.cells]
    listed = [item for card in cards for item in (*card.projects, *([card.list_total] if card.list_total else ()))]
    figures += [figure for item in listed for figure in (item.budget, item.executed) if figure]
    return max((figure.decimals for figure in figures if figure.measured is Measured.MONEY), default=0)


def known(figure: CardFigure | None) -> CardFigure | None:
    """The figure unless it is blank or unread."""
    return figure if figure is not None and figure.number is not None else None


def total(quantities: Sequence[Quantity]) -> Quantity:
    """The sum; 0 for none."""
    result: Quantity = 0
    for quantity in quantities:
        result = add(result, quantity)
    return result


def sides(stated: CardFigure, expected: Quantity) -> tuple[str, str, str]:
    """Stated, expected and difference (stated − expected) in the unit and decimals of the stated place.

    One more decimal is shown where rounding would hide the difference.
    """
    size = stated.unit.value if stated.measured is Measured.MONEY and stated.unit is not None else 1
    left = Fraction(stated.number or 0)
    right = Fraction(midpoint(expected)) / size
    decimals = stated.decimals
    while decimals < stated.decimals + 3 and round_half_up(left, decimals) == round_half_up(right, decimals):
        decimals += 1
    if left == right:
        decimals = stated.decimals
    printed = number_text(left, stated.decimals, stated)
    wanted = number_text(right, decimals, stated)
    gap = number_text(left - round_half_up_fraction(right, decimals), decimals, stated)
    return printed, wanted, gap


def round_half_up_fraction(value: Fraction, decimals: int) -> Fraction:
    """The value as it is printed, so that the printed difference fits both printed sides."""
    return Fraction(round_half_up(value, decimals))


def number_text(value: Fraction, decimals: int, like: CardFigure) -> str:
    """A number as the figure ``like`` prints its own: decimals, thousands commas, percent sign."""
    rounded = round_half_up(value, decimals)
    comma = "," if like.measured is Measured.MONEY and "," in like.text else ""
    sign = "%" if like.measured is Measured.PERCENT else ""
    return f"{rounded:{comma}.{decimals}f}{sign}"


def named(card: Card) -> str:
    """What a card is called in messages."""
    if card.kind is CardKind.OVERALL:
        return "整体支出绩效自评表"
    if card.kind is CardKind.LISTING:
        return card.title or "项目清单"
    if card.kind is CardKind.SUMMARY:
        return f"“{card.name}”自评结果（摘要版）" if card.name else "整体自评结果（摘要版）"
    return f"“{card.name}”自评表"


def at(card: Card) -> Pointed:
    """Where to point for a whole card: its name, else its beginning."""
    return card.label or Printed(card.name or card.title, card.place)
