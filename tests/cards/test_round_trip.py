"""Cards taken into a report, shown, printed and read again are the same cards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from juesuan_gui.live.card_values import card_of
from juesuan_gui.publishing.cards import shown_cards
from juesuan_gui.reading.cards.reader import read_cards
from juesuan_gui.report import Report
from tests.cards.published import PUBLISHED, plain_cards, printed, published, report_with
from tests.generator.cards import LAYOUTS, PlainCard, consistent_cards, plain_of

FORMS = {
    "beijing": "beijing-2021",
    "cost": "national-2022",
    "wuhan": "wuhan-2020",
    "ningxia": "ningxia-2020",
    "hebei": "hebei-2021",
}
QUICK = settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.data_too_large],
)


def bare(card: PlainCard) -> PlainCard:
    """Without signs that stand behind a label for print only."""
    return replace(
        card, money=tuple(replace(row, label=row.label.rstrip("：:").replace(":", "：")) for row in card.money)
    )


def written(card: PlainCard, like: PlainCard) -> PlainCard:
    """Without the rates of sources of money that the program works out where the source printed none."""
    pairs = zip(card.money, like.money, strict=True)
    return replace(card, money=tuple(replace(row, rate=row.rate if other.rate else "") for row, other in pairs))


def assert_same(found: list[PlainCard], cards: list[PlainCard]) -> None:
    assert len(found) == len(cards)
    for one, other in zip(found, cards, strict=True):
        assert written(one, other) == other


def as_values(report: Report, layout: str) -> list[PlainCard]:
    return [bare(plain_of(card_of(shown)[0], layout)) for shown in shown_cards(report)]


def as_read(report: Report, layout: str) -> list[PlainCard]:
    reading = read_cards(printed(report))
    assert not reading.unread
    return [bare(plain_of(card, layout)) for card in reading.cards]


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_cards_come_back(name: str) -> None:
    report, cards = published(name), [bare(card) for card in plain_cards(name)]
    assert len(cards) == PUBLISHED[name][1]
    layout = cards[0].layout
    assert_same(as_values(report, layout), cards)
    assert_same(as_read(report, layout), cards)


@pytest.mark.parametrize("layout", LAYOUTS)
@QUICK
@given(data=st.data())
def test_consistent_cards_come_back(layout: str, data: st.DataObject) -> None:
    cards = data.draw(consistent_cards(layout))
    report = report_with(FORMS[layout], cards)
    assert_same(as_values(report, layout), [bare(card) for card in cards])
    assert_same(as_read(report, layout), [bare(card) for card in cards])
