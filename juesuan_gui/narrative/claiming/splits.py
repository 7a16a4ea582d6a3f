"""Owns what follows from two ways of dividing one total, and from the bases that changes imply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from juesuan_gui.figures import Quantity, bounds, midpoint, subtract
from juesuan_gui.narrative.claiming.catalogue import base_kind
from juesuan_gui.narrative.claiming.claim import (
    AMOUNTS,
    BASES,
    EXPECTED,
    STATED,
    Claim,
    Facts,
    Relation,
    Way,
    is_money,
    quantity,
    signed,
    total,
)
from juesuan_gui.narrative.headings import ordinal_of
from juesuan_gui.narrative.model import ClaimKind, Role, Statement


@dataclass(frozen=True, slots=True)
class Based:
    """One thing with its amount and the base that its change implies or that is printed."""

    amount: Statement
    shown: Statement
    base: Quantity


@dataclass(frozen=True, slots=True)
class _Split:
    """Parts of one total, each with its base of one kind; parts without a change count as nothing changed."""

    parts: tuple[Based, ...]
    kind: str
    amount: Quantity
    base: Quantity


def split_claims(facts: Facts) -> Iterator[Claim]:
    """Two divisions of one total must rest on one budget (or one prior figure); so must parts and total."""
    splits = [*_listed(facts), *_siblings(facts)]
    yield from _against_each_other(facts, splits)
    yield from _against_total(facts, splits)


def based_on(facts: Facts, amount: Statement, kind: str) -> Based | None:
    """The base of one kind that an amount's frame prints, or that its change implies."""
    for printed_base in facts.bases(amount.frame):
        if base_kind(printed_base.base) == kind:
            return Based(amount, printed_base, quantity(printed_base))
    for change in facts.frames[amount.frame]:
        direction = _direction(facts, change)
        if change.role is Role.CHANGE and direction is not None and base_kind(change.base) == kind:
            return Based(amount, change, subtract(quantity(amount), signed(change, direction)))
    return None


def _direction(facts: Facts, change: Statement) -> int | None:
    """The direction of a change; where two opposite words stand, that of its rate."""
    if change.direction is not None:
        return change.direction
    rates = [s for s in facts.frames[change.frame] if s.role is Role.CHANGE_RATE and s.base == change.base]
    return rates[0].direction if rates else None


def _split(facts: Facts, amounts: Sequence[Statement], kind: str) -> _Split | None:
    parts = [based_on(facts, amount, kind) for amount in amounts]
    found = [part for part in parts if part is not None]
    if len(found) < 2 or any(
        part is None and midpoint(quantity(amount)) != 0 for part, amount in zip(parts, amounts, strict=True)
    ):
        return None
    return _Split(tuple(found), kind, total([quantity(a) for a in amounts]), total([part.base for part in found]))


def kinds_of_base(facts: Facts, amounts: Sequence[Statement]) -> list[str]:
    """The kinds of base that the parts give, each once."""
    own = [s for amount in amounts for s in facts.frames[amount.frame]]
    kinds = {base_kind(s.base): None for s in own if s.role in (Role.CHANGE, *BASES) and s.base}
    return [kind for kind in kinds if kind]


def _listed(facts: Facts) -> Iterator[_Split]:
    for statements in facts.lists.values():
        if statements[0].listing is not None and statements[0].listing.spans_passages:
            amounts = [s for s in statements if s.role is Role.FINAL and is_money(s)]
            yield from _splits_of(facts, amounts)


def _splits_of(facts: Facts, amounts: Sequence[Statement]) -> Iterator[_Split]:
    for kind in kinds_of_base(facts, amounts):
        split = _split(facts, amounts, kind)
        if split is not None:
            yield split


def _siblings(facts: Facts) -> Iterator[_Split]:
    """Paragraphs numbered alike under the same headings, that begin with an amount each."""
    group: list[Statement] = []
    place: tuple[tuple[str, ...], int] | None = None
    for statements in facts.passages():
        ordinal = ordinal_of(statements[0].passage.text)
        if ordinal is None:
            continue
        first = next((s for s in statements if s.role in AMOUNTS), None)
        headings = statements[0].passage.headings
        outer = tuple(h for h in headings if (o := ordinal_of(h)) is None or o.rank < ordinal.rank)
        here = (outer, ordinal.rank)
        if here != place or ordinal.value == 1:
            if place is not None and ordinal.rank > place[1] and outer[: len(place[0])] == place[0]:
                # A list inside one of the siblings does not end them.
                continue
            yield from _splits_of(facts, group)
            group, place = [], here
        if first is not None and first.listing is None and is_money(first):
            group.append(first)
    yield from _splits_of(facts, group)


def _against_each_other(facts: Facts, splits: Sequence[_Split]) -> Iterator[Claim]:
    """Each division against the last one before of the same total, where the text states that total itself."""
    stated = {midpoint(quantity(s)) for s in facts.all if s.role is Role.FINAL and is_money(s)}
    earlier: dict[tuple[str, object], _Split] = {}
    for split in splits:
        amount = midpoint(split.amount)
        other = earlier.get((split.kind, amount))
        earlier[split.kind, amount] = split
        if other is None or amount == 0 or amount not in stated:
            continue
        if not {p.amount.frame for p in split.parts} & {p.amount.frame for p in other.parts}:
            first, second = sorted((split, other), key=lambda s: s.parts[0].amount.frame)
            yield _two_splits(facts, second, first)


def _two_splits(facts: Facts, split: _Split, other: _Split) -> Claim:
    stated = max(other.parts, key=lambda part: midpoint(part.base)).shown
    frames = {part.amount.frame for part in other.parts}
    # The changes of what lies below show where the bases come from; what did not change shows nothing.
    children = [s for s in facts.parts_of(frames) if s.role is Role.CHANGE and s.literal.figure.value != 0]
    operands = (*(p.shown for p in other.parts), *children, *(p.shown for p in split.parts))
    formula = (
        f"同一总数的两种划分推算出的{split.kind}不一致：按“{_names(other)}”合计为 {STATED}，"
        f"按“{_names(split)}”合计为 {EXPECTED}"
    )
    way = Way(operands, split.base, formula)
    return Claim(
        "N13-01", ClaimKind.CROSS_REF, Relation.EQUAL, stated, other.base, (way,), remark=f"两种划分:{split.kind}"
    )


def _label(kind: str) -> str:
    return kind if kind.endswith("预算") else f"{kind}年数" if kind.isdigit() else f"{kind}数"


def _names(split: _Split) -> str:
    names = [part.amount.subject for part in split.parts]
    return "、".join(names[:3]) + ("等" if len(names) > 3 else "")


def _against_total(facts: Facts, splits: Sequence[_Split]) -> Iterator[Claim]:
    """Parts of a total without a base of its own, against the base of what includes it with the same amount."""
    by_amount: dict[object, list[Statement]] = {}
    for s in facts.all:
        if s.role is Role.FINAL and is_money(s) and "支出" in s.subject:
            by_amount.setdefault(midpoint(quantity(s)), []).append(s)
    for split in splits:
        listing = split.parts[0].amount.listing
        if listing is None:
            continue
        whole = next((s for s in facts.frames.get(listing.total, ()) if s.literal == listing.figure), None)
        if whole is None or based_on(facts, whole, split.kind) is not None:
            continue
        alike = by_amount.get(midpoint(quantity(whole)), [])[:8]
        wider = _wider(facts, whole, split.kind, alike)
        if wider is None:
            continue
        budget = split.kind.endswith("预算")
        stated = max(split.parts, key=lambda part: midpoint(part.base)).shown
        formula = (
            f"“{_names(split)}”推算的{_label(split.kind)}合计为 {STATED}，"
            f"而“{wider.amount.subject}”的{_label(split.kind)}为 {EXPECTED}，前后不一致"
        )
        way = Way((*(p.shown for p in split.parts), wider.shown), wider.base, formula)
        excess = bounds(split.base)[0] > bounds(wider.base)[1]
        relation = Relation.AT_MOST if budget and excess else Relation.EQUAL
        check = "N13-01" if budget else "XY-05"
        yield Claim(check, ClaimKind.CROSS_REF, relation, stated, split.base, (way,), remark=f"推算:{split.kind}")


def _wider(facts: Facts, whole: Statement, kind: str, alike: Sequence[Statement]) -> Based | None:
    if midpoint(quantity(whole)) == 0:
        return None
    found = (based_on(facts, amount, kind) for amount in alike if amount.frame != whole.frame)
    return next((based for based in found if based is not None), None)
