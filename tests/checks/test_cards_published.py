"""Generated cards: right ones have no finding, one changed figure is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from juesuan_gui.checks.cards.judging import CardFacts, judge_cards
from juesuan_gui.reading.cards.reader import read_cards
from tests.generator.cards import (
    LAYOUTS,
    PlainCard,
    consistent_cards,
    grid_document,
    stacked_lines,
    tab_lines,
    text_document,
    trimmed,
)

QUICK = settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)


PRINTERS: tuple[Callable[[list[PlainCard]], object], ...] = (
    lambda cards: text_document(tab_lines(cards)),
    lambda cards: text_document(stacked_lines(cards)),
    grid_document,
)


@pytest.mark.parametrize("layout", LAYOUTS)
@QUICK
@given(data=st.data())
def test_consistent_cards_have_no_finding(layout: str, data: st.DataObject) -> None:
    cards = data.draw(consistent_cards(layout))
    printer = data.draw(st.sampled_from(PRINTERS))
    reading = read_cards(printer(cards))  # type: ignore[arg-type]
    findings, held, _ = judge_cards(reading.cards, CardFacts())
    assert [(item.check, item.message) for item in findings] == []
    assert len(held) >= 3


def _rate(card: PlainCard) -> PlainCard:
    row = card.money[0]
    wrong = (Decimal(row.rate.rstrip("%")) + 7) % 100 + 3
    return replace(card, money=(replace(row, rate=f"{trimmed(wrong)}%"), *card.money[1:]))


def _source(card: PlainCard) -> PlainCard:
    rows = list(card.money)
    rows[1] = replace(rows[1], budget=trimmed(Decimal(rows[1].budget) + 3))
    return replace(card, money=tuple(rows))


def _money_score(card: PlainCard) -> PlainCard:
    return replace(
        card, money_score=trimmed(Decimal(card.money_score) - 2), total_score=trimmed(Decimal(card.total_score) - 2)
    )


def _total(card: PlainCard) -> PlainCard:
    return replace(card, total_score=trimmed(Decimal(card.total_score) + 1))


def _weight(card: PlainCard) -> PlainCard:
    return card.changed(0, weight=trimmed(Decimal(card.indicators[0].weight) + 1))


def _missed(card: PlainCard) -> PlainCard:
    at = next(n for n, item in enumerate(card.indicators) if item.second == "数量指标")
    return card.changed(at, actual=f"3{card.indicators[at].actual.lstrip('0123456789')}")


def _deducted(card: PlainCard) -> PlainCard:
    item = card.indicators[-1]
    changed = card.changed(len(card.indicators) - 1, score=trimmed(Decimal(item.score) - 1))
    return replace(changed, total_score=trimmed(Decimal(card.total_score) - 1))


def _cost(card: PlainCard) -> PlainCard:
    at = next(n for n, item in enumerate(card.indicators) if "成本" in item.second)
    return card.changed(at, actual="1.11万元")


CHANGES: tuple[tuple[str, Callable[[PlainCard], PlainCard], str], ...] = (
    ("beijing", _rate, "P02"),
    ("wuhan", _rate, "P02"),
    ("ningxia", _rate, "P02"),
    ("hebei", _rate, "P02"),
    ("beijing", _source, "P01"),
    ("cost", _source, "P01"),
    ("ningxia", _source, "P01"),
    ("beijing", _money_score, "P03"),
    ("wuhan", _money_score, "P03"),
    ("beijing", _total, "P06"),
    ("wuhan", _total, "P06"),
    ("hebei", _total, "P06"),
    ("cost", _weight, "P04"),
    ("hebei", _weight, "P05"),
    ("beijing", _missed, "P08"),
    ("wuhan", _missed, "P08"),
    ("beijing", _deducted, "P11"),
    ("cost", _cost, "P12"),
    ("wuhan", _cost, "P12"),
)


@pytest.mark.sampled(8)
@pytest.mark.parametrize(
    ("layout", "change", "check"), CHANGES, ids=lambda value: getattr(value, "__name__", str(value))
)
@QUICK
@given(data=st.data())
def test_one_changed_figure_is_found(
    layout: str, change: Callable[[PlainCard], PlainCard], check: str, data: st.DataObject
) -> None:
    cards = data.draw(consistent_cards(layout))
    cards[0] = change(cards[0])
    printer = data.draw(st.sampled_from(PRINTERS))
    findings, _, _ = judge_cards(read_cards(printer(cards)).cards, CardFacts())  # type: ignore[arg-type]
    assert check in {item.check for item in findings}
    assert all(cards[0].name in item.key or item.check not in ("P01", "P02", "P03", "P06") for item in findings)
