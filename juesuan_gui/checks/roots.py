"""Owns the search for roots: which cell's correction satisfies most of the relations that fail.

Greedy: the cell and value that mend most failing relations while breaking fewest that hold is taken as a
root, its correction is assumed, and the search goes on with what still fails. A cell that a witness confirms
(the same quantity, not zero, printed equal in another table) is never blamed. Where several cells would do
equally well none is blamed: the relation itself is the root.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter

from juesuan_gui.checks.equations import Equation, Equations, Number
from juesuan_gui.live import Instance
from juesuan_gui.relations import Address
from juesuan_gui.steps import Steps, completed

# With more failures than this the report is unfinished rather than wrong in places: each is its own root.
_MOST_FAILURES = 300
# Children of a long sum are candidates only if another failing relation points at them too.
_MOST_CHILDREN = 40
# Two differences are the same where they are apart by less than this part of them: sums of rounded figures.
_ROUNDING_SHARE = 10_000
# So many cells are asked for their proposals in a thousandth of a second.
_STEP = 32


@dataclass(frozen=True, slots=True)
class Root:
    """A correction: the relations it mends; ``cell`` is ``None`` where no single cell can be named."""

    cell: Address | None
    value: Number | None
    primary: Instance
    explains: tuple[Instance, ...]


@dataclass(frozen=True, slots=True)
class _Proposal:
    """Another value for a cell, and the failing equations that it would mend."""

    cell: Address
    value: Number
    before: Number
    mending: list[Equation]


@dataclass(frozen=True, slots=True)
class _Candidate:
    gain: int
    rank: tuple[Number, ...]
    cell: Address
    value: Number
    mends: frozenset[Instance]


@dataclass(frozen=True, slots=True)
class _Group:
    """Roots without a cell that seem to be one: by how much they miss, and the figures that they speak of."""

    missing: Number
    figures: set[Number]
    roots: list[Root]

    def is_one_with(self, other: _Group) -> bool:
        """Whether both miss the same amount (rounding aside) and speak of a common figure."""
        apart = self.missing - other.missing
        is_near = -self.missing <= apart * _ROUNDING_SHARE <= self.missing
        return is_near and not self.figures.isdisjoint(other.figures)


#: By cell and number of equations: the failing equations of a cell and what was proposed for it. An equation of which
#: a cell shows another value is another object, so that what was proposed for the same ones still stands.
KeptProposals = dict[tuple[Address, int], tuple[list[Equation], list[_Proposal]]]


class RootSearch:
    """One search over the failing relations of a report; ``kept`` is what the searches before it found out."""

    def __init__(self, equations: Equations, failing: Iterable[Instance], kept: KeptProposals | None = None) -> None:
        self._equations = equations
        self._kept: KeptProposals = {} if kept is None else kept
        self._order = list(failing)
        self._places = {instance: number for number, instance in enumerate(self._order)}
        #: By how much the corrections assumed so far change what their cells show.
        self._shifts: dict[Address, Number] = {}
        #: Those whose residual is another with these corrections.
        self._shifted: set[Instance] = set()
        self._near: dict[Address, list[Equation]] = {}
        self._residuals: dict[Instance, Number] = {}
        self._touched: dict[Instance, Equation] = {}

    @property
    def weighed(self) -> set[Address]:
        """Every cell whose value the search looked at: the roots stand while these do not change."""
        return set().union(*(equation.terms for equation in self._touched.values()))

    def roots(self) -> list[Root]:
        """The roots with what each explains; every failing relation is explained by exactly one."""
        return completed(self.steps())

    def steps(self) -> Steps[list[Root]]:
        """The same in steps, for a window that goes on answering."""
        if len(self._order) > _MOST_FAILURES:
            return [Root(None, None, instance, (instance,)) for instance in self._order]
        open_equations = []
        found = []
        for instance in self._order:
            equation = self._equations.of(instance)
            # A check that broke may well be true of the figures: no cell explains it.
            if equation is None or equation.holds(self._residual(equation)):
                found.append(Root(None, None, instance, (instance,)))
            else:
                open_equations.append(equation)
        while open_equations:
            best = yield from self._best(open_equations)
            if best is None:
                found += [Root(None, None, item.instance, (item.instance,)) for item in open_equations]
                break
            winner, rivals = best
            mended = [item for item in open_equations if item.instance in winner.mends]
            cell = None if rivals else winner.cell
            primary = min(mended, key=lambda item: self._primary_rank(item, winner.cell))
            found.append(
                Root(cell, winner.value if cell else None, primary.instance, tuple(i.instance for i in mended))
            )
            if cell is not None:
                self._assume(cell, winner.value)
            open_equations = [item for item in open_equations if item.instance not in winner.mends]
        return self._gathered(found)

    def _gathered(self, found: list[Root]) -> list[Root]:
        """Relations that no single cell explains, but that miss the same amount at the same figure, are one root.

        A slip that was carried on (the same wrong figure at 类 and 款, or copied into the next table) is confirmed
        by its own copies, so that no cell may be blamed; the equal difference still tells that it is one.
        """
        groups: list[_Group] = []
        for root in found:
            equation = self._equations.of(root.primary)
            if equation is None or not self._is_weak(root):
                continue
            residual = self._equations.residual(equation)
            missing = -residual if residual < 0 else residual
            if missing == 0:
                continue
            figures = {self._equations.value(cell) for cell in equation.terms} - {0}
            group = _Group(missing, figures, [root])
            for other in [other for other in groups if other.is_one_with(group)]:
                groups.remove(other)
                group = _Group(other.missing, group.figures | other.figures, [*other.roots, *group.roots])
            groups.append(group)
        first: dict[Instance, Root] = {}
        dropped: set[Instance] = set()
        for group in groups:
            if len(group.roots) == 1:
                continue
            members = sorted(group.roots, key=lambda root: self._places[root.primary])
            explains = tuple(instance for root in members for instance in root.explains)
            first[members[0].primary] = Root(None, None, members[0].primary, explains)
            dropped |= {root.primary for root in members[1:]}
        return [first.get(root.primary, root) for root in found if root.primary not in dropped]

    def _is_weak(self, root: Root) -> bool:
        """Whether no cell is named, or only a blank one that would mend nothing else."""
        return root.cell is None or (len(root.explains) == 1 and self._equations.value(root.cell) == 0)

    def _primary_rank(self, equation: Equation, cell: Address) -> tuple[int, int, int]:
        return (equation.level_rank, 0 if equation.left == cell else 1, self._places[equation.instance])

    # -- equations ---------------------------------------------------------------------------------

    def _value(self, cell: Address) -> Number:
        """What a cell shows, or what it was assumed to have to show."""
        return self._equations.value(cell) + self._shifts.get(cell, 0)

    def _residual(self, equation: Equation) -> Number:
        """Left minus right, with the corrections assumed so far."""
        known = self._residuals.get(equation.instance)
        if known is None:
            self._touched[equation.instance] = equation
            known = self._equations.residual(equation)
            for cell, shift in self._shifts.items():
                known += equation.terms.get(cell, 0) * shift
            self._residuals[equation.instance] = known
        return known

    def _assume(self, cell: Address, value: Number) -> None:
        for instance in self._equations.containing(cell):
            self._residuals.pop(instance, None)
            self._shifted.add(instance)
        self._shifts[cell] = value - self._equations.value(cell)

    # -- candidates --------------------------------------------------------------------------------

    def _best(self, open_equations: list[Equation]) -> Steps[tuple[_Candidate, bool] | None]:
        """The best correction, and whether others mend the same relations equally well."""
        readers: dict[Address, list[Equation]] = {}
        for equation in open_equations:
            for cell in equation.blamable:
                readers.setdefault(cell, []).append(equation)
        yield
        candidates = yield from self._candidates(readers, {item.instance for item in open_equations})
        if not candidates:
            return None
        candidates.sort(key=lambda item: item.rank)
        winner = candidates[0]
        # Standing on the left side decides what is shown first, but is no evidence against the cell.
        rivals = any(
            other.cell != winner.cell and other.rank[:-1] == winner.rank[:-1] and other.mends == winner.mends
            for other in candidates[1:]
        )
        return winner, rivals

    def _candidates(
        self, readers: dict[Address, list[Equation]], open_instances: set[Instance]
    ) -> Steps[list[_Candidate]]:
        """The corrections that may be the best, by the failing equations of each cell.

        One that mends fewer than another wins cannot win: the most promising first saves most of the work. A cell
        mends no more relations than it stands in, so that most addends of long sums are never asked.
        """
        by_count: dict[int, list[tuple[int, Address]]] = {}
        for position, (cell, equations) in enumerate(readers.items()):
            by_count.setdefault(len(equations), []).append((position, cell))
        proposals: dict[int, list[tuple[int, _Proposal]]] = {}
        candidates: list[_Candidate] = []
        least = 1
        for count in range(max(by_count, default=0), 0, -1):
            if count < least:
                break
            for number, (position, cell) in enumerate(by_count.get(count, ())):
                for proposal in self._proposals_for(cell, readers[cell]):
                    proposals.setdefault(len(proposal.mending), []).append((position, proposal))
                if number % _STEP == 0:
                    yield
            for _, proposal in sorted(proposals.get(count, ()), key=itemgetter(0)):
                if count < least:
                    break
                candidate = self._candidate(proposal, open_instances, least)
                yield
                if candidate is not None:
                    candidates.append(candidate)
                    least = max(least, candidate.gain)
        return candidates

    def _proposals_for(self, cell: Address, equations: list[Equation]) -> list[_Proposal]:
        """What is proposed for a cell; found out once while its equations stay the same."""
        if self._shifted and any(equation.instance in self._shifted for equation in equations):
            return self._proposals(cell, equations)
        kept = self._kept.get((cell, len(equations)))
        if kept is None or kept[0] != equations:
            kept = self._kept[cell, len(equations)] = (equations, self._proposals(cell, equations))
        return kept[1]

    def _proposals(self, cell: Address, equations: list[Equation]) -> list[_Proposal]:
        """The values that would mend one of the failing equations of a cell, with all that each mends."""
        values: dict[Number, None] = {}
        before = self._value(cell)
        is_alone = len(equations) == 1
        parts = [(equation, self._residual(equation), equation.terms[cell]) for equation in equations]
        for equation, residual, factor in parts:
            if is_alone and len(equation.terms) > _MOST_CHILDREN and equation.left != cell:
                continue
            values[before - _quotient(residual, factor)] = None
        found = []
        for value in values:
            change = value - before
            mending = [equation for equation, residual, factor in parts if equation.holds(residual + factor * change)]
            if mending:
                found.append(_Proposal(cell, value, before, mending))
        return found

    def _candidate(self, proposal: _Proposal, open_instances: set[Instance], least: int) -> _Candidate | None:
        """What a proposal is worth; ``None`` when a witness denies it, or when it gains less than ``least``."""
        cell, before, mending = proposal.cell, proposal.before, proposal.mending
        if proposal.value < 0 <= before:
            # An amount that would have to turn negative is not what went wrong: the relation stays open.
            return None
        if not self._equations.may_be(cell, proposal.value):
            return None
        change = proposal.value - before
        gain, trivial = len(mending), 0
        for equation in self._neighbours(cell):
            factor = equation.terms.get(cell)
            if factor is None or equation.instance in open_instances:
                continue
            known = self._residuals.get(equation.instance)
            residual = self._residual(equation) if known is None else known
            if not equation.holds(residual) or equation.holds(residual + factor * change):
                continue
            if any(self._value(other) != 0 for other in equation.terms):
                gain -= 1
                if gain < least or (equation.is_witness and before != 0):
                    return None
            else:
                trivial += 1
        leads = sum(1 for equation in mending if equation.left == cell)
        unlikely = 1 if proposal.value == 0 and before != 0 else 0
        gravest = min(equation.level_rank for equation in mending)
        mends = frozenset(equation.instance for equation in mending)
        return _Candidate(gain, (-gain, gravest, trivial, unlikely, -leads), cell, proposal.value, mends)

    def _neighbours(self, cell: Address) -> list[Equation]:
        """Every relation that reads the cell, directly or through computed cells."""
        known = self._near.get(cell)
        if known is None:
            known = self._near[cell] = self._equations.reading(cell)
        return known


def _quotient(dividend: Number, divisor: Number) -> Number:
    if divisor == 1:
        return dividend
    if divisor == -1:
        return -dividend
    exact = Fraction(dividend) / Fraction(divisor)
    return exact.numerator if exact.denominator == 1 else exact
