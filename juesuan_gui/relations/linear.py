"""Owns the linear form of a relation: cells with coefficients, for tracing, solving and Excel formulas."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from juesuan_gui.figures import Measure
from juesuan_gui.relations.address import Address
from juesuan_gui.relations.evaluate import Binding, Lookup
from juesuan_gui.relations.syntax import Binary, Call, Expression, Literal, Negative, Reference, Total


@dataclass(frozen=True, slots=True)
class LinearForm:
    """Σ coefficient × cell + constant (canonical units)."""

    terms: tuple[tuple[Fraction | int, Address], ...]
    constant: Fraction | int = 0

    def scaled(self, factor: Fraction | int) -> LinearForm:
        """The form multiplied by an exact number."""
        return LinearForm(
            tuple((coefficient * factor, address) for coefficient, address in self.terms),
            self.constant * factor,
        )

    def plus(self, other: LinearForm) -> LinearForm:
        """The sum of two forms; equal cells are joined, those that cancel are dropped."""
        joined: dict[Address, Fraction | int] = {}
        for coefficient, address in (*self.terms, *other.terms):
            joined[address] = joined.get(address, 0) + coefficient
        terms = tuple((coefficient, address) for address, coefficient in joined.items() if coefficient != 0)
        return LinearForm(terms, self.constant + other.constant)


def linear_form(expression: Expression, lookup: Lookup, binding: Binding) -> LinearForm | None:
    """The linear form under this binding, or ``None`` when the expression is not linear in its cells."""
    match expression:
        case Literal(value=value):
            return LinearForm((), value.value if isinstance(value, Measure) else value)
        case Reference():
            return LinearForm(tuple((1, address) for address in lookup.addresses(expression, binding)))
        case Total(reference=reference):
            return LinearForm(tuple((1, address) for address in lookup.addresses(reference, binding)))
        case Negative(operand=operand):
            inner = linear_form(operand, lookup, binding)
            return None if inner is None else inner.scaled(-1)
        case Binary(operator=operator, left=left_tree, right=right_tree):
            left = linear_form(left_tree, lookup, binding)
            right = linear_form(right_tree, lookup, binding)
            if left is None or right is None:
                return None
            if operator in ("+", "-"):
                return left.plus(right.scaled(1 if operator == "+" else -1))
            if operator == "*" and (not left.terms or not right.terms):
                return right.scaled(left.constant) if not left.terms else left.scaled(right.constant)
            if operator == "/" and not right.terms and right.constant != 0:
                return left.scaled(1 / Fraction(right.constant))
            return None
        case Call():
            return None
