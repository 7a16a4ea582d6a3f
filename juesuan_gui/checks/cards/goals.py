"""Owns the checks across cards and of goals: P21 same indicators, P23 copied goals, P24 goals left unanswered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import log

from juesuan_gui.checks.cards.desk import Desk, named
from juesuan_gui.checks.cards.names import alike, bare, common_run, covered, pairs
from juesuan_gui.checks.cards.targets import comparable
from juesuan_gui.forms import Level
from juesuan_gui.report.cards import Card, CardKind, Goal, Indicator, Printed, TargetKind
from juesuan_gui.report.cards_targets import plain

_NUMBERED = re.compile(
    r"(?:(?<=^)|(?<=[。；;.\s>]))(?:目标)?(?:\d{1,2}[、.．:：)）]|[一二三四五六七八九十][、是])(?!\d)"
)
_CLAUSES = re.compile(r"[；;。]")
# A whole answer of a few words (已全部完成) speaks of every goal.
_ALL_DONE = re.compile(r".{0,8}(?:完成|达成|实现|达到预期|良好).{0,8}")
# How clearly two goals must fit the other card better than their own before they count as swapped.
_CLEARLY = 1.5
_SHORTEST_WORD = 4
_LONG_TEXT = 20
#: A goal of fewer signs (完成) may well be answered in the same words.
_SHORTEST_GOAL = 10


def check_goals(desk: Desk, cards: Sequence[Card]) -> None:
    """All checks of goals, and of indicators across cards."""
    projects = [card for card in cards if card.kind is CardKind.PROJECT]
    _check_swapped(desk, projects)
    _check_copied_goals(desk, projects)
    _check_foreign(desk, projects)
    _check_repeated(desk, projects)
    for card in projects:
        for goal in card.goals:
            _check_answered(desk, card, goal)
    _check_same_indicators(desk, [card for card in cards if card.kind is CardKind.OVERALL], projects)


def _goal(card: Card) -> Printed | None:
    return card.goals[0].expected if len(card.goals) == 1 else None


def _profile(card: Card) -> str:
    return "。".join([card.name, *(item.name for item in card.indicators)])


def _check_swapped(desk: Desk, cards: Sequence[Card]) -> None:
    """P23: two goals of which each fits the other's project best of all, and clearly better than its own."""
    with_goals = [card for card in cards if _goal(card) is not None and len(card.indicators) >= 2]
    rare = _rarity([*map(_profile, with_goals), *(_goal_text(card) for card in with_goals)])
    goals = [set(pairs(_goal_text(card))) for card in with_goals]
    profiles = [set(pairs(_profile(card))) for card in with_goals]
    sizes = [max(sum(rare.get(pair, 0.0) for pair in profile), 1.0) ** 0.5 for profile in profiles]
    fits = [
        [
            sum(rare.get(pair, 0.0) for pair in goal & profile) / size
            for profile, size in zip(profiles, sizes, strict=True)
        ]
        for goal in goals
    ]
    best = [max(range(len(row)), key=row.__getitem__) for row in fits]
    for first, second in combinations(range(len(with_goals)), 2):
        if best[first] != second or best[second] != first:
            continue
        if not all(fits[one][other] > _CLEARLY * fits[one][one] for one, other in ((first, second), (second, first))):
            continue
        left, right = with_goals[first], with_goals[second]
        root: str | None = None
        for card, owner in ((left, right), (right, left)):
            goal = _goal(card)
            if goal is not None:
                key = desk.report(
                    "P23",
                    f"{card.name}|目标",
                    goal,
                    f"{named(card)}：年度目标“{plain(goal.text)[:24]}…”与本项目的名称和指标不符，像是“{owner.name}”的目标，请核对是否填错。",
                    formula="目标与项目名称、指标对应",
                    others=[other_goal for other_goal in (_goal(owner),) if other_goal],
                    root=root,
                )
                root = root or key


def _goal_text(card: Card) -> str:
    goal = _goal(card)
    return goal.text if goal is not None else ""


def _rarity(texts: Sequence[str]) -> dict[str, float]:
    """How much a pair of characters tells: much when few texts have it, nothing when all do."""
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update(set(pairs(text)))
    return {pair: log((1 + len(texts)) / (1 + count)) for pair, count in seen.items()}


def _check_copied_goals(desk: Desk, cards: Sequence[Card]) -> None:
    """P23: two projects of different kinds with word for word the same goal; a hint."""
    alike_goals: dict[str, list[tuple[Card, Printed]]] = {}
    for card in cards:
        goal = _goal(card)
        if goal is not None and len(bare(goal.text)) >= _LONG_TEXT:
            alike_goals.setdefault(bare(goal.text), []).append((card, goal))
    for group in alike_goals.values():
        (left, first), *others = group
        for right, second in others:
            # Batches and parts of one undertaking share a goal rightly.
            if len(common_run(left.name, right.name)) < _SHORTEST_WORD:
                _report_copied(desk, left, first, right, second)


def _report_copied(desk: Desk, left: Card, first: Printed, right: Card, second: Printed) -> None:
    desk.report(
        "P23",
        f"{right.name}|相同目标|{left.name}",
        second,
        f"{named(right)}的年度目标与{named(left)}完全相同，请核对是否照抄。",
        level=Level.INFO,
        formula="不同项目的目标应各自对应",
        others=[first],
    )


def _check_foreign(desk: Desk, cards: Sequence[Card]) -> None:
    """P23: a count indicator that stands word for word in another card and carries that project's words."""
    places: dict[tuple[str, str], list[tuple[Card, Indicator]]] = {}
    for card in cards:
        for item in card.indicators:
            if item.target is not None:
                places.setdefault((bare(item.name), plain(item.target.text)), []).append((card, item))
    for card in cards:
        for item in card.indicators:
            source = _source_of(item, card, places)
            if source is None:
                continue
            other, twin = source
            same_goal = bare(_goal_text(card)) == bare(_goal_text(other)) != ""
            desk.report(
                "P23",
                f"{card.name}|{item.name}",
                item.label,
                f"{named(card)}“{item.name}”与{named(other)}的指标完全相同，用的是那个项目的说法，请核对是否照抄。",
                # Projects with one goal may well share what they count.
                level=Level.INFO if same_goal else Level.WARNING,
                formula="指标与本项目内容对应",
                others=[twin.label],
            )


def _source_of(
    item: Indicator, card: Card, places: dict[tuple[str, str], list[tuple[Card, Indicator]]]
) -> tuple[Card, Indicator] | None:
    if "数量" not in item.path[1] or item.target is None:
        return None
    twins = [(other, twin) for other, twin in places[bare(item.name), plain(item.target.text)] if other is not card]
    if not twins:
        return None
    own = bare("".join([card.name, _goal_text(card), *(other.name for other in card.indicators if other is not item)]))
    for other, twin in twins:
        word = common_run(item.name, other.name)
        if len(word) >= _SHORTEST_WORD and word not in own:
            return other, twin
    return None


def _check_repeated(desk: Desk, cards: Sequence[Card]) -> None:
    """P24: what was done tells what was done, not the goal word for word; one hint for a report."""
    found = [
        (card, goal.actual)
        for card in cards
        for goal in card.goals
        if goal.expected is not None
        and goal.actual is not None
        and bare(goal.expected.text) == bare(goal.actual.text)
        and len(bare(goal.actual.text)) >= _SHORTEST_GOAL
    ]
    if not found:
        return
    names = "、".join(f"“{card.name}”" for card, _ in found[:5]) + ("等" if len(found) > 5 else "")
    desk.report(
        "P24",
        "完成情况照抄目标",
        found[0][1],
        f"{len(found)} 处实际完成情况与预期目标逐字相同，没有写实际完成了什么：{names}。",
        level=Level.INFO,
        formula="实际完成情况应写实际结果",
        others=[actual for _, actual in found[1:]],
    )


def _items(text: str) -> list[str]:
    """The numbered goals of a text; empty where it numbers none."""
    words = re.sub(r"<[^<>]{0,60}>", " ", text).strip()
    starts = [match.start() for match in _NUMBERED.finditer(words)]
    if len(starts) < 2:
        return []
    return [words[begin:end].strip() for begin, end in zip(starts, [*starts[1:], len(words)], strict=True)]


def _check_answered(desk: Desk, card: Card, goal: Goal) -> None:
    """P24: where the goals are numbered and the report answers most of them, it answers each."""
    if goal.expected is None or goal.actual is None:
        if goal.expected is not None and card.kind is CardKind.PROJECT:
            desk.report("P24", f"{card.name}|完成情况", goal.expected, f"{named(card)}：实际完成情况没有填。")
        return
    items = _items(goal.expected.text)
    answer = goal.actual.text
    clauses = [clause for clause in _CLAUSES.split(plain(answer)) if bare(clause)]
    if not items or len(clauses) >= len(items) or _ALL_DONE.fullmatch(plain(answer)):
        if items:
            desk.hold("P24", goal.actual)
        return
    shares = [covered(item, answer) for item in items]
    missing = [item for item, share in zip(items, shares, strict=True) if share < 0.3]
    answered = [share for share in shares if share >= 0.5]
    if not missing or not answered:
        desk.hold("P24", goal.actual)
        return
    quoted = plain(missing[0])[:30]
    desk.report(
        "P24",
        f"{card.name}|目标未回应",
        goal.actual,
        f"{named(card)}：预期目标有 {len(items)} 条，实际完成情况没有写到其中 {len(missing)} 条：“{quoted}…”。",
        formula="实际完成情况逐条对应预期目标",
        others=[goal.expected],
    )


def _check_same_indicators(desk: Desk, overall: Sequence[Card], projects: Sequence[Card]) -> None:
    """P21: an indicator of the overall card that one project has too shows the same completed value."""
    for whole in overall:
        for item in whole.indicators:
            found = [(card, other) for card in projects for other in card.indicators if _same_indicator(item, other)]
            if len(found) != 1 or item.actual_value is None or item.actual is None:
                continue
            card, other = found[0]
            if other.actual_value is None or other.actual is None:
                continue
            pair = comparable(item.actual_value, other.actual_value)
            if pair is None:
                continue
            if pair[0] == pair[1]:
                desk.hold("P21", item.actual)
                continue
            desk.report(
                "P21",
                f"{card.name}|{item.name}",
                item.actual,
                f"{named(whole)}“{item.name}”完成值 {plain(item.actual.text)}，{named(card)}“{other.name}”完成值 "
                f"{plain(other.actual.text)}，同一指标前后不一致。",
                stated=plain(item.actual.text),
                expected=plain(other.actual.text),
                formula="同名指标的完成值一致",
                others=[other.actual],
            )


def _same_indicator(left: Indicator, right: Indicator) -> bool:
    """Whether two indicators count the same thing: one name within the other, a count and no percentage."""
    first, second = left.actual_value, right.actual_value
    if first is None or second is None or first.kind is not TargetKind.NUMBER or second.kind is not TargetKind.NUMBER:
        return False
    if "%" in first.unit or not first.unit or first.unit != second.unit:
        return False
    names = bare(left.name), bare(right.name)
    short, long = sorted(names, key=len)
    return len(short) >= _SHORTEST_WORD and (short in long) and alike(*names) >= 0.7
