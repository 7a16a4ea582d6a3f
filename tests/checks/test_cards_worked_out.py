"""The findings on the cards of four published reports are those worked out by hand before, and nothing else."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from juesuan_gui.checks.cards.judging import CardFacts, judge_cards
from juesuan_gui.document import Place
from juesuan_gui.figures import Unit
from juesuan_gui.reading.cards.reader import read_cards
from juesuan_gui.report.cards import Card, CardFigure, CardStatement, Measured, StatementKind
from tests.cards.published import PUBLISHED, plain_cards, plain_lists, plain_overall
from tests.checks.cards_bench import Judged, amount
from tests.generator.card_lists import list_grid
from tests.generator.cards import PlainCard, grid_document

DATA = Path(__file__).resolve().parents[1] / "data" / "cards" / "worked_out.toml"


@cache
def worked_out() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def goal_of(card: PlainCard, at: int, work: dict[str, Any]) -> PlainCard:
    """The card with a goal of ours: shared, copied into what was done, or answered, as the published one's was."""
    goal = f"第{at + 1}项：{card.name}按年度计划用于本职工作，各项任务年内完成。"
    if card.name in work.get("same_goals", ()):
        goal = "服务辖区单位和群众，提高审核效率，优化营商环境，提高满意度。"
    copied = at < work.get("copied_goals", 0)
    return replace(card, goal=goal, done=goal if copied else "计划的各项任务均已完成，达到预期。")


def cards_of(name: str, work: dict[str, Any]) -> list[Card]:
    plain = plain_cards(name)
    if name in ("fengtai", "hanyang"):
        plain = [replace(card, cause=card.cause or ("疫情影响。" if name == "hanyang" else "")) for card in plain]
    if name == "fengtai":
        plain = [goal_of(card, at, work) for at, card in enumerate(plain)]
    if name == "gaoyi":
        plain = [replace(card, cause="满意度较低。") for card in plain]
    found = list(read_cards(grid_document([*plain, *plain_overall(name)])).cards)
    return found + [card for item in plain_lists(name) for card in read_cards(list_grid(item)).cards]


def statement(item: dict[str, Any]) -> CardStatement:
    unit = Unit.named(item["unit"]) if "unit" in item else None
    is_percent = item["text"].endswith("%") or StatementKind(item["kind"]) is StatementKind.ADJUSTED_RATE
    counted = item.get("counted", "")
    measured = (
        Measured.MONEY if unit else Measured.PERCENT if is_percent else Measured.COUNT if counted else Measured.SCORE
    )
    decimals = len(item["number"].partition(".")[2])
    figure = CardFigure(item["text"], Place(line=5), Decimal(item["number"]), decimals, measured, unit, counted=counted)
    words, complete = item.get("words", ""), item.get("complete", False)
    return CardStatement(StatementKind(item["kind"]), figure, item.get("project", ""), words, None, complete)


def judged_of(name: str) -> Judged:
    work = worked_out()[name]
    amounts = {key: amount(work[key]) for key in work if key.endswith("_expenditure")}
    facts = CardFacts(
        amounts.get("project_expenditure"),
        total_expenditure=amounts.get("total_expenditure"),
        statements=tuple(map(statement, work["said"])),
        bases=tuple(amounts.items()),
    )
    return judge_cards(cards_of(name, work), facts)


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_was_worked_out_by_hand_and_nothing_else(name: str) -> None:
    findings, _, _ = judged_of(name)
    found = [[item.level.value, item.check, item.key.split("|", 1)[1]] for item in findings]
    expected = worked_out()[name]["findings"]
    assert [item for item in found if item not in expected] == []
    assert [item for item in expected if item not in found] == []
    assert len(found) == len(expected)


#: Checks that these cards give something to hold against; what holds there was worked out as well.
HOLDING = {
    "fengtai": {"P01", "P02", "P03", "P04", "P06", "P08", "P12", "P15", "P17", "P22"},
    "hanyang": {"P02", "P03", "P05", "P06", "P08", "P12", "P15", "P17", "P18"},
    "guyuan": {"P01", "P02", "P12", "P16"},
    "gaoyi": {"P02", "P04", "P05", "P06", "P13", "P15", "P16", "P17"},
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_holds_was_really_looked_at(name: str) -> None:
    _, held, _ = judged_of(name)
    assert {item.check for item in held} >= HOLDING[name]


def test_a_ratio_without_its_figures_is_told_as_not_checked() -> None:
    _, _, unread = judged_of("gaoyi")
    assert [item.quote for item in unread if "三公经费控制率" in item.why] == ["比率为 94.34%"]
