"""Owns the parser of the relation language: text → syntax tree, names bound by a resolver."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Protocol

from juesuan_gui.figures import AmountError, Unit, parse_amount, parse_number, parse_percent
from juesuan_gui.relations.address import Basis, Period
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
    RawReference,
    Reference,
    Total,
)


class RelationError(ValueError):
    """A relation text that cannot be understood; the message (Chinese) says where."""


class Resolver(Protocol):
    """Binds the names of a reference to a form; raises RelationError for a name the form does not have."""

    def __call__(self, raw: RawReference) -> Reference: ...


_TOKEN = re.compile(
    r"""\s*(?:
      (?P<printed>「[^」]*」)
    | (?P<number>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?\s*(?:亿元|万元|元|%|％)?)
    | (?P<operator><=|>=|[=≠<>≤≥+\-−－*×/÷(),])
    | (?P<word>(?:[^\s\[\]()<>=≠≤≥+\-−－*×/÷,「」]|\[[^\]]*\])+)
    )""",
    re.VERBOSE,
)
_FOLDED = {"≤": "<=", "≥": ">=", "−": "-", "－": "-", "×": "*", "÷": "/"}
_COMPARISONS = frozenset({"=", "≠", "<=", ">=", "<", ">"})
_FUNCTIONS = {"绝对值": 1, "最小": None, "最大": None, "四舍五入": 2}
_WORD_PART = re.compile(r"(?P<name>[^.\[\]]+)(?:\[(?P<bracket>[^\]]*)\])?(?:\.|$)")
# The forms at hand extend one another: most of their relations are the same texts with the same addresses.
_KNOWN = 8192
# Deep nesting is never written by a person; the limit keeps hostile form files from exhausting the stack.
_MAXIMUM_DEPTH = 60


@lru_cache(maxsize=_KNOWN)
def _tokens(text: str) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    position = 0
    stripped = text.rstrip()
    while position < len(stripped):
        match = _TOKEN.match(stripped, position)
        if match is None or match.end() == position:
            raise RelationError(f"“{text}”第 {position + 1} 个字符看不懂")
        kind = match.lastgroup or ""
        value = match.group(kind).strip()
        if kind == "word" and value.startswith("Σ") and len(value) > 1:
            found.append(("word", "Σ"))
            value = value[1:]
        found.append((kind, _FOLDED.get(value, value)))
        position = match.end()
    return tuple(found)


@lru_cache(maxsize=_KNOWN)
def raw_reference(word: str) -> RawReference:
    """Split an address text into its parts; raises RelationError when it is not one."""
    period, basis, unit = Period.THIS, Basis.FINAL, ""
    parts: list[tuple[str, str | None]] = []
    position = 0
    while position < len(word):
        match = _WORD_PART.match(word, position)
        if match is None:
            raise RelationError(f"“{word}”不是完整的地址")
        parts.append((match["name"], match["bracket"]))
        position = match.end()
    if parts and parts[0][0] == "单位" and parts[0][1] is not None:
        unit = parts.pop(0)[1] or ""
    if parts and parts[0][0] in Period.ALL and parts[0][1] is None:
        period = parts.pop(0)[0]
    if parts and parts[0][0] in Basis.ALL and parts[0][1] is None:
        basis = parts.pop(0)[0]
    if not parts or any(bracket is not None for _, bracket in parts[1:]) or len(parts) > 3:
        raise RelationError(f"“{word}”不是完整的地址")
    (table, bracket), *names = parts
    return RawReference(word, table, bracket, tuple(name for name, _ in names), period, basis, unit)


class _Parser:
    """One pass over the tokens of one text."""

    def __init__(self, text: str, resolver: Resolver) -> None:
        self._text = text
        self._resolver = resolver
        self._tokens = _tokens(text)
        self._position = 0
        self._depth = 0

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._position] if self._position < len(self._tokens) else ("end", "")

    def _take(self) -> tuple[str, str]:
        token = self._peek()
        self._position += 1
        return token

    def _accept(self, *values: str) -> str | None:
        kind, value = self._peek()
        if kind in ("operator", "word") and value in values:
            self._position += 1
            return value
        return None

    def _fail(self, what: str) -> RelationError:
        kind, value = self._peek()
        place = "末尾" if kind == "end" else f"“{value}”处"
        return RelationError(f"“{self._text}”{place}{what}")

    def finish(self) -> None:
        if self._peek()[0] != "end":
            raise self._fail("多出内容")

    def condition(self) -> Condition:
        parts = [self._conjunction()]
        while self._accept("或"):
            parts.append(self._conjunction())
        return parts[0] if len(parts) == 1 else Disjunction(tuple(parts))

    def _conjunction(self) -> Condition:
        parts = [self._comparison()]
        while self._accept("且"):
            parts.append(self._comparison())
        return parts[0] if len(parts) == 1 else Conjunction(tuple(parts))

    def _comparison(self) -> Condition:
        if self._accept("非"):
            return Negation(self._comparison())
        start = self._position
        try:
            left = self.expression()
            operator = self._peek()[1]
            if operator not in _COMPARISONS:
                raise self._fail("缺少 = ≠ <= >= < > 之一")
        except RelationError:
            # "(" may also open a grouped condition: try that before giving up.
            self._position = start
            if not self._accept("("):
                raise
            grouped = self.condition()
            if not self._accept(")"):
                raise self._fail("缺少右括号") from None
            return grouped
        self._take()
        return Comparison(operator, left, self.expression())

    def expression(self) -> Expression:
        self._depth += 1
        if self._depth > _MAXIMUM_DEPTH:
            raise RelationError(f"“{self._text[:40]}…”嵌套太深")
        result = self._chain(self._term, ("+", "-"))
        self._depth -= 1
        return result

    def _term(self) -> Expression:
        return self._chain(self._factor, ("*", "/"))

    def _chain(self, operand: Callable[[], Expression], operators: tuple[str, ...]) -> Expression:
        result = operand()
        while operator := self._accept(*operators):
            result = Binary(operator, result, operand())
        return result

    def _factor(self) -> Expression:
        if self._accept("-"):
            return Negative(self._factor())
        kind, value = self._peek()
        if kind == "operator" and value == "(":
            self._take()
            inner = self.expression()
            if not self._accept(")"):
                raise self._fail("缺少右括号")
            return inner
        if kind == "number":
            self._take()
            return Literal(_number(value), value)
        if kind == "printed":
            self._take()
            return _printed(value)
        if kind != "word":
            raise self._fail("应为数、地址或函数")
        self._take()
        if value == "Σ":
            kind, word = self._take()
            if kind != "word":
                raise self._fail("Σ 后应为地址")
            return Total(self._resolver(raw_reference(word)))
        if value in _FUNCTIONS:
            return self._call(value)
        reference = self._resolver(raw_reference(value))
        if not reference.row.kind.is_single or reference.instance == "*":
            raise RelationError(f"“{value}”指的是多行，前面要加 Σ")
        return reference

    def _call(self, function: str) -> Expression:
        if not self._accept("("):
            raise self._fail(f"{function}后应为括号")
        arguments = [self.expression()]
        while self._accept(","):
            arguments.append(self.expression())
        if not self._accept(")"):
            raise self._fail("缺少右括号")
        wanted = _FUNCTIONS[function]
        if wanted is not None and len(arguments) != wanted:
            raise RelationError(f"“{self._text}”：{function}要 {wanted} 个参数")
        return Call(function, tuple(arguments))


def _number(text: str) -> int | Fraction:
    for suffix, unit in (("亿元", Unit.YI_YUAN), ("万元", Unit.WAN_YUAN), ("元", Unit.YUAN)):
        if text.endswith(suffix):
            return _whole(Fraction(Decimal(text.removesuffix(suffix).strip().replace(",", ""))) * unit.value)
    if text.endswith(("%", "％")):
        return Fraction(Decimal(text[:-1].strip().replace(",", ""))) / 100
    return _whole(Fraction(Decimal(text.replace(",", ""))))


def _whole(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value


def _printed(text: str) -> Literal:
    inner = text[1:-1]
    try:
        if inner.rstrip().endswith(("%", "％")):
            figure = parse_percent(inner)
        elif inner.rstrip().endswith("元"):
            figure = parse_amount(inner)
        else:
            figure = parse_number(inner)
    except AmountError as error:
        raise RelationError(f"{text}：{error}") from error
    if figure is None:
        raise RelationError(f"{text}里没有数")
    return Literal(figure.quantity(), text)


def parse_expression(text: str, resolver: Resolver) -> Expression:
    """The tree of an arithmetic expression; raises RelationError."""
    parser = _Parser(text, resolver)
    result = parser.expression()
    parser.finish()
    return result


def parse_condition(text: str, resolver: Resolver) -> Condition:
    """The tree of a relation or a condition; raises RelationError."""
    parser = _Parser(text, resolver)
    result = parser.condition()
    parser.finish()
    return result
