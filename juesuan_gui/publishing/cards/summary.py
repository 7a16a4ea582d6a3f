"""Owns the summary of all projects (项目绩效自评结果汇总表), written from their cards in the form's own list layout."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from juesuan_gui.forms import CardPart, Form, Scorecard
from juesuan_gui.live.cards import ShownCard, number_of, show_card, trimmed
from juesuan_gui.report.card_sheets import LAYOUT, LIST_TOTAL, ORDER, ROW, CardLine, CardSheet
from juesuan_gui.report.cards import CardKind

#: The id of the summary among the cards of a document; cards of a report are numbered.
SUMMARY_ID: Final = "summary"
#: One project is its own total.
_FEWEST: Final = 2
_MONEY: Final = ("initial", "budget", "executed")


def summary_of(form: Form, cards: Sequence[ShownCard]) -> ShownCard | None:
    """The list of the project cards among ``cards``, a row each in their order.

    ``None`` where the form has no list, where no project has a card, or where the report has a list of its own: what
    a person wrote is printed, not a second one beside it.
    """
    layout = next((item for item in form.scorecards.values() if item.kind == CardKind.LISTING), None)
    projects = [shown for shown in cards if shown.layout.kind == CardKind.PROJECT]
    if layout is None or not projects or any(shown.layout.kind == CardKind.LISTING for shown in cards):
        return None
    lines = tuple(CardLine(str(at), _row(shown, layout, str(at))) for at, shown in enumerate(projects, 1))
    if len(lines) >= _FEWEST:
        # What its cells come to is worked out as on every list.
        said = {ORDER: str(len(lines) + 1), ROW: LIST_TOTAL, "number": "—", "name": "合计"}
        lines += (CardLine("total", said),)
    sheet = CardSheet(SUMMARY_ID, layout.id, {LAYOUT: layout.id}, {CardPart.PROJECT: lines})
    return show_card(sheet, layout)


def _row(shown: ShownCard, listing: Scorecard, order: str) -> dict[str, str]:
    """What a list says of a project: its money, score and grade, the first goal and how it was met."""
    said = {ORDER: order, "name": shown.head("name")}
    total = shown.total_row
    if total is not None:
        said |= {field: _money(shown.shown(CardPart.MONEY, total, field), shown.layout, listing) for field in _MONEY}
        said["budget"] = said["budget"] or said["initial"]
        said["rate"] = shown.shown(CardPart.MONEY, total, "rate")
    goals = shown.sheet.lines(CardPart.GOAL)
    if goals:
        said |= {"goal": goals[0].text("expected"), "done": goals[0].text("actual")}
    score = number_of(shown.head("total_score"))
    if score is not None:
        said |= {"score": trimmed(score), "grade": shown.head("grade") or shown.layout.grade(score)}
    known = {ORDER, *listing.fields(CardPart.PROJECT)}
    return {field: text for field, text in said.items() if text and field in known}


def _money(text: str, written: Scorecard, listing: Scorecard) -> str:
    """Money of a card in the unit of the list; words stay as they are."""
    if written.unit is listing.unit or not text or not text[-1:].isdigit():
        return text
    number = number_of(f"{text}{written.unit.label}", listing.unit)
    return trimmed(number) if number is not None else text
