"""Owns the check of block weights (P05): a heading's weight is the sum of what stands under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from juesuan_gui.checks.cards.desk import Desk, named
from juesuan_gui.checks.cards.money import weight_text
from juesuan_gui.figures import round_half_up
from juesuan_gui.report.cards import Block, Card, CardFigure, CardKind, Printed

#: Which indicators a block covers, as (first, last excluded).
_Cut = tuple[int, int]
_LARGEST = 80


def check_blocks(desk: Desk, card: Card) -> None:
    """P05 for every heading with a weight of one card."""
    if card.kind in (CardKind.SUMMARY, CardKind.LISTING):
        return
    weights = [_value(item.weight) for item in card.indicators]
    if card.indicators and all(weight is not None for weight in weights):
        for goal in sorted({block.goal for block in card.blocks}):
            for level in (1, 2):
                blocks = [block for block in card.blocks if block.goal == goal and block.level == level]
                if blocks and not any(block.weight.number is None for block in blocks):
                    _check_sums(desk, card, blocks, [weight or Fraction(0) for weight in weights])
    else:
        _check_scores_within(desk, card)
    _check_headings(desk, card)


def _value(figure: CardFigure | None) -> Fraction | None:
    return Fraction(figure.number) if figure is not None and figure.number is not None else None


def _weight(block: Block) -> Fraction:
    return _value(block.weight) or Fraction(0)


def _check_sums(desk: Desk, card: Card, blocks: list[Block], weights: list[Fraction]) -> None:
    best: tuple[int, list[Block], list[_Cut]] | None = None
    for variant in _variants(blocks):
        cuts = [(block.first, block.last) for block in variant]
        wrong = _wrong(variant, cuts, weights)
        if wrong and not any(block.firm for block in variant) and len(weights) <= _LARGEST:
            cuts = _best_cuts(variant, weights)
            wrong = _wrong(variant, cuts, weights)
        if best is None or wrong < best[0]:
            best = (wrong, variant, cuts)
    if best is None:
        return
    for block, (first, last) in zip(best[1], best[2], strict=True):
        items = card.indicators[first:last]
        whole = sum(weights[first:last], Fraction(0))
        if whole == _weight(block):
            desk.hold("P05", block.label)
        else:
            _report(desk, card, block, whole, [item.weight for item in items if item.weight], "下面各指标的分值")


def _variants(blocks: list[Block]) -> list[list[Block]]:
    """The headings as they stand, and with a heading that a page break repeats taken as one."""
    joined: list[Block] = []
    for block in blocks:
        above = joined[-1] if joined else None
        if above is not None and above.last == block.first and _same(above, block):
            joined[-1] = replace(above, last=block.last)
        else:
            joined.append(block)
    return [blocks] if len(joined) == len(blocks) else [blocks, joined]


def _same(left: Block, right: Block) -> bool:
    return left.name == right.name and left.weight.number == right.weight.number


def _wrong(blocks: Sequence[Block], cuts: Sequence[_Cut], weights: Sequence[Fraction]) -> int:
    return sum(
        sum(weights[first:last], Fraction(0)) != _weight(block)
        for block, (first, last) in zip(blocks, cuts, strict=True)
    )


def _best_cuts(blocks: Sequence[Block], weights: Sequence[Fraction]) -> list[_Cut]:
    """Where the blocks begin and end so that fewest sums are wrong.

    A text prints the words of a merged cell in its middle or on its next page, so the lines alone do not say where a
    block begins; but each heading stands inside its own block, blocks follow each other, and their order is kept.
    """
    last = max(block.last for block in blocks)
    first = min(block.first for block in blocks)
    # cost, cuts so far; the key is where the next block begins
    states: dict[int, tuple[tuple[int, int], list[_Cut]]] = {first: ((0, 0), [])}
    for position, block in enumerate(blocks):
        follower = blocks[position + 1].first if position + 1 < len(blocks) else last
        found: dict[int, tuple[tuple[int, int], list[_Cut]]] = {}
        for begin, (cost, cuts) in states.items():
            if begin > block.first:
                continue
            ends = range(max(block.first, begin), follower + 1) if position + 1 < len(blocks) else (last,)
            for end in ends:
                wrong = sum(weights[begin:end], Fraction(0)) != _weight(block)
                moved = abs(begin - block.first)
                value = (cost[0] + wrong, cost[1] + moved)
                if end not in found or value < found[end][0]:
                    found[end] = (value, [*cuts, (begin, end)])
        states = found
    complete = states.get(last)
    return complete[1] if complete is not None else [(block.first, block.last) for block in blocks]


def _report(desk: Desk, card: Card, block: Block, whole: Fraction, parts: Sequence[CardFigure], words: str) -> None:
    stated, expected = weight_text(block.weight), f"{round_half_up(whole, 3).normalize():f}"
    difference = f"{round_half_up(_weight(block) - whole, 3).normalize():f}"
    desk.report(
        "P05",
        f"{card.name}|{block.goal}|{block.level}|{block.name}",
        block.label,
        f"{named(card)}“{block.name}”：标注 {stated} 分，{words}相加 {expected} 分。",
        stated=stated,
        expected=expected,
        difference=difference,
        formula=f"{block.name}＝" + "+".join(weight_text(part) for part in parts),
        others=parts,
    )


def _check_headings(desk: Desk, card: Card) -> None:
    """Weights printed on headings only: 一级 = Σ 二级, 年度绩效目标 (80分) = Σ 一级, a goal = its headings."""
    for block in card.blocks:
        if block.level == 1:
            _compare_parts(desk, card, block, _below(card, block), "二级指标标注的分值")
    first = [block for block in card.blocks if block.level == 1]
    for at, goal in enumerate(card.goals):
        if goal.weight is not None:
            parts = [block for block in first if block.goal == at]
            whole = Block(f"年度目标{at + 1}", _printed(goal.weight), 0, goal.weight, 0, 0, at)
            _compare_parts(desk, card, whole, parts if _covers(card, parts, at) else [], "一级指标标注的分值")
    if card.goal_weight is not None:
        parts = first if _covers(card, first, None) else []
        if not first:
            second = [block for block in card.blocks if block.level == 2]
            parts = second if _covers(card, second, None) else []
        whole = Block("年度绩效目标", _printed(card.goal_weight), 0, card.goal_weight, 0, 0)
        _compare_parts(desk, card, whole, parts, "下级指标标注的分值")


def _printed(figure: CardFigure) -> Printed:
    return Printed(figure.text, figure.place)


def _covers(card: Card, blocks: Sequence[Block], goal: int | None) -> bool:
    """Whether every indicator (of a goal) stands under one of the blocks."""
    wanted = {n for n, item in enumerate(card.indicators) if goal is None or item.goal == goal}
    return wanted <= {n for block in blocks for n in range(block.first, block.last)}


def _below(card: Card, block: Block) -> list[Block]:
    """The weighted headings under a block, empty where some indicator under it has none."""
    parts = [
        other
        for other in card.blocks
        if other.level == 2 and other.goal == block.goal and block.first <= other.first < block.last
    ]
    covered = {n for part in parts for n in range(part.first, part.last)}
    return parts if set(range(block.first, block.last)) <= covered else []


def _compare_parts(desk: Desk, card: Card, block: Block, parts: Sequence[Block], words: str) -> None:
    if not parts or block.weight.number is None or any(part.weight.number is None for part in parts):
        return
    if block.level == 1 and any(item.weight for item in card.indicators[block.first : block.last]):
        return
    sums = {sum((_weight(part) for part in variant), Fraction(0)) for variant in _variants(list(parts))}
    if _weight(block) in sums:
        desk.hold("P05", block.label)
        return
    whole = sum((_weight(part) for part in parts), Fraction(0))
    _report(desk, card, block, whole, [part.weight for part in parts], words)


def _check_scores_within(desk: Desk, card: Card) -> None:
    """Where indicators have no weights: the scores under a heading are at most its weight (P06)."""
    for block in card.blocks:
        scores = [_value(item.score) for item in card.indicators[block.first : block.last]]
        if (
            not scores
            or block.weight.number is None
            or any(score is None for score in scores)
            or not _is_lowest(card, block)
        ):
            continue
        whole = sum((score or Fraction(0) for score in scores), Fraction(0))
        if whole <= _weight(block):
            desk.hold("P06", block.label)
        elif not _is_repeated(card, block):
            _report_above(desk, card, block, whole)


def _is_lowest(card: Card, block: Block) -> bool:
    return not any(
        other is not block and other.level > block.level and block.first <= other.first < block.last
        for other in card.blocks
    )


def _is_repeated(card: Card, block: Block) -> bool:
    """Whether the same heading stands again beside it: then it cannot be said which lines it covers."""
    return any(
        other is not block
        and _same(other, block)
        and other.goal == block.goal
        and (other.last == block.first or block.last == other.first)
        for other in card.blocks
    )


def _report_above(desk: Desk, card: Card, block: Block, whole: Fraction) -> None:
    text = f"{round_half_up(whole, 3).normalize():f}"
    scores = [item.score for item in card.indicators[block.first : block.last] if item.score]
    desk.report(
        "P06",
        f"{card.name}|{block.goal}|{block.level}|{block.name}|得分",
        block.label,
        f"{named(card)}“{block.name}”：标注 {weight_text(block.weight)} 分，下面各指标得分相加 {text} 分，超过了分值。",
        stated=weight_text(block.weight),
        expected=text,
        difference=f"{round_half_up(_weight(block) - whole, 3).normalize():f}",
        formula="得分之和≤分值",
        others=scores,
    )
