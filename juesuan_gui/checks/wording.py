"""Owns the words about figures: where a cell is, what a relation says with its numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from juesuan_gui.checks.findings import Finding
from juesuan_gui.checks.judge import Outcome
from juesuan_gui.checks.slips import slip_between
from juesuan_gui.figures import (
    Figure,
    NumberStyle,
    Quantity,
    Unit,
    format_day,
    format_figure,
    magnitude,
    midpoint,
    step_of,
    subtract,
)
from juesuan_gui.forms import TOTAL_ROW, ColumnKind, Table
from juesuan_gui.live import Instance, LiveReport
from juesuan_gui.relations import (
    Address,
    Basis,
    Binary,
    Binding,
    Call,
    Expression,
    Literal,
    Negative,
    Period,
    Reference,
    Total,
    Unread,
    operands,
)

#: In a unit that is not the form's amounts have at least so many decimals, and more where the figure needs them.
_READ_DECIMALS = 2


class Wording:
    """Names and numbers of one report in its form's style, or in the unit that a reader chose."""

    def __init__(self, live: LiveReport) -> None:
        self._live = live
        self._chosen: Unit | None = None
        self._printed: Mapping[str, Unit] = {}

    def show_in(self, unit: Unit) -> None:
        """Say amounts of money in another unit from now on; what is stored never changes."""
        self._chosen = unit

    def show_as_printed(self, units: Mapping[str, Unit]) -> None:
        """Say amounts in the unit that the source prints each table (by its id) in, until another is chosen."""
        self._printed = dict(units)

    def table_label(self, table: Table) -> str:
        """公开05表, or the title where the form prints no label."""
        return table.label or table.title

    def row_words(self, address: Address) -> str:
        """The row as a reader knows it: code and name, or the printed name without its ordinal."""
        table = self._live.form.table(address.table)
        fixed = table.rows.get(address.row)
        if fixed is not None:
            if fixed.code and fixed.code == fixed.key:
                return f"{fixed.code} {fixed.label}"
            return fixed.key if table.default_row is None else ""
        if address.row == TOTAL_ROW:
            return TOTAL_ROW
        return f"{address.row} {self._live.row_name(address.table, address.row)}"

    def column_words(self, address: Address) -> str:
        """The column's printed name; "" where the row has only one."""
        table = self._live.form.table(address.table)
        if table.default_column(address.row) is not None and table.coded is None:
            return ""
        column = table.column(address.column)
        return column.label if column else address.column

    def place(self, address: Address) -> str:
        """公开05表 21015 医疗保障管理事务·基本支出"""
        table = self._live.form.table(address.table)
        parts = [self.table_label(table)]
        if address.period != Period.THIS:
            parts.insert(0, address.period)
        if address.basis != Basis.FINAL:
            parts.insert(0, address.basis)
        if address.instance:
            parts.append(address.instance)
        cell = "·".join(word for word in (self.row_words(address), self.column_words(address)) if word)
        return f"{' '.join(parts)} {cell}".strip()

    def style(self, address: Address | None) -> NumberStyle:
        """The number style of the table the cell lies in; messages always use thousands commas."""
        table = self._live.form.tables.get(address.table) if address else None
        style = (table.numbers if table and table.numbers else None) or self._live.form.numbers
        chosen = self._chosen or (self._printed.get(address.table) if address else None)
        if chosen is not None and chosen is not style.unit:
            return NumberStyle(chosen, _READ_DECIMALS, thousands=True)
        return NumberStyle(style.unit, style.decimals, thousands=True)

    def number(self, quantity: Quantity | None, address: Address | None = None) -> str:
        """A quantity in the unit and decimals of the cell's table; blank is 空."""
        if quantity is None:
            return "空"
        table = self._live.form.tables.get(address.table) if address else None
        column = table.column(address.column) if table and address else None
        value = midpoint(quantity)
        if column is not None and column.kind is not ColumnKind.MONEY:
            return _plain_number(value, column.kind)
        style = self.style(address)
        # Never fewer decimals than the source printed, or a difference would vanish from the message.
        decimals = style.decimals
        step = step_of(quantity)
        while (
            decimals < 8
            and step
            and Fraction(step) < Fraction(style.unit.value, 10**decimals)
            and decimals < _fen_decimals(style.unit)
        ):
            if Fraction(value) % Fraction(style.unit.value, 10**decimals) == 0:
                break
            decimals += 1
        figure = Figure(value if isinstance(value, int) else Fraction(value))
        return format_figure(figure, NumberStyle(style.unit, decimals, thousands=True))

    def shown(self, address: Address) -> str:
        """What a cell shows, as text."""
        try:
            figure = self._live.shown(address)
        except Unread:
            return "未读出"
        return "空" if figure is None else self.number(figure.quantity(), address)

    def message(self, finding: Finding, root: Finding | None = None) -> str:
        """The finding in a calm sentence: what stands where, what it was compared with, what follows from what."""
        subject = finding.subject
        check = self._live.form.checks[finding.check]
        if finding.outcome is Outcome.BROKEN:
            return f"{finding.check} {check.title}：这条审核没有跑成（{finding.problem}），不算通过也不算不通过。"
        place = self.place(subject) if subject else check.title
        if finding.outcome is Outcome.BLANK_TOTAL:
            text = f"{place}：没有填数，按相关数应为 {self.number(finding.right, subject)}。"
        else:
            difference = magnitude(midpoint(subtract(finding.left or 0, finding.right or 0)))
            words = {
                "位置": place,
                "表": self.table_label(self._live.form.table(subject.table)) if subject else "",
                "行": self.row_words(subject) if subject else "",
                "列": self.column_words(subject) if subject else "",
                "左": self.number(finding.left, subject),
                "右": self.number(finding.right, subject),
                "差": self.number(difference, subject),
            }
            text = check.message
            for name, value in words.items():
                text = text.replace("{" + name + "}", value)
        if finding.culprit is not None and finding.culprit != subject and root is None:
            stated = self.number(finding.stated, finding.culprit)
            expected = self.number(finding.expected, finding.culprit)
            slip = slip_between(stated, expected)
            like = f"，像是{slip}" if slip is not None else ""
            text += f"其他关系表明，应更正的是{self.place(finding.culprit)}：{stated} 改为 {expected}{like}。"
        if root is not None and root.place is not None:
            text += f"由{self.place(root.place)}引起。"
        if finding.outcome is Outcome.DIGIT:
            text += "只差末位一个单位，可能是四舍五入的尾差。"
        return text

    def expression(self, tree: Expression, binding: Binding) -> str:
        """One side of a relation in words: 基本支出 + 项目支出."""
        cells = operands(tree, self._live, binding)
        return self._render(tree, binding, lambda address: self._short(address, cells))

    def numbers(self, tree: Expression, binding: Binding) -> str:
        """A side of a relation with its numbers: 0.00 + 2,012,082.88."""
        return self._render(tree, binding, self.shown)

    def formula(self, instance: Instance) -> str:
        """The whole relation in words; what both sides share (table, row or column) is said once."""
        compiled = self._live.rules.rule(instance)
        relation = compiled.rule.relation
        cells = operands(relation, self._live, instance.binding)

        def short(address: Address) -> str:
            return self._short(address, cells)

        left = self._render(relation.left, instance.binding, short)
        right = self._render(relation.right, instance.binding, short)
        return f"{self._shared(cells)}{left} {_OPERATORS[relation.operator]} {right}"

    def addition(self, instance: Instance) -> str:
        """The relation with its numbers written out, as it stands in the report."""
        relation = self._live.rules.rule(instance).rule.relation
        left = self.numbers(relation.left, instance.binding)
        right = self.numbers(relation.right, instance.binding)
        return f"{left} {_NEGATED[relation.operator]} {right}"

    def _table_words(self, address: Address) -> str:
        prefix = "" if address.period == Period.THIS else address.period
        basis = "" if address.basis == Basis.FINAL else address.basis
        instance = f"{address.instance} " if address.instance else ""
        return f"{prefix}{basis}{self.table_label(self._live.form.table(address.table))} {instance}"

    def _shared(self, cells: Sequence[Address]) -> str:
        """What all cells of a relation have in common: 公开05表 21015 医疗保障管理事务："""
        if len({self._table_words(cell) for cell in cells}) != 1:
            return ""
        words = self._table_words(cells[0]).strip()
        if len(cells) > 1 and len({cell.row for cell in cells}) == 1:
            words = f"{words} {self.row_words(cells[0])}".strip()
        elif len(cells) > 1 and len({cell.column for cell in cells}) == 1 and self.column_words(cells[0]):
            words = f"{words} {self.column_words(cells[0])}"
        return f"{words}：" if words else ""

    def _short(self, address: Address, cells: Sequence[Address]) -> str:
        row, column = self.row_words(address), self.column_words(address)
        if len({self._table_words(cell) for cell in cells}) != 1:
            return f"{self._table_words(address)}{'·'.join(part for part in (row, column) if part)}"
        if len(cells) > 1 and len({cell.row for cell in cells}) == 1:
            return column or row
        if len(cells) > 1 and len({cell.column for cell in cells}) == 1:
            return row or column
        return "·".join(part for part in (row, column) if part)

    def _render(self, tree: Expression, binding: Binding, cell: Callable[[Address], str]) -> str:
        match tree:
            case Literal(text=text):
                return text
            case Reference():
                chosen = self._live.addresses(tree, binding)
                if not chosen:
                    return "空（没有这一行）"
                return cell(chosen[0])
            case Total(reference=reference):
                chosen = self._live.addresses(reference, binding)
                filled = [address for address in chosen if self.shown(address) not in ("空", "0.00", "0")] or list(
                    chosen
                )
                if not filled:
                    return "（没有下级行）"
                if len(filled) > 8:
                    return f"{cell(filled[0])} + … + {cell(filled[-1])}（{len(filled)} 项）"
                return " + ".join(cell(address) for address in filled)
            case Negative(operand=operand):
                return f"−{self._render(operand, binding, cell)}"
            case Binary():
                return self._binary(tree, binding, cell)
            case Call(function=function, arguments=arguments):
                inner = "，".join(self._render(item, binding, cell) for item in arguments)
                return f"{function}（{inner}）"

    def _binary(self, tree: Binary, binding: Binding, cell: Callable[[Address], str]) -> str:
        operator, left, right = tree.operator, tree.left, tree.right
        if operator in ("+", "-") and self._is_absent(right, binding):
            return self._render(left, binding, cell)
        if operator == "+" and self._is_absent(left, binding):
            return self._render(right, binding, cell)
        first = self._render(left, binding, cell)
        second = self._render(right, binding, cell)
        if isinstance(right, Binary) and operator in ("-", "*", "/"):
            second = f"（{second}）"
        if isinstance(left, Binary) and left.operator in ("+", "-") and operator in ("*", "/"):
            first = f"（{first}）"
        return f"{first} {_SIGNS[operator]} {second}"

    def _is_absent(self, tree: Expression, binding: Binding) -> bool:
        """Whether an addend names a row that this report does not have: nothing to say about it."""
        return isinstance(tree, Reference) and not self._live.addresses(tree, binding)


_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_OPERATORS = {"=": "=", "≠": "≠", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}
_NEGATED = {"=": "≠", "≠": "=", "<=": ">", ">=": "<", "<": "≥", ">": "≤"}


def _fen_decimals(unit: Unit) -> int:
    return {Unit.YUAN: 2, Unit.QIAN_YUAN: 5, Unit.WAN_YUAN: 6, Unit.YI_YUAN: 10}[unit]


def _plain_number(value: int | Fraction, kind: ColumnKind) -> str:
    if kind is ColumnKind.PERCENT:
        return f"{_trimmed(Fraction(value) * 100)}%"
    if kind is ColumnKind.DATE:
        return format_day(value)
    return _trimmed(Fraction(value))


def _trimmed(value: Fraction) -> str:
    if value.denominator == 1:
        return f"{value.numerator:,}"
    style = NumberStyle(Unit.YUAN, 4, thousands=True)
    return format_figure(Figure(value * 100), style).rstrip("0")
