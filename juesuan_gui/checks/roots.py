"""Owns the search for roots: which cell's correction satisfies most of the relations that fail.

Greedy: the cell and value that mend most failing relations while breaking fewest that hold is taken as a
root, its correction is assumed, and the search goes on with what still fails. A cell that a witness confirms
(the same quantity, not zero, printed equal in another table) is never blamed. Where several cells would do
equally well none is blamed: the relation itself is the root.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from juesuan_gui.figures import half_width, magnitude
from juesuan_gui.live import Instance, LiveReport
from juesuan_gui.relations import Address, Binding, Call, Comparison, LinearForm, Reference, Unread, linear_form

Number = int | Fraction
# A relation over more cells than this is not expanded to its inputs: no single input could be named anyway.
_MOST_TERMS = 300
# With more failures than this the report is unfinished rather than wrong in places: each is its own root.
_MOST_FAILURES = 300
# Children of a long sum are candidates only if another failing relation points at them too.
_MOST_CHILDREN = 40


@dataclass(frozen=True, slots=True)
class Equation:
    """Σ coefficient × cell + constant, compared with 0 by ``operator`` within ``tolerance``."""

    instance: Instance
    terms: Mapping[Address, Number]
    constant: Number
    operator: str
    tolerance: Number
    left: Address | None
    is_witness: bool
    level_rank: int

    def holds(self, residual: Number) -> bool:
        """Whether a residual satisfies the comparison."""
        if self.operator == "=":
            return magnitude(residual) <= self.tolerance
        if self.operator in ("<=", "<"):
            return residual <= self.tolerance
        if self.operator in (">=", ">"):
            return residual >= -self.tolerance
        return residual != 0


@dataclass(frozen=True, slots=True)
class Root:
    """A correction: the relations it mends; ``cell`` is ``None`` where no single cell can be named."""

    cell: Address | None
    value: Number | None
    primary: Instance
    explains: tuple[Instance, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    rank: tuple[Number, ...]
    cell: Address
    value: Number
    mends: frozenset[Instance]


class RootSearch:
    """One search over the failing relations of a report."""

    def __init__(self, live: LiveReport, failing: Iterable[Instance]) -> None:
        self._live = live
        self._order = list(failing)
        self._values: dict[Address, Number] = {}
        self._equations: dict[Instance, Equation | None] = {}
        self._assumed: dict[Address, Number] = {}
        self._near: dict[Address, list[Equation]] = {}
        self._residuals: dict[Instance, Number] = {}

    @property
    def weighed(self) -> set[Address]:
        """Every cell whose value the search looked at: the roots stand while these do not change."""
        return set(self._values)

    def roots(self) -> list[Root]:
        """The roots with what each explains; every failing relation is explained by exactly one."""
        if len(self._order) > _MOST_FAILURES:
            return [Root(None, None, instance, (instance,)) for instance in self._order]
        open_equations = []
        found = []
        for instance in self._order:
            equation = self._equation(instance)
            # A check that broke may well be true of the figures: no cell explains it.
            if equation is None or equation.holds(self._residual(equation)):
                found.append(Root(None, None, instance, (instance,)))
            else:
                open_equations.append(equation)
        while open_equations:
            best = self._best(open_equations)
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
        return found

    def _primary_rank(self, equation: Equation, cell: Address) -> tuple[int, int, int]:
        return (equation.level_rank, 0 if equation.left == cell else 1, self._order.index(equation.instance))

    # -- equations ---------------------------------------------------------------------------------

    def _equation(self, instance: Instance) -> Equation | None:
        if instance not in self._equations:
            self._equations[instance] = self._build(instance)
        return self._equations[instance]

    def _build(self, instance: Instance) -> Equation | None:
        compiled = self._live.rules.rule(instance)
        relation = compiled.rule.relation
        left = self._left_form(relation, instance.binding)
        right = linear_form(relation.right, self._live, instance.binding)
        if left is None or right is None:
            return None
        form = self._expanded(left.plus(right.scaled(-1)))
        if not form.terms:
            return None
        try:
            tolerance = self._tolerance(form, compiled.is_same_quantity)
        except Unread:
            return None
        left_cell = None
        if isinstance(relation.left, Reference):
            chosen = self._live.addresses(relation.left, instance.binding)
            left_cell = chosen[0] if chosen else None
        return Equation(
            instance,
            {cell: factor for factor, cell in form.terms},
            form.constant,
            relation.operator,
            tolerance,
            left_cell,
            compiled.is_same_quantity,
            compiled.check.level.rank,
        )

    def _tolerance(self, form: LinearForm, is_same_quantity: bool) -> Number:
        """How far from 0 the intervals let the sum be; one figure printed twice alike must be the same."""
        figures = [(factor, figure) for factor, cell in form.terms if (figure := self._live.shown(cell)) is not None]
        if is_same_quantity and len({figure.step for _, figure in figures}) == 1 and len(figures) == 2:
            return 0
        return sum((magnitude(factor) * half_width(figure.quantity()) for factor, figure in figures), start=0)

    def _left_form(self, relation: Comparison, binding: Binding) -> LinearForm | None:
        """The left side as a sum; 绝对值 that must stay small counts with the sign that it has now."""
        left = relation.left
        if not (isinstance(left, Call) and left.function == "绝对值" and relation.operator in ("<=", "<")):
            return linear_form(left, self._live, binding)
        inner = linear_form(left.arguments[0], self._live, binding)
        if inner is None:
            return None
        value = inner.constant + sum(factor * self._value(cell) for factor, cell in inner.terms)
        return inner.scaled(-1) if value < 0 else inner

    def _expanded(self, form: LinearForm) -> LinearForm:
        """Computed cells replaced by what they are computed from: only stated cells can be wrong."""
        for _ in range(6):
            replaced = False
            result = LinearForm((), form.constant)
            for factor, cell in form.terms:
                inner = self._computed_form(cell)
                if inner is None:
                    result = result.plus(LinearForm(((factor, cell),)))
                else:
                    replaced = True
                    result = result.plus(inner.scaled(factor))
                if len(result.terms) > _MOST_TERMS:
                    return form
            form = result
            if not replaced:
                break
        return form

    def _computed_form(self, cell: Address) -> LinearForm | None:
        if self._live.report.stated(cell) is not None:
            return None
        computing = self._live.computing_rule(cell)
        if computing is None:
            return None
        compiled, binding = computing
        return linear_form(compiled.rule.relation.right, self._live, binding)

    def _value(self, cell: Address) -> Number:
        if cell in self._assumed:
            return self._assumed[cell]
        if cell not in self._values:
            try:
                figure = self._live.shown(cell)
            except Unread:
                figure = None
            self._values[cell] = 0 if figure is None else figure.value
        return self._values[cell]

    def _residual(self, equation: Equation) -> Number:
        """Left minus right, with the corrections assumed so far."""
        known = self._residuals.get(equation.instance)
        if known is None:
            known = equation.constant
            for cell, factor in equation.terms.items():
                known += factor * self._value(cell)
            self._residuals[equation.instance] = known
        return known

    def _assume(self, cell: Address, value: Number) -> None:
        self._assumed[cell] = value
        for equation in self._neighbours(cell):
            self._residuals.pop(equation.instance, None)
        self._residuals = {
            instance: residual
            for instance, residual in self._residuals.items()
            if (known := self._equation(instance)) is not None and cell not in known.terms
        }

    # -- candidates --------------------------------------------------------------------------------

    def _best(self, open_equations: list[Equation]) -> tuple[_Candidate, bool] | None:
        """The best correction, and whether others mend the same relations equally well."""
        readers: dict[Address, list[Equation]] = {}
        for equation in open_equations:
            for cell in equation.terms:
                readers.setdefault(cell, []).append(equation)
        open_instances = {item.instance for item in open_equations}
        candidates: list[_Candidate] = []
        for cell, equations in readers.items():
            proposals: dict[Number, None] = {}
            for equation in equations:
                if len(equation.terms) > _MOST_CHILDREN and len(equations) == 1 and equation.left != cell:
                    continue
                proposals[self._value(cell) - _quotient(self._residual(equation), equation.terms[cell])] = None
            for value in proposals:
                candidate = self._candidate(cell, value, equations, open_instances)
                if candidate is not None:
                    candidates.append(candidate)
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

    def _candidate(
        self, cell: Address, value: Number, equations: list[Equation], open_instances: set[Instance]
    ) -> _Candidate | None:
        before = self._value(cell)
        change = value - before

        def mended(equation: Equation) -> bool:
            return equation.holds(self._residual(equation) + equation.terms[cell] * change)

        mending = [equation for equation in equations if mended(equation)]
        if not mending:
            return None
        broken = trivial = 0
        for equation in self._neighbours(cell):
            if equation.instance in open_instances or cell not in equation.terms:
                continue
            if not equation.holds(self._residual(equation)) or mended(equation):
                continue
            if any(self._value(other) != 0 for other in equation.terms):
                if equation.is_witness and before != 0:
                    return None
                broken += 1
            else:
                trivial += 1
        gain = len(mending) - broken
        if gain <= 0:
            return None
        leads = sum(1 for equation in mending if equation.left == cell)
        unlikely = 1 if (value == 0 and before != 0) or value < 0 <= before else 0
        gravest = min(equation.level_rank for equation in mending)
        mends = frozenset(equation.instance for equation in mending)
        return _Candidate((-gain, gravest, trivial, unlikely, -leads), cell, value, mends)

    def _neighbours(self, cell: Address) -> list[Equation]:
        """Every relation that reads the cell, directly or through computed cells."""
        known = self._near.get(cell)
        if known is None:
            equations = (self._equation(instance) for instance in self._live.reading_instances(cell))
            known = [item for item in equations if item is not None]
            self._near[cell] = known
        return known


def _quotient(dividend: Number, divisor: Number) -> Number:
    if divisor in (1, -1):
        return dividend * divisor
    exact = Fraction(dividend) / Fraction(divisor)
    return exact.numerator if exact.denominator == 1 else exact
