"""Owns the checks of a list of projects: 合计 against rows (P25), rows against cards (P17), blank results (P24)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from juesuan_gui.checks.cards.desk import Desk, known, named, sides, total
from juesuan_gui.checks.cards.money import budget_of
from juesuan_gui.checks.cards.names import card_of
from juesuan_gui.checks.judge import Outcome, judge, level_of
from juesuan_gui.figures import Quantity
from juesuan_gui.forms import Level
from juesuan_gui.report.cards import Card, CardFigure, CardKind, ListedProject, Measured, MoneyColumn
from juesuan_gui.report.cards_targets import plain

_Take = Callable[[ListedProject], CardFigure | None]
_COLUMNS: tuple[tuple[str, _Take], ...] = (
    ("预算数", lambda item: item.budget),
    ("执行数", lambda item: item.executed),
    ("结余", lambda item: item.returned),
)
_OF_WHICH = re.compile(r"[(]?其中")
_GROUP = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)]?[、.]?")
_GROUPED_NAME = re.compile(r"[一二三四五六七八九十]{1,3}[、.]|[(][一二三四五六七八九十]{1,3}[)]")
_MOST_NAMED = 12


def check_lists(desk: Desk, cards: Sequence[Card]) -> None:
    """P25 for every list that prints a total; P17 for its rows where the projects have cards."""
    projects = [card for card in cards if card.kind is CardKind.PROJECT]
    for card in cards:
        if card.kind is not CardKind.LISTING:
            continue
        for words, take in _COLUMNS:
            _check_total(desk, card, words, take)
        _check_done(desk, card)
        for row in card.projects if projects else ():
            _check_row(desk, card, row, projects)


def _check_done(desk: Desk, card: Card) -> None:
    """P24: in a list that tells what was done, it tells so of every project; one hint for the list."""
    rows = single_projects(card)
    told = [row for row in rows if row.done is not None and plain(row.done.text)]
    silent = [row for row in rows if row not in told]
    # A column that most rows leave blank is not in use.
    if not silent or len(told) <= len(silent):
        return
    names = "、".join(f"“{row.name.text.strip()}”" for row in silent[:5]) + ("等" if len(silent) > 5 else "")
    desk.report(
        "P24",
        f"{card.title}|完成情况",
        silent[0].name,
        f"{named(card)}：{len(silent)} 个项目没有写完成情况：{names}。",
        level=Level.INFO,
        formula="每个项目的目标都写完成情况",
        others=[row.name for row in silent[1:]],
    )


def single_projects(card: Card) -> list[ListedProject]:
    """The rows of a list that are projects of their own: neither 其中 of another nor a group above others."""
    outer = [row for row in card.projects if not _is_of_which(row)]
    return [row for row in outer if not _is_group(row)] or outer


def _check_total(desk: Desk, card: Card, words: str, take: _Take) -> None:
    """P25: the printed 合计 is the sum of the rows, or of those that are no part of another row."""
    whole = card.list_total
    stated = take(whole) if whole is not None else None
    if whole is None:
        return
    printed = [figure for row in card.projects if (figure := take(row)) is not None]
    if not printed:
        return
    unread = next((figure for figure in (*printed, *([stated] if stated else ())) if figure.number is None), None)
    if unread is not None:
        desk.skip(unread, f"{words}里有认不出的数，清单的合计未能核对。")
        return
    if stated is None:
        # A list that totals another column only leaves this one open.
        desk.skip(whole.name, f"清单的合计行没有填{words}，未能核对。")
        return
    if any(_equal(desk, stated, figures) for figures in _readings(card.projects, take)):
        desk.hold("P25", stated)
        return
    expected = total([desk.quantity(figure) for figure in printed])
    shown = "+".join(figure.text.strip() for figure in printed[:_MOST_NAMED])
    desk.compare(
        "P25",
        f"{card.title}|{words}",
        stated,
        expected,
        f"{named(card)}：{words}合计印 {{stated}}，{len(printed)} 个项目相加 {{expected}}，相差 {{difference}}。",
        formula=f"合计＝{shown}" + ("+…" if len(printed) > _MOST_NAMED else ""),
        others=printed,
    )


def _readings(rows: Sequence[ListedProject], take: _Take) -> Iterator[list[CardFigure]]:
    """The rows that may make the whole: all; without 其中; the groups (一、二、) alone; the rows below the groups."""
    outer = [row for row in rows if not _is_of_which(row)]
    groups = [row for row in outer if _is_group(row)]
    inner = [row for row in outer if not _is_group(row)]
    for choice in (rows, outer, groups, inner):
        figures = [figure for row in choice if (figure := take(row)) is not None]
        if figures:
            yield figures


def _is_of_which(row: ListedProject) -> bool:
    return bool(_OF_WHICH.match(plain(row.name.text)))


def _is_group(row: ListedProject) -> bool:
    number = plain(row.number)
    return bool(_GROUP.fullmatch(number)) if number else bool(_GROUPED_NAME.match(plain(row.name.text)))


def _equal(desk: Desk, stated: CardFigure, figures: Sequence[CardFigure]) -> bool:
    expected = total([desk.quantity(figure) for figure in figures])
    outcome = judge("=", desk.quantity(stated), expected, left_is_cell=True, same_quantity=False).outcome
    return outcome in (Outcome.HOLDS, Outcome.ROUNDING)


def _check_row(desk: Desk, listing: Card, row: ListedProject, projects: Sequence[Card]) -> None:
    """P17: a row of the list says what the card of its project says."""
    card, _ = card_of(row.name.text, projects)
    if card is None:
        return
    money = card.total_row
    initial = money.figure(MoneyColumn.INITIAL) if money is not None else None
    for words, stated, choices in (
        ("预算数", row.budget, [budget_of(money) if money is not None else None, initial]),
        ("执行数", row.executed, [card.amount(MoneyColumn.EXECUTED)]),
        ("得分", row.score, [card.total_score]),
    ):
        printed = [figure for figure in choices if known(figure) is not None and figure is not None]
        if known(stated) is not None and stated is not None and printed:
            _compare(desk, listing, card, words, stated, printed)


def _compare(
    desk: Desk, listing: Card, card: Card, words: str, stated: CardFigure, printed: Sequence[CardFigure]
) -> None:
    outcomes = [_outcome(desk, stated, desk.quantity(figure)) for figure in printed]
    if any(outcome in (Outcome.HOLDS, Outcome.ROUNDING) for outcome in outcomes):
        desk.hold("P17", stated)
        return
    texts = sides(stated, desk.quantity(printed[0]))
    unit = "分" if stated.measured is Measured.SCORE else stated.unit.label if stated.unit is not None else ""
    desk.report(
        "P17",
        f"{card.name}|清单|{words}",
        stated,
        f"{named(listing)}里“{card.name}”的{words}是 {texts[0]}{unit}，它的自评表是 {texts[1]}{unit}，两处不一致。",
        level=level_of(outcomes[0], Level.ERROR),
        stated=texts[0],
        expected=texts[1],
        difference=texts[2],
        formula=f"清单的{words}＝自评表的{words}",
        others=printed,
    )


def _outcome(desk: Desk, stated: CardFigure, expected: Quantity) -> Outcome:
    return judge("=", desk.quantity(stated), expected, left_is_cell=True, same_quantity=False).outcome
