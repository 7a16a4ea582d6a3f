"""Owns the syntax tree of the relation language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from juesuan_gui.figures import Quantity
from juesuan_gui.relations.address import Basis, Period

#: The column word that stands for the column a rule runs over.
THIS_COLUMN: Final = "本列"


class SelectorKind(Enum):
    """How a reference chooses rows."""

    NAMED = "named"
    THIS = "本行"
    SAME_CODE = "科目"
    CHILDREN = "下级"
    GROUP = "@"
    PREFIX = "*"
    LEVEL = "level"

    @property
    def is_single(self) -> bool:
        """Whether it chooses at most one row, so that it may stand outside Σ."""
        return self in (SelectorKind.NAMED, SelectorKind.THIS, SelectorKind.SAME_CODE)


@dataclass(frozen=True, slots=True)
class RowSelector:
    """Which rows: ``name`` is the row key, group, code prefix or level word that the kind needs."""

    kind: SelectorKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class RawReference:
    """A reference as written, before a form has said what its names mean."""

    text: str
    table: str
    bracket: str | None
    names: tuple[str, ...]
    period: str = Period.THIS
    basis: str = Basis.FINAL
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference bound to a form's tables: every name in it is known to exist."""

    table: str
    row: RowSelector
    column: str
    period: str = Period.THIS
    basis: str = Basis.FINAL
    unit: str = ""
    instance: str = ""


@dataclass(frozen=True, slots=True)
class Literal:
    """A number in the text: exact, or a printed figure with its interval."""

    value: Quantity
    text: str


@dataclass(frozen=True, slots=True)
class Total:
    """Σ over every row (and card) that the reference chooses."""

    reference: Reference


@dataclass(frozen=True, slots=True)
class Negative:
    """−x"""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    """``operator`` is one of + - * /."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """A whitelisted function: 绝对值, 最小, 最大, 四舍五入."""

    function: str
    arguments: tuple[Expression, ...]


Expression = Literal | Reference | Total | Negative | Binary | Call


@dataclass(frozen=True, slots=True)
class Comparison:
    """``operator`` is one of = ≠ <= >= < >."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Conjunction:
    """且"""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Disjunction:
    """或"""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """非"""

    operand: Condition


Condition = Comparison | Conjunction | Disjunction | Negation
