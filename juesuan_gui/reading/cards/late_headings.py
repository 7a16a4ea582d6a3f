"""Owns putting indicators under the headings that they belong to where a text prints merged headings late.

A merged heading of several rows is often printed beside its middle row, or on the page that follows. Where the rows
alone do not make the printed weights, the weights say where each heading begins: the headings keep their order, each
covers the row it is printed in, and the sums of the rows' weights must all hold. What is not proved so stays as read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from juesuan_gui.report.cards import Block, CardFigure, Indicator

_MOST = 80


def settled(
    indicators: tuple[Indicator, ...], blocks: tuple[Block, ...]
) -> tuple[tuple[Indicator, ...], tuple[Block, ...]]:
    """The indicators and blocks with late headings moved to where the weights prove them to begin."""
    weights = [_number(item.weight) for item in indicators]
    known = [weight for weight in weights if weight is not None]
    if not blocks or len(known) != len(weights) or len(weights) > _MOST or any(block.firm for block in blocks):
        return indicators, blocks
    for goal in sorted({block.goal for block in blocks}):
        for level in (1, 2):
            own = [block for block in blocks if block.goal == goal and block.level == level]
            within = [at for at, item in enumerate(indicators) if item.goal == goal]
            for joined in _joined(own):
                begins = _begins(joined, known, within)
                if begins is not None:
                    others = [block for block in blocks if block not in own]
                    indicators, moved = _moved(indicators, joined, begins)
                    blocks = tuple(sorted((*others, *moved), key=lambda block: (block.goal, block.first, block.level)))
                    break
    return indicators, blocks


def _joined(blocks: list[Block]) -> list[list[Block]]:
    """The headings as they stand, and with one that a page break repeats taken as one with the first."""
    joined: list[Block] = []
    for block in blocks:
        above = joined[-1] if joined else None
        same = above is not None and (above.name, above.weight.number) == (block.name, block.weight.number)
        if above is not None and same and above.last == block.first:
            joined[-1] = replace(above, last=block.last)
        else:
            joined.append(block)
    return [blocks] if len(joined) == len(blocks) else [joined, blocks]


def _number(figure: CardFigure | None) -> Decimal | None:
    return figure.number if figure is not None else None


def _begins(blocks: Sequence[Block], weights: Sequence[Decimal], within: Sequence[int]) -> list[int] | None:
    """Where each block begins so that every weight is the sum of its rows; ``None`` where that cannot be, or can be
    in several ways."""
    wanted = [_number(block.weight) for block in blocks]
    if not blocks or not within or any(weight is None for weight in wanted):
        return None
    end = within[-1] + 1
    if sum((weights[at] for at in within), Decimal(0)) != sum((weight or Decimal(0) for weight in wanted), Decimal(0)):
        return None
    begins: list[int] = []
    at = within[0]
    for position, (block, weight) in enumerate(zip(blocks, wanted, strict=True)):
        begins.append(at)
        whole = Decimal(0)
        while at < end and whole < (weight or Decimal(0)):
            whole += weights[at]
            at += 1
        # A row of no weight at a border belongs to either side: then the lines decide, not the sums.
        border = position + 1 < len(blocks) and at < end and weights[at] == 0
        if whole != weight or border or not begins[-1] <= block.first < at:
            return None
    return begins if at == end else None


def _moved(
    indicators: tuple[Indicator, ...], blocks: Sequence[Block], begins: Sequence[int]
) -> tuple[tuple[Indicator, ...], list[Block]]:
    level, goal = blocks[0].level, blocks[0].goal
    last = max(at for at, item in enumerate(indicators) if item.goal == goal) + 1
    items = list(indicators)
    moved: list[Block] = []
    for block, begin, end in zip(blocks, begins, [*begins[1:], last], strict=True):
        moved.append(replace(block, first=begin, last=end))
        for at in range(begin, end):
            first, second = items[at].path
            items[at] = replace(items[at], path=(block.name, second) if level == 1 else (first, block.name))
    return tuple(items), moved
