"""The relation language: what it reads, what it refuses, what it computes, what it says it read."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan_gui.figures import Measure, Quantity, add
from juesuan_gui.relations import (
    Address,
    Binding,
    RawReference,
    Reference,
    RelationError,
    RowSelector,
    SelectorKind,
    Unread,
    compile_condition,
    compile_expression,
    linear_form,
    operands,
    parse_condition,
    parse_expression,
)
from juesuan_gui.relations.evaluate import compare

KINDS = {"本行": SelectorKind.THIS, "下级": SelectorKind.CHILDREN}


def resolver(raw: RawReference) -> Reference:
    """A resolver without a form: bracket = row, last name = column."""
    if raw.bracket is None and not raw.names:
        raise RelationError("没有写明行")
    row = raw.bracket if raw.bracket is not None else raw.names[0]
    column = raw.names[-1] if raw.bracket is not None and raw.names else "数"
    kind = KINDS.get(row, SelectorKind.NAMED)
    return Reference(raw.table, RowSelector(kind, row), column, raw.period, raw.basis, raw.unit)


class Cells:
    """A look-up over a plain dictionary (row, column) → quantity."""

    def __init__(self, cells: Mapping[tuple[str, str], Quantity | None], children: tuple[str, ...] = ()) -> None:
        self.cells = cells
        self.children = children

    def _row(self, reference: Reference, binding: Binding) -> str:
        return binding.row if reference.row.kind is SelectorKind.THIS else reference.row.name

    def figure(self, reference: Reference, binding: Binding) -> Quantity | None:
        value = self.cells.get((self._row(reference, binding), reference.column))
        if value == -999:
            raise Unread("未读出")
        return value

    def total(self, reference: Reference, binding: Binding) -> Quantity | None:
        result: Quantity | None = None
        for child in self.children:
            value = self.cells.get((child, reference.column))
            if value is not None:
                result = value if result is None else add(result, value)
        return result

    def addresses(self, reference: Reference, binding: Binding) -> tuple[Address, ...]:
        rows = self.children if reference.row.kind is SelectorKind.CHILDREN else (self._row(reference, binding),)
        return tuple(Address(reference.table, row, reference.column) for row in rows)


def value_of(text: str, cells: Cells | None = None, binding: Binding | None = None) -> Quantity | None:
    evaluator = compile_expression(parse_expression(text, resolver))
    return evaluator(cells or Cells({}), binding or Binding())


def truth_of(text: str, cells: Cells | None = None) -> bool:
    return compile_condition(parse_condition(text, resolver))(cells or Cells({}), Binding())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 × 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 2 - 3", 5),
        ("7 / 2", Fraction(7, 2)),
        ("-3 + 5", 2),
        ("5万元", 5_000_000),
        ("1.5 亿元", 15_000_000_000),
        ("12.34元", 1234),
        ("1%", Fraction(1, 100)),
        ("1,234", 1234),
        ("绝对值(3 - 8)", 5),
        ("最小(3, 1, 2)", 1),
        ("最大(3, 1)", 3),
        ("四舍五入(10 / 3, 2)", Fraction(333, 100)),
        ("2 × (3 − 1) ÷ 4", 1),
    ],
)
def test_arithmetic(text: str, value: int | Fraction) -> None:
    assert value_of(text) == value


@given(
    st.recursive(
        st.integers(0, 999).map(str),
        lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        max_leaves=20,
    )
)
def test_arithmetic_agrees_with_python(text: str) -> None:
    assert value_of(text) == eval(text)


def test_a_printed_literal_is_an_interval() -> None:
    assert value_of("「1,224.48万元」") == Measure(1224480000, 1224475000, 1224485000, 10**4)
    inside, outside = Fraction(57634, 100000), Fraction(57640, 100000)
    assert compare("=", value_of("「57.63%」"), inside)
    assert not compare("=", value_of("「57.63%」"), outside)
    assert compare("≠", value_of("「0.00万元」"), 0)
    assert not compare("≠", 0, None)


def test_conditions_go_by_what_is_printed() -> None:
    assert truth_of("「0.00万元」 = 0")
    assert not truth_of("「0.00万元」 ≠ 0")
    assert not truth_of("「57.63%」 = 0.57634")


def test_blanks_are_zero_beside_figures_and_blank_alone() -> None:
    cells = Cells({("甲", "数"): 5, ("乙", "数"): None})
    assert value_of("T1.甲 + T1.乙", cells) == 5
    assert value_of("T1.乙 + T1.丙", cells) is None
    assert value_of("T1.乙 - T1.甲", cells) == -5
    assert value_of("T1.乙 × 3", cells) is None


def test_unread_is_neither_value_nor_blank() -> None:
    with pytest.raises(Unread):
        value_of("T1.甲 + 1", Cells({("甲", "数"): -999}))
    with pytest.raises(Unread):
        value_of("T1.甲 / T1.乙", Cells({("甲", "数"): 5}))


def test_rows_and_columns_are_bound() -> None:
    cells = Cells({("甲", "数"): 5, ("a", "数"): 2, ("b", "数"): 3}, children=("a", "b"))
    assert value_of("T1[本行].数 - Σ T1[下级].数", cells, Binding("甲")) == 0
    assert operands(parse_expression("T1[本行].数 - Σ T1[下级].数", resolver), cells, Binding("甲")) == (
        Address("T1", "甲", "数"),
        Address("T1", "a", "数"),
        Address("T1", "b", "数"),
    )


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("1 = 1", True),
        ("1 ≠ 1", False),
        ("2 >= 3", False),
        ("2 <= 3 且 3 > 2", True),
        ("1 = 2 或 2 = 2", True),
        ("非 1 = 2", True),
        ("(1 = 2 或 1 = 1) 且 2 = 2", True),
        ("(1 + 1) × 2 = 4", True),
        ("1 < 1", False),
    ],
)
def test_conditions(text: str, truth: bool) -> None:
    assert truth_of(text) is truth


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 +",
        "(1 + 2",
        "1 2",
        "T1[甲",
        "Σ",
        "Σ 3",
        "T1[下级].数",
        "未知(1)",
        "四舍五入(1)",
        "__import__('os')",
        "1 = ",
        "「abc」",
        "T1.甲.乙.丙",
        "[]",
        "1; 2",
        "T1..甲",
    ],
)
def test_what_is_no_relation_is_refused(text: str) -> None:
    with pytest.raises(RelationError):
        parse_condition(f"{text} = 1" if "=" not in text else text, resolver)


def test_deep_nesting_is_refused_not_a_crash() -> None:
    with pytest.raises(RelationError):
        parse_expression("(" * 5000 + "1" + ")" * 5000, resolver)


def test_addresses_have_unit_period_and_basis() -> None:
    tree = parse_expression("单位[某小学].上年.年初预算.T5[2101501].基本支出", resolver)
    assert isinstance(tree, Reference)
    assert (tree.unit, tree.period, tree.basis, tree.table, tree.column) == (
        "某小学",
        "上年",
        "年初预算",
        "T5",
        "基本支出",
    )
    assert Address("T5", "2101501", "基本支出", "上年").text == "上年.T5[2101501].基本支出"


def test_linear_forms_join_and_cancel() -> None:
    cells = Cells({("a", "数"): 2, ("b", "数"): 3}, children=("a", "b"))
    form = linear_form(parse_expression("2 × (T1.a - T1.b) + Σ T1[下级].数 - 7 / 2", resolver), cells, Binding())
    assert form is not None
    assert {address.row: factor for factor, address in form.terms} == {"a": 3, "b": -1}
    assert form.constant == Fraction(-7, 2)
    assert linear_form(parse_expression("T1.a × T1.b", resolver), cells, Binding()) is None
