"""Owns the relations as equations over stated cells, kept from one search for roots to the next.

What an equation is made of stands while rows, settings and stated totals stay; an edit changes a few values only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from juesuan_gui.figures import Figure, half_width, magnitude
from juesuan_gui.forms import ColumnKind
from juesuan_gui.live import Instance, LiveReport
from juesuan_gui.relations import (
    Address,
    Basis,
    Call,
    Comparison,
    LinearForm,
    Period,
    Reference,
    Unread,
    linear_form,
)

Number = int | Fraction
# A relation over more cells than this is not expanded to its inputs: no single input could be named anyway.
_MOST_TERMS = 300
# Totals of totals of totals: no form nests deeper.
_MOST_LEVELS = 6


@dataclass(frozen=True, slots=True, eq=False)
class Equation:
    """Σ coefficient × cell + constant, compared with 0 by ``operator`` within ``tolerance``.

    ``blamable`` are the cells among its terms that may be what is wrong. While none of its cells shows another value
    an equation stays the same object.
    """

    instance: Instance
    terms: Mapping[Address, Number]
    blamable: tuple[Address, ...]
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


@dataclass(frozen=True, slots=True, eq=False)
class _Shape:
    """What of an equation does not depend on values."""

    terms: Mapping[Address, Number]
    blamable: tuple[Address, ...]
    constant: Number
    left: Address | None


class Equations:
    """The equations of a live report. ``forget`` when its structure changed, ``follow`` when values did."""

    def __init__(self, live: LiveReport) -> None:
        self._live = live
        self._shapes: dict[Instance, _Shape | None] = {}
        self._computed: dict[Address, LinearForm | None] = {}
        self._reading: dict[Address, tuple[list[Instance], list[Instance]]] = {}
        self._containing: dict[Address, dict[Instance, None]] = {}
        # Those under 绝对值: their shape turns with the sign of a value.
        self._signed: dict[Instance, None] = {}
        self._figures: dict[Address, Figure | None] = {}
        self._unread: dict[Address, None] = {}
        self._equations: dict[Instance, Equation | None] = {}
        self._residuals: dict[Instance, Number] = {}

    def forget(self) -> None:
        """Rows, settings or filled tables changed, or a total was stated or is computed again."""
        for known in (self._shapes, self._computed, self._reading, self._containing, self._signed):
            known.clear()
        for values in (self._figures, self._unread, self._equations, self._residuals):
            values.clear()

    def follow(self, changed: Iterable[Address]) -> None:
        """These cells show other values."""
        for cell in changed:
            self._figures.pop(cell, None)
            self._unread.pop(cell, None)
            for instance in self._containing.get(cell, ()):
                self._equations.pop(instance, None)
                self._residuals.pop(instance, None)
        for instance in self._signed:
            self._shapes.pop(instance, None)
            self._equations.pop(instance, None)
            self._residuals.pop(instance, None)

    def of(self, instance: Instance) -> Equation | None:
        """The equation of a rule; ``None`` when it is not linear, reads no cell, or a cell could not be read."""
        if instance not in self._equations:
            self._equations[instance] = self._build(instance)
        return self._equations[instance]

    def value(self, cell: Address) -> Number:
        """What a cell shows; blank and unread count as zero."""
        figure = self._figure(cell)
        return 0 if figure is None else figure.value

    def _figure(self, cell: Address) -> Figure | None:
        if cell in self._figures:
            return self._figures[cell]
        try:
            figure = self._live.shown(cell)
        except Unread:
            figure = None
            self._unread[cell] = None
        self._figures[cell] = figure
        return figure

    def residual(self, equation: Equation) -> Number:
        """Left minus right as the report stands."""
        known = self._residuals.get(equation.instance)
        if known is None:
            known, figures = equation.constant, self._figures
            for cell, factor in equation.terms.items():
                figure = figures[cell] if cell in figures else self._figure(cell)
                if figure is not None:
                    known += factor * figure.value
            self._residuals[equation.instance] = known
        return known

    def containing(self, cell: Address) -> Iterable[Instance]:
        """The rules known so far whose equation has the cell as a term."""
        return self._containing.get(cell, ())

    def may_be(self, cell: Address, value: Number) -> bool:
        """Whether a cell may have a value: people and cars are counted in whole numbers."""
        column = self._live.form.table(cell.table).column(cell.column)
        return column is None or column.kind is not ColumnKind.COUNT or Fraction(value).denominator == 1

    def reading(self, cell: Address) -> list[Equation]:
        """The equations of every rule that runs now and reads the cell, directly or through computed cells."""
        known = self._reading.get(cell)
        if known is None:
            known = self._reading[cell] = self._find_reading(cell)
        always, perhaps = known
        equations, found = self._equations, []
        for instance in always:
            equation = equations[instance] if instance in equations else self.of(instance)
            if equation is not None:
                found.append(equation)
        for instance in perhaps:
            if self._live.runs(instance) and (equation := self.of(instance)) is not None:
                found.append(equation)
        return found

    def _find_reading(self, cell: Address) -> tuple[list[Instance], list[Instance]]:
        """The rules that read a cell: those that run whatever the values, and those under a condition."""
        always, perhaps = [], []
        for instance in self._live.readers_of(cell):
            if self._live.rules.rule(instance).when is not None:
                perhaps.append(instance)
            elif self._live.runs(instance):
                always.append(instance)
        return always, perhaps

    # -- building ----------------------------------------------------------------------------------

    def _build(self, instance: Instance) -> Equation | None:
        if instance not in self._shapes:
            shape = self._shapes[instance] = self._shape(instance)
            for cell in shape.terms if shape is not None else ():
                self._containing.setdefault(cell, {})[instance] = None
        shape = self._shapes[instance]
        if shape is None:
            return None
        compiled = self._live.rules.rule(instance)
        tolerance = self._tolerance(shape.terms, compiled.is_same_quantity)
        if self._unread and not self._unread.keys().isdisjoint(shape.terms):
            return None
        return Equation(
            instance,
            shape.terms,
            shape.blamable,
            shape.constant,
            compiled.rule.relation.operator,
            tolerance,
            shape.left,
            compiled.is_same_quantity,
            compiled.check.level.rank,
        )

    def _shape(self, instance: Instance) -> _Shape | None:
        relation = self._live.rules.rule(instance).rule.relation
        left = self._left_form(instance, relation)
        right = linear_form(relation.right, self._live, instance.binding)
        if left is None or right is None:
            return None
        form = self._expanded(left.plus(right.scaled(-1)))
        if not form.terms:
            return None
        left_cell = None
        if isinstance(relation.left, Reference):
            chosen = self._live.addresses(relation.left, instance.binding)
            left_cell = chosen[0] if chosen else None
        terms = {cell: factor for factor, cell in form.terms}
        blamable = tuple(cell for cell in terms if _may_be_blamed(cell, left_cell))
        return _Shape(terms, blamable, form.constant, left_cell)

    def _tolerance(self, terms: Mapping[Address, Number], is_same_quantity: bool) -> Number:
        """How far from 0 the intervals let the sum be; one figure printed twice alike must be the same."""
        known, steps = self._figures, []
        width: Number = 0
        for cell, factor in terms.items():
            figure = known[cell] if cell in known else self._figure(cell)
            if figure is not None:
                steps.append(figure.step)
                if not figure.exact:
                    width += magnitude(factor) * half_width(figure.quantity())
        if is_same_quantity and len(steps) == 2 and steps[0] == steps[1]:
            return 0
        return width

    def _left_form(self, instance: Instance, relation: Comparison) -> LinearForm | None:
        """The left side as a sum; 绝对值 that must stay small counts with the sign that it has now."""
        left, binding = relation.left, instance.binding
        if not (isinstance(left, Call) and left.function == "绝对值" and relation.operator in ("<=", "<")):
            return linear_form(left, self._live, binding)
        self._signed[instance] = None
        inner = linear_form(left.arguments[0], self._live, binding)
        if inner is None:
            return None
        value = inner.constant + sum(factor * self.value(cell) for factor, cell in inner.terms)
        return inner.scaled(-1) if value < 0 else inner

    def _expanded(self, form: LinearForm) -> LinearForm:
        """Computed cells replaced by what they are computed from: only stated cells can be wrong."""
        for _ in range(_MOST_LEVELS):
            following = self._one_level_expanded(form)
            if following is None:
                break
            form = following
        return form

    def _one_level_expanded(self, form: LinearForm) -> LinearForm | None:
        """The form with each computed cell replaced once; ``None`` when none is computed, or too many come in."""
        is_replaced = False
        joined: dict[Address, Number] = {}
        constant = form.constant
        for factor, cell in form.terms:
            inner = self._computed_form(cell)
            if inner is not None:
                is_replaced = True
                constant += factor * inner.constant
            for coefficient, address in ((1, cell),) if inner is None else inner.terms:
                total = joined.get(address, 0) + factor * coefficient
                if total == 0:
                    joined.pop(address, None)
                else:
                    joined[address] = total
            if len(joined) > _MOST_TERMS:
                return None
        if not is_replaced:
            return None
        return LinearForm(tuple((factor, cell) for cell, factor in joined.items()), constant)

    def _computed_form(self, cell: Address) -> LinearForm | None:
        if cell not in self._computed:
            self._computed[cell] = self._find_computed_form(cell)
        return self._computed[cell]

    def _find_computed_form(self, cell: Address) -> LinearForm | None:
        if self._live.report.stated(cell) is not None:
            return None
        computing = self._live.computing_rule(cell)
        if computing is None:
            return None
        compiled, binding = computing
        return linear_form(compiled.rule.relation.right, self._live, binding)


def _may_be_blamed(cell: Address, left: Address | None) -> bool:
    """Last year's figures, the budget and the accounts are what a report is held against, not what it gets wrong.

    A relation inside one of them (a budget that does not add up) still blames its own cells.
    """
    if left is None:
        return (cell.period, cell.basis) == (Period.THIS, Basis.FINAL)
    return (cell.period, cell.basis) == (left.period, left.basis)
