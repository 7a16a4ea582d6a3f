"""Owns the evaluation of relations over an abstract look-up, and what a relation reads.

Trees are compiled once into closures: a rule is evaluated at every key press, its tree never changes.
A value is a quantity, or ``None`` for blank; blanks count as zero beside other addends, and an expression
over blanks only is blank itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple, Protocol

from juesuan_gui.figures import (
    Quantity,
    add,
    bounds,
    divide,
    meets,
    midpoint,
    multiply,
    negate,
    round_half_up,
    subtract,
)
from juesuan_gui.relations.address import Address
from juesuan_gui.relations.syntax import (
    Binary,
    Call,
    Comparison,
    Condition,
    Conjunction,
    Disjunction,
    Expression,
    Literal,
    Negation,
    Negative,
    Reference,
    Total,
)


class Unread(Exception):
    """A figure that exists but could not be read (or a quotient that has no value): neither pass nor fail."""


class Binding(NamedTuple):
    """What 本行 and 本列 stand for, and the card a rule runs over."""

    row: str = ""
    column: str = ""
    instance: str = ""


class Lookup(Protocol):
    """Where a relation finds its figures."""

    def figure(self, reference: Reference, binding: Binding) -> Quantity | None:
        """The shown value, ``None`` when blank or the row is absent; raises Unread."""

    def total(self, reference: Reference, binding: Binding) -> Quantity | None:
        """The sum over all cells that the reference chooses; ``None`` when all are blank; raises Unread."""

    def addresses(self, reference: Reference, binding: Binding) -> tuple[Address, ...]:
        """The cells that the reference chooses, in printed order; absent rows are left out."""


Evaluator = Callable[[Lookup, Binding], Quantity | None]
ConditionEvaluator = Callable[[Lookup, Binding], bool]


def compile_expression(expression: Expression) -> Evaluator:
    """A function (look-up, binding) → value of the expression."""
    match expression:
        case Literal(value=value):
            return lambda lookup, binding: value
        case Reference():
            return lambda lookup, binding: lookup.figure(expression, binding)
        case Total(reference=reference):
            return lambda lookup, binding: lookup.total(reference, binding)
        case Negative(operand=operand):
            inner = compile_expression(operand)
            return lambda lookup, binding: _blank_or(negate, inner(lookup, binding))
        case Binary():
            return _compile_binary(expression)
        case Call():
            return _compile_call(expression)


def _blank_or(function: Callable[[Quantity], Quantity], value: Quantity | None) -> Quantity | None:
    return None if value is None else function(value)


def _addends(expression: Expression, sign: int) -> Iterator[tuple[int, Expression]]:
    """The addends of a chain of + and − from left to right; what stands in brackets stays one addend."""
    if isinstance(expression, Binary) and expression.operator in ("+", "-"):
        yield from _addends(expression.left, sign)
        yield (1 if expression.operator == "+" else -1), expression.right
    else:
        yield sign, expression


def _compile_sum(expression: Binary) -> Evaluator:
    """One flat loop for a chain of + and −: most relations are nothing else, and they run at every key press."""
    terms = [
        (sign > 0, addend if isinstance(addend, Reference) else None, compile_expression(addend))
        for sign, addend in _addends(expression, 1)
    ]

    def chain(lookup: Lookup, binding: Binding) -> Quantity | None:
        figure = lookup.figure
        result: Quantity | None = None
        for is_added, reference, evaluate in terms:
            value = evaluate(lookup, binding) if reference is None else figure(reference, binding)
            if value is None:
                continue
            if result is None:
                result = value if is_added else negate(value)
            elif type(result) is int and type(value) is int:
                result = result + value if is_added else result - value
            else:
                result = add(result, value) if is_added else subtract(result, value)
        return result

    return chain


def _compile_binary(expression: Binary) -> Evaluator:
    if expression.operator in ("+", "-"):
        return _compile_sum(expression)
    left = compile_expression(expression.left)
    right = compile_expression(expression.right)
    if expression.operator == "*":

        def product(lookup: Lookup, binding: Binding) -> Quantity | None:
            first = left(lookup, binding)
            second = right(lookup, binding)
            return None if first is None or second is None else multiply(first, second)

        return product

    def quotient(lookup: Lookup, binding: Binding) -> Quantity | None:
        first = left(lookup, binding)
        second = right(lookup, binding)
        result = divide(first or 0, second if second is not None else 0)
        if result is None:
            raise Unread("除数为零或没有数")
        return result

    return quotient


def _compile_call(call: Call) -> Evaluator:
    arguments = [compile_expression(argument) for argument in call.arguments]

    def values(lookup: Lookup, binding: Binding) -> list[Quantity]:
        return [argument(lookup, binding) or 0 for argument in arguments]

    def rounded(lookup: Lookup, binding: Binding) -> Quantity | None:
        value, decimals = values(lookup, binding)
        return Fraction(round_half_up(midpoint(value), int(midpoint(decimals))))

    functions: dict[str, Evaluator] = {
        "绝对值": lambda lookup, binding: _absolute(values(lookup, binding)[0]),
        "最小": lambda lookup, binding: min(values(lookup, binding), key=midpoint),
        "最大": lambda lookup, binding: max(values(lookup, binding), key=midpoint),
        "四舍五入": rounded,
    }
    return functions[call.function]


def _absolute(value: Quantity) -> Quantity:
    return negate(value) if midpoint(value) < 0 else value


def compare(operator: str, left: Quantity | None, right: Quantity | None) -> bool:
    """Whether the comparison can be true for some values inside the intervals; blank counts as zero."""
    first, second = left or 0, right or 0
    (first_low, first_high), (second_low, second_high) = bounds(first), bounds(second)
    if operator == "=":
        return meets(first, second)
    if operator == "≠":
        return not (first_low == first_high == second_low == second_high)
    if operator == "<=":
        return first_low <= second_high
    if operator == ">=":
        return first_high >= second_low
    if operator == "<":
        return first_low < second_high
    return first_high > second_low


def compare_printed(operator: str, left: Quantity | None, right: Quantity | None) -> bool:
    """Whether the comparison is true of the figures as printed. Conditions ask what a report shows: a printed
    0.00 万元 says "none", although it may stand for a few 元."""
    return compare(operator, midpoint(left or 0), midpoint(right or 0))


def compile_condition(condition: Condition) -> ConditionEvaluator:
    """A function (look-up, binding) → bool."""
    match condition:
        case Comparison(operator=operator, left=left_tree, right=right_tree):
            left, right = compile_expression(left_tree), compile_expression(right_tree)
            return lambda lookup, binding: compare_printed(operator, left(lookup, binding), right(lookup, binding))
        case Conjunction(parts=parts):
            every = [compile_condition(part) for part in parts]
            return lambda lookup, binding: all(part(lookup, binding) for part in every)
        case Disjunction(parts=parts):
            some = [compile_condition(part) for part in parts]
            return lambda lookup, binding: any(part(lookup, binding) for part in some)
        case Negation(operand=operand):
            inner = compile_condition(operand)
            return lambda lookup, binding: not inner(lookup, binding)


def references(tree: Expression | Condition) -> Iterator[tuple[Reference, bool]]:
    """Every reference in the tree with whether it stands under Σ."""
    match tree:
        case Reference():
            yield tree, False
        case Total(reference=reference):
            yield reference, True
        case Negative(operand=inner):
            yield from references(inner)
        case Negation(operand=denied):
            yield from references(denied)
        case Binary(left=left, right=right) | Comparison(left=left, right=right):
            yield from references(left)
            yield from references(right)
        case Call(arguments=arguments):
            for argument in arguments:
                yield from references(argument)
        case Conjunction(parts=parts) | Disjunction(parts=parts):
            for part in parts:
                yield from references(part)
        case Literal():
            return


def operands(tree: Expression | Condition, lookup: Lookup, binding: Binding) -> tuple[Address, ...]:
    """Every cell that the tree reads under this binding, in reading order, each once."""
    found: dict[Address, None] = {}
    for reference, _ in references(tree):
        for address in lookup.addresses(reference, binding):
            found[address] = None
    return tuple(found)
