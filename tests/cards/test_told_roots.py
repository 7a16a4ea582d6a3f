"""One cause, one root: a rate of the text that rests on an amount told wrong follows from the amount."""

from __future__ import annotations

from juesuan_gui.checks.cards.roots import with_card_roots
from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.document import Place
from juesuan_gui.forms import Level


def observation(key: str, kind: str, quote: str, line: int, *others: tuple[str, int]) -> Observation:
    spots = tuple(Spot(Place(line=at), words) for words, at in others)
    return Observation(key, "P17", Level.ERROR, kind, Spot(Place(line=line), quote), "", others=spots)


def test_a_rate_follows_from_its_amount() -> None:
    rate = observation("P17:完成率", "completion", "完成预算的 44.5%", 5, ("项目全年预算数为 3 万元", 5))
    amount = observation("P17|护林|预算数", "cross_ref", "全年预算数为 3 万元", 5)
    told = with_card_roots([rate, amount])
    assert [item.root for item in told] == ["P17|护林|预算数", None]


def test_other_figures_have_causes_of_their_own() -> None:
    amount = observation("P17|护林|预算数", "cross_ref", "全年预算数为 3 万元", 5)
    elsewhere = observation("P17:完成率", "completion", "完成 44.5%", 9, ("全年预算数为 3 万元", 9))
    another = observation("P17:完成率:2", "completion", "完成 44.5%", 5, ("执行数为 2.22 万元", 5))
    growth = observation("N5", "growth_rate", "增长 44.5%", 5, ("全年预算数为 3 万元", 5))
    score = observation("P17|护林|得分", "cross_ref", "完成 44.5%", 5)
    assert all(item.root is None for item in with_card_roots([amount, elsewhere, another, growth]))
    assert all(item.root is None for item in with_card_roots([elsewhere, score]))
