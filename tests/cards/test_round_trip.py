"""Cards taken into a report, shown, printed and read again are the same cards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from juesuan_gui.live.card_values import card_of
from juesuan_gui.live.cards import shown_cards
from juesuan_gui.reading.cards.reader import read_cards
from juesuan_gui.report import Report
from juesuan_gui.report.cards import CardKind
from tests.cards.published import (
    PUBLISHED,
    everything,
    plain_cards,
    plain_lists,
    plain_overall,
    printed,
    published,
    report_with,
)
from tests.generator.card_lists import plain_list
from tests.generator.cards import LAYOUTS, PlainCard, consistent_cards, plain_of

FORMS = {
    "beijing": "beijing-2021",
    "cost": "national-2022",
    "wuhan": "wuhan-2020",
    "ningxia": "ningxia-2020",
    "hebei": "hebei-2021",
}
WHOLE = ("project", "overall")
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


@pytest.mark.parametrize(("name", "counts"), [("hanyang", (7, 1, 2)), ("gaoyi", (0, 1, 1)), ("fengtai", (14, 0, 0))])
def test_overall_cards_and_lists_come_back_with_the_rest(name: str, counts: tuple[int, int, int]) -> None:
    report, lists = everything(name), plain_lists(name)
    reading = read_cards(printed(report))
    assert not reading.unread
    projects = [card for card in reading.cards if card.kind is CardKind.PROJECT]
    overall = [card for card in reading.cards if card.kind is CardKind.OVERALL]
    others = [card for card in reading.cards if card.projects or card.lines]
    assert (len(projects), len(overall), len(others)) == counts
    assert [plain_list(card) for card in others] == lists
    assert [plain_list(card_of(shown)[0]) for shown in shown_cards(report) if shown.layout.kind not in WHOLE] == lists
    for card in plain_overall(name):
        for found in (overall[0], next(card_of(s)[0] for s in shown_cards(report) if s.layout.kind == "overall")):
            assert_same([replace(bare(plain_of(found, card.layout)), goal="")], [bare(card)])


@pytest.mark.sampled(2)
@pytest.mark.parametrize("layout", LAYOUTS)
@QUICK
@given(data=st.data())
def test_consistent_cards_come_back(layout: str, data: st.DataObject) -> None:
    cards = data.draw(consistent_cards(layout))
    report = report_with(FORMS[layout], cards)
    assert_same(as_values(report, layout), [bare(card) for card in cards])
    assert_same(as_read(report, layout), [bare(card) for card in cards])
