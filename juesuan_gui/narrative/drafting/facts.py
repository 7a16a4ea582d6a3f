"""Owns the facts that a text template may ask for: figures by address, rows of 科目, differences, reasons, words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from juesuan_gui.figures import format_day, midpoint
from juesuan_gui.forms import ColumnKind, FormResolver
from juesuan_gui.forms.numerals import ordinal
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.budget_basis import declared_budget
from juesuan_gui.narrative.drafting.cell_words import cell_words, row_words
from juesuan_gui.narrative.drafting.figures import (
    Amount,
    Difference,
    Marks,
    Rate,
    total_of,
    without_marks,
    written,
)
from juesuan_gui.narrative.drafting.own_words import OwnWords, called
from juesuan_gui.relations import (
    Address,
    Basis,
    Binding,
    Expression,
    Period,
    Reference,
    RelationError,
    Unread,
    compile_expression,
    operands,
    parse_expression,
    references,
)
from juesuan_gui.report import TableKey

_LEVELS = {3: "类", 5: "款", 7: "项"}


@dataclass(frozen=True, slots=True)
class Subject:
    """One 科目 of a coded table, or one row of a fixed one, as templates ask for it."""

    facts: Facts
    table: str
    row: str
    名: str
    级: str

    def 数(self, column: str) -> Amount:  # noqa: N802
        """This year's final figure of a column."""
        return self.facts.cell(TableKey(self.table), self.row, column)

    def 预算(self, column: str) -> Amount:  # noqa: N802
        """The budget of the year's beginning."""
        return self.facts.cell(TableKey(self.table, basis=Basis.INITIAL_BUDGET), self.row, column)

    def 上年(self, column: str) -> Amount:  # noqa: N802
        """Last year's final figure."""
        return self.facts.cell(TableKey(self.table, Period.PRIOR), self.row, column)

    @property
    def 编码(self) -> str:  # noqa: N802
        """The 科目 code, or the key of a fixed row."""
        return self.row

    @property
    def 称(self) -> str:  # noqa: N802
        """The name with its level: 教育支出（类）."""
        return f"{self.名}（{self.级}）" if self.级 else self.名

    @property
    def 全称(self) -> str:  # noqa: N802
        """The names from 类 down: 教育支出（类）普通教育（款）小学教育（项）."""
        above = [self.facts.subject(self.table, self.row[:length]) for length in (3, 5) if length < len(self.row)]
        return "".join(item.称 for item in (*above, self))


class Facts:
    """What one section's template sees; a new one for every section, so that its gaps are its own."""

    def __init__(self, live: LiveReport, marks: Marks, section: str) -> None:
        self._live = live
        self._marks = marks
        self._section = section
        #: What the report says itself: reasons, free texts.
        self.own = OwnWords(live.report, marks, section)
        self._resolver = FormResolver(live.form.tables)

    # -- figures -----------------------------------------------------------------------------------

    def figure(self, text: str, *others: str) -> Amount:
        """数("T1.收入总计"), 数("上年.T5[合计].合计"): what the relation language names. Raises RelationError.

        Of several ways to say the same, the first that shows anything counts; one that the form has no cells for
        is left out.
        """
        found: list[Amount] = []
        for item in (text, *others):
            try:
                found.append(self._figure(item))
            except RelationError:
                if not others or (item == others[-1] and not found):
                    raise
        chosen = next((item for item in found if item.value != 0), next((item for item in found if item.缺), found[0]))
        return replace(chosen, expression=called("数", text, *others))

    def _figure(self, text: str) -> Amount:
        tree = parse_expression(text, self._resolver)
        lacking = [self._lacking(item) for item, _ in references(tree) if not self._is_filled(item)]
        cells = operands(tree, self._live, Binding())
        if lacking:
            return self._amount(0, cells or _named_cells(tree), "、".join(dict.fromkeys(lacking)))
        try:
            value = compile_expression(tree)(self._live, Binding())
        except Unread:
            return self._amount(0, cells, f"{'、'.join(cell_words(self._live, cell) for cell in cells)}（没有读懂）")
        return self._amount(midpoint(value) if value is not None else 0, cells, "")

    def cell(self, key: TableKey, row: str, column: str) -> Amount:
        """One cell; a blank of a filled table is zero, one of an empty table is not known."""
        address = key.cell(row, column)
        expression = called("格", address.text)
        if not self._live.report.is_filled(key):
            return self._amount(0, (address,), cell_words(self._live, address), expression)
        try:
            shown = self._live.shown(address)
        except Unread:
            return self._amount(0, (address,), f"{cell_words(self._live, address)}（没有读懂）", expression)
        if shown is None and (below := self._rows_below(key, row)):
            return replace(self.sum_of([self.cell(key, code, column) for code in below]), expression=expression)
        return self._amount(shown.value if shown is not None else 0, (address,), "", expression)

    def cell_named(self, text: str) -> Amount:
        """格("年初预算.T5[2080505].基本支出"): one cell by its address, also of a row that the table has not got.

        Raises RelationError for what is no address of one cell.
        """
        tree = parse_expression(text, self._resolver)
        if not isinstance(tree, Reference) or not tree.row.name:
            raise RelationError(f"“{text}”不是一格的地址")
        return self.cell(TableKey(tree.table, tree.period, tree.basis, tree.unit), tree.row.name, tree.column)

    def _rows_below(self, key: TableKey, row: str) -> list[str]:
        """The topmost rows below a 科目 that a table leaves out: a budget may be known by 项 alone."""
        codes = self._live.report.code_rows(key)
        if not row.isdigit() or row in codes:
            return []
        below = [code for code in codes if code.startswith(row)]
        return sorted(code for code in below if not any(code != other and code.startswith(other) for other in below))

    def is_filled(self, table: str, period: str = Period.THIS, basis: str = Basis.FINAL) -> bool:
        """已填("T8"), 已填("T8", "上年"): whether the table has figures or was said to be empty."""
        return self._live.report.is_filled(TableKey(table, period, basis))

    def has_details(self, table: str, basis: str = Basis.FINAL) -> bool:
        """有明细("T5", "年初预算"): whether a coded table has rows below its total."""
        return bool(self._live.report.code_rows(TableKey(table, basis=basis)))

    def has_table(self, table: str) -> bool:
        """有表("T9"): whether the form has the table."""
        return table in self._live.form.tables

    def budget_name(self, table: str) -> str:
        """预算称("T7"): how the text calls the plan columns of a table, as the table's own notes do; else 年初预算."""
        return declared_budget(self._live.form.table(table).notes) or "年初预算"

    def difference(self, now: Amount, before: Amount) -> Difference:
        """增减(今年, 去年)."""
        return Difference(now, before)

    def rate(self, part: Amount, whole: Amount) -> Rate:
        """占(部分, 全部)."""
        return Rate(part, whole)

    def average(self, money: Amount, count: Amount) -> Amount:
        """均(经费, 辆数): money per head or vehicle; of nothing it is nothing, of money without count not known."""
        lacks = "、".join(dict.fromkeys(item.lacks for item in (money, count) if item.lacks))
        if not lacks and count.value == 0 and money.value != 0:
            lacks = "、".join(cell_words(self._live, cell) for cell in count.addresses) or "数量"
        value = Fraction(money.value) / Fraction(count.value) if not lacks and count.value else 0
        cells = (*money.addresses, *count.addresses)
        return Amount(self._marks, value, cells, lacks, expression=written("均({}, {})", money, count))

    def sum_of(self, items: Sequence[Amount]) -> Amount:
        """合计(几个数)."""
        return total_of(items) or self._amount(0, (), "")

    def _amount(self, value: int | Fraction, cells: tuple[Address, ...], lacks: str, expression: str = "") -> Amount:
        return Amount(self._marks, value, cells, lacks, self._is_money(cells), expression)

    def _is_money(self, cells: tuple[Address, ...]) -> bool:
        columns = [self._live.form.table(cell.table).column(cell.column) for cell in cells]
        return all(column is None or column.kind is ColumnKind.MONEY for column in columns)

    def _is_filled(self, reference: Reference) -> bool:
        return self._live.report.is_filled(TableKey(reference.table, reference.period, reference.basis, reference.unit))

    def _lacking(self, reference: Reference) -> str:
        return cell_words(
            self._live,
            Address(reference.table, reference.row.name, reference.column, reference.period, reference.basis),
        )

    # -- rows --------------------------------------------------------------------------------------

    def subject(self, table: str, row: str) -> Subject:
        """One row of a table by its code or key."""
        code = self._live.code_of(row)
        level = _LEVELS.get(len(code), "") if self._live.form.table(table).coded is not None else ""
        return Subject(self, table, row, row_words(self._live, self._live.form.table(table), row), level)

    def subjects(
        self,
        table: str,
        column: str,
        级: str = "",  # noqa: N803 - the words of the templates are Chinese
        下: str = "",  # noqa: N803
        *,
        含预算: bool = False,  # noqa: N803
    ) -> list[Subject]:
        """科目("T5", "合计", 级="类", 下="208"): the rows with something in a column, in code order.

        With 含预算 those count too that only the budget of the year's beginning has. 下 is the beginning of their
        codes; several with blanks between.
        """
        tree = self._live.tree(table)
        rows = {row: self._live.code_of(row) for row in tree.code_rows()}
        declared = self._live.form.table(table)
        if 含预算 and declared.coded is not None:
            key = TableKey(table, basis=Basis.INITIAL_BUDGET)
            # A budget may be known by 项 alone; its 类 and 款 are rows all the same.
            rows |= {code[:n]: code[:n] for code in self._live.report.code_rows(key) for n in (3, 5, 7)}
        starts = tuple(下.split())
        # A cell that could not be read counts: it may hold anything, and its gap must be seen.
        is_final = self._live.report.is_filled(TableKey(table))
        is_planned = 含预算 and self._live.report.is_filled(TableKey(table, basis=Basis.INITIAL_BUDGET))
        found: list[Subject] = []
        for row, code in sorted(rows.items(), key=lambda item: item[1]):
            if 级 and _LEVELS.get(len(code)) != 级:
                continue
            if starts and not any(code.startswith(start) and code != start for start in starts):
                continue
            item = self.subject(table, row)
            if (is_final and item.数(column).有) or (is_planned and item.预算(column).有):
                found.append(item)
        return found

    def columns(
        self,
        table: str,
        row: str,
        不含: str = "",  # noqa: N803 - the words of the templates are Chinese
        *,
        含零: bool = False,  # noqa: N803
    ) -> list[tuple[str, Amount]]:
        """各栏("T2", "合计", 不含="本年收入合计"): the columns of a row with something in them, with their names."""
        left_out = 不含.split()
        return [
            (column.label, amount)
            for column in self._live.form.table(table).columns
            if column.key not in left_out
            and column.kind is ColumnKind.MONEY
            and ((amount := self.cell(TableKey(table), row, column.key)).有 or 含零)
        ]

    def entries(self, table: str, column: str) -> list[str]:
        """名单("单位名单", "单位名称"): what a column of words or days holds, in printed order."""
        key, declared = TableKey(table), self._live.form.table(table)
        kept = declared.column(column)
        is_day = kept is not None and kept.kind is ColumnKind.DATE
        found = [self._live.report.stated(key.cell(row, column)) for row in declared.rows]
        if is_day:
            return [format_day(item.figure.value) for item in found if item is not None and item.figure is not None]
        return [without_marks(item.text).strip() for item in found if item is not None and item.text.strip()]

    def lines(self, table: str, *columns: str) -> list[list[str]]:
        """各行("重点工作", "重要事项", "完成情况"): the rows of words that say anything, in printed order."""
        key = TableKey(table)
        found = []
        for row in self._live.form.table(table).rows:
            kept = (self._live.report.stated(key.cell(row, column)) for column in columns)
            # A row of a small table ends with its line, its cells with a stroke.
            said = [_in_one_cell(item.text) if item is not None else "" for item in kept]
            if any(said):
                found.append(said)
        return found

    def context(self) -> dict[str, object]:
        """Everything a template may use, under the words it is written with."""
        return {
            "数": self.figure,
            "格": self.cell_named,
            "已填": self.is_filled,
            "有明细": self.has_details,
            "有表": self.has_table,
            "预算称": self.budget_name,
            "增减": self.difference,
            "占": self.rate,
            "求和": self.sum_of,
            "均": self.average,
            "科目": self.subjects,
            "各栏": self.columns,
            "名单": self.entries,
            "各行": self.lines,
            "中文序号": ordinal,
            "原因": self.own.reason,
            "文字": self.own.words_of,
            "短语": self.own.phrase,
            "有文字": self.own.has_words,
            "设置": self.own.setting,
        }


def _in_one_cell(text: str) -> str:
    """A typed text as one cell of a table within the explanation."""
    return " ".join(without_marks(text).split()).replace("|", "｜")


def _named_cells(tree: Expression) -> tuple[Address, ...]:
    """The cells that a tree names where the report has no such row yet."""
    return tuple(
        Address(item.table, item.row.name, item.column, item.period, item.basis)
        for item, _ in references(tree)
        if item.row.name
    )
