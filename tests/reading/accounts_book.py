"""Writes a 财决 workbook as 久其 exports it (DOMAIN 5.1), from an item-level ledger and its tables.

Sheets ``Z01 …(财决01表)`` with names cut at 31 characters, a title, the printed number, 编制单位, two or three
header rows; 合计 in the ninth row and data from the tenth; empty amounts as “—”; 元.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from juesuan_gui.forms import CodeCatalogue
from tests.generator.ledger import CAPITAL, CLASSES, FISCAL, FUND, GENERAL, Cells, Entry, levels

UNIT_NAME = "某某市医疗保障局"
#: Where the ledgers' project spending is booked, as they do not say: the economic code of all of it.
PROJECT_CODE, BUSINESS_CODE = "30299", "30201"
_NATURE = (
    "一、基本支出",
    "    人员经费",
    "    公用经费",
    "二、项目支出",
    "三、上缴上级支出",
    "四、经营支出",
    "五、对附属单位补助支出",
)
_KINDS = ("小计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
_NUMERALS = "一二三四五六七八九十"
Change = Callable[[openpyxl.Workbook], None]


def yuan(fen: int) -> Decimal | str:
    """An amount as the program exports it: nothing is a dash."""
    return Decimal(fen) / 100 if fen else "—"


def ordinal(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens - 1] + "十") + (
        _NUMERALS[ones - 1] if ones else ""
    )


def write_accounts(
    path: Path,
    entries: Sequence[Entry],
    cells: Cells,
    codes: CodeCatalogue,
    economic: CodeCatalogue,
    change: Change | None = None,
) -> Path:
    """The whole workbook; ``change`` has the last word on it."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    _z01(_sheet(book, "Z01", "收入支出决算总表", "财决01表"), cells)
    _z01_1(_sheet(book, "Z01_1", "财政拨款收入支出决算总表", "财决01-1表"), cells)
    _coded(
        _sheet(book, "Z03", "收入决算表", "财决03表"),
        "T2",
        cells,
        codes,
        (
            ("本年收入合计",),
            ("财政拨款收入",),
            ("上级补助收入",),
            ("事业收入", "小计"),
            ("事业收入", "其中：教育收费"),
            ("经营收入",),
            ("附属单位上缴收入",),
            ("其他收入",),
        ),
        (
            "本年收入合计",
            "财政拨款收入",
            "上级补助收入",
            "事业收入",
            "教育收费",
            "经营收入",
            "附属单位上缴收入",
            "其他收入",
        ),
    )
    spending = ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
    _coded(
        _sheet(book, "Z04", "支出决算表", "财决04表"), "T3", cells, codes, tuple((name,) for name in spending), spending
    )
    for name, title, label, table in (
        ("Z07", "一般公共预算财政拨款收入支出决算表", "财决07表", "T5"),
        ("Z09", "政府性基金预算财政拨款收入支出决算表", "财决09表", "T8"),
        ("Z11", "国有资本经营预算财政拨款收入支出决算表", "财决11表", "T9"),
    ):
        spent = "本年支出" if table == "T8" else "合计"
        _coded(
            _sheet(book, name, title, label),
            table,
            cells,
            codes,
            (
                ("年初结转和结余", "合计"),
                ("本年收入", "合计"),
                ("本年支出", "合计"),
                ("本年支出", "基本支出", "小计"),
                ("本年支出", "项目支出"),
                ("年末结转和结余", "合计"),
            ),
            ("年初结转和结余", "本年收入", spent, "基本支出", "项目支出", "年末结转和结余"),
        )
    general = [entry for entry in entries if entry.source == GENERAL]
    funds = [entry for entry in entries if entry.source == FUND]
    capital = [entry for entry in entries if entry.source == CAPITAL]
    for name, title, label, chosen, kinds in (
        ("Z05", "支出决算明细表", "财决05表", entries, ("basic", "project", "business")),
        ("Z05_1", "基本支出决算明细表", "财决05-1表", entries, ("basic",)),
        ("Z05_2", "项目支出决算明细表", "财决05-2表", entries, ("project",)),
        ("Z05_3", "经营支出决算明细表", "财决05-3表", entries, ("business",)),
        ("Z08", "一般公共预算财政拨款支出决算明细表", "财决08表", general, ("basic", "project")),
        ("Z08_1", "一般公共预算财政拨款基本支出决算明细表", "财决08-1表", general, ("basic",)),
        ("Z08_2", "一般公共预算财政拨款项目支出决算明细表", "财决08-2表", general, ("project",)),
        ("Z10", "政府性基金预算财政拨款支出决算明细表", "财决10表", funds, ("basic", "project")),
        ("Z10_1", "政府性基金预算财政拨款基本支出决算明细表", "财决10-1表", funds, ("basic",)),
        ("Z10_2", "政府性基金预算财政拨款项目支出决算明细表", "财决10-2表", funds, ("project",)),
        ("Z12", "国有资本经营预算财政拨款支出决算明细表", "财决12表", capital, ("basic", "project")),
        ("Z12_1", "国有资本经营预算财政拨款基本支出决算明细表", "财决12-1表", capital, ("basic",)),
        ("Z12_2", "国有资本经营预算财政拨款项目支出决算明细表", "财决12-2表", capital, ("project",)),
    ):
        _detail(_sheet(book, name, title, label), chosen, kinds, codes, economic)
    _f03(_sheet(book, "F03", "机构运行信息表", "财决附03表"), cells)
    if change is not None:
        change(book)
    book.save(path)
    return path


def _sheet(book: openpyxl.Workbook, name: str, title: str, label: str) -> Worksheet:
    sheet = book.create_sheet(f"{name} {title}({label})"[:31])
    sheet.cell(1, 1).value = title
    sheet.cell(2, 8).value = label
    sheet.cell(3, 1).value = f"编制单位：{UNIT_NAME}"
    sheet.cell(3, 8).value = "金额单位：元"
    return sheet


def _head(sheet: Worksheet, column: int, path: Sequence[str], top: int, bottom: int) -> None:
    """One column's headings, the last one reaching down."""
    for depth, text in enumerate(path):
        sheet.cell(top + depth, column).value = text
    if top + len(path) - 1 < bottom:
        sheet.merge_cells(start_row=top + len(path) - 1, start_column=column, end_row=bottom, end_column=column)


def _merge_alike(sheet: Worksheet, row: int, first: int, last: int) -> None:
    """Join neighbouring cells of a header row with the same words."""
    start = first
    for column in range(first + 1, last + 2):
        value = sheet.cell(row, column).value if column <= last else None
        if value != sheet.cell(row, start).value or value is None:
            if column - start > 1 and sheet.cell(row, start).value is not None:
                for inner in range(start + 1, column):
                    sheet.cell(row, inner).value = None
                sheet.merge_cells(start_row=row, start_column=start, end_row=row, end_column=column - 1)
            start = column


def _coded_head(sheet: Worksheet, paths: Sequence[Sequence[str]]) -> None:
    sheet.cell(4, 1).value = "项目"
    sheet.merge_cells(start_row=4, start_column=1, end_row=4, end_column=4)
    sheet.cell(5, 1).value = "支出功能分类科目编码"
    sheet.merge_cells(start_row=5, start_column=1, end_row=7, end_column=3)
    sheet.cell(5, 4).value = "科目名称"
    sheet.merge_cells(start_row=5, start_column=4, end_row=7, end_column=4)
    for number, path in enumerate(paths):
        _head(sheet, 5 + number, path, 4, 7)
        sheet.cell(8, 5 + number).value = str(number + 1)
    for row in (4, 5):
        _merge_alike(sheet, row, 5, 4 + len(paths))
    for column, text in enumerate(("类", "款", "项", "栏次"), 1):
        sheet.cell(8, column).value = text


def _rows(sheet: Worksheet, rows: Sequence[str], values: Mapping[str, Sequence[int]], codes: CodeCatalogue) -> None:
    for line, row in enumerate(rows, 9):
        if row == "合计":
            sheet.cell(line, 1).value = "合计"
        else:
            sheet.cell(line, 1).value = row
            sheet.cell(line, 4).value = codes.name(row) or row
        for number, fen in enumerate(values[row]):
            sheet.cell(line, 5 + number).value = yuan(fen)


def _coded(
    sheet: Worksheet,
    table: str,
    cells: Cells,
    codes: CodeCatalogue,
    paths: Sequence[Sequence[str]],
    columns: Sequence[str],
) -> None:
    _coded_head(sheet, paths)
    rows = sorted({row for own, row, _ in cells if own == table and row != "合计"})
    values = {row: [cells.get((table, row, column), 0) for column in columns] for row in ("合计", *rows)}
    _rows(sheet, ["合计", *rows], values, codes)


def _detail(
    sheet: Worksheet, entries: Sequence[Entry], kinds: Sequence[str], codes: CodeCatalogue, economic: CodeCatalogue
) -> None:
    spent: dict[tuple[str, str], int] = defaultdict(int)
    for entry in entries:
        booked: dict[str, int] = defaultdict(int)
        if "basic" in kinds:
            for code, fen in entry.basic.items():
                booked[code] += fen
        if "project" in kinds and entry.project:
            booked[PROJECT_CODE] += entry.project
        if "business" in kinds and entry.business:
            booked[BUSINESS_CODE] += entry.business
        for code, fen in booked.items():
            for row in levels(entry.code):
                for column in ("合计", code[:3], code):
                    spent[row, column] += fen
    listed = sorted(entry.code for entry in economic if len(entry.code) in (3, 5))
    paths = [
        ("合计",),
        *((economic.name(code[:3]), "小计" if len(code) == 3 else economic.name(code)) for code in listed),
    ]
    _coded_head(sheet, paths)
    rows = ["合计", *sorted({row for row, _ in spent if row != "合计"})]
    _rows(sheet, rows, {row: [spent[row, column] for column in ("合计", *listed)] for row in rows}, codes)


def _blocks(
    sheet: Worksheet, blocks: Sequence[tuple[int, Sequence[str], Sequence[tuple[str, Sequence[int]]]]], top: int
) -> None:
    """Side-by-side lists of (label, amounts), each from its own column on."""
    for column, _, lines in blocks:
        for row, (label, amounts) in enumerate(lines, top):
            sheet.cell(row, column).value = label
            sheet.cell(row, column + 1).value = str(row - top + 1)
            for number, fen in enumerate(amounts):
                sheet.cell(row, column + 2 + number).value = yuan(fen)


def _z01(sheet: Worksheet, cells: Cells) -> None:
    def line(name: str, label: str = "") -> tuple[str, tuple[int, int, int]]:
        fen = cells.get(("T1", name, "决算数"), 0)
        return label or name, (fen // 200 * 100, fen // 200 * 100, fen)

    incomes = (
        *(f"{fund}财政拨款收入" for fund in FISCAL),
        "上级补助收入",
        "事业收入",
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
    )
    left = [line(name, f"{ordinal(number)}、{name}") for number, name in enumerate(incomes, 1)]
    left += [line("本年收入合计"), line("使用非财政拨款结余"), line("年初结转和结余"), line("收入总计", "总计")]
    middle = [line(name, f"{ordinal(number)}、{name}") for number, name in enumerate(CLASSES.values(), 1)]
    middle += [line("本年支出合计"), line("结余分配"), line("年末结转和结余"), line("支出总计", "总计")]
    right = [(label, (0, 0, 0)) for label in _NATURE] + [line("本年支出合计")]
    for column, top_words in ((1, "收入"), (6, "支出")):
        sheet.cell(4, column).value = top_words
    sheet.merge_cells("A4:E4")
    sheet.merge_cells("F4:O4")
    for column, words in ((1, "项目"), (6, "项目（按功能分类）"), (11, "项目（按支出性质和经济分类）")):
        for number, text in enumerate((words, "行次", "年初预算数", "全年预算数", "决算数")):
            sheet.cell(5, column + number).value = text
        sheet.cell(6, column).value = "栏次"
    for number, column in enumerate((3, 4, 5, 8, 9, 10, 13, 14, 15), 1):
        sheet.cell(6, column).value = str(number)
    _blocks(sheet, ((1, (), left), (6, (), middle), (11, (), right)), 7)


def _z01_1(sheet: Worksheet, cells: Cells) -> None:
    def income(name: str, label: str = "") -> tuple[str, tuple[int, ...]]:
        fen = cells.get(("T4", name, "金额"), 0)
        return label or name, (0, 0, fen)

    def spending(name: str, label: str = "") -> tuple[str, tuple[int, ...]]:
        own = [cells.get(("T4", name, column), 0) for column in ("合计", *FISCAL)]
        return label or name, (0,) * 8 + tuple(own)

    left = [income(f"{fund}财政拨款", f"{ordinal(number)}、{fund}财政拨款") for number, fund in enumerate(FISCAL, 1)]
    left += [income("本年收入合计"), income("年初财政拨款结转和结余")]
    left += [
        income(f"年初{fund}财政拨款", f"{ordinal(number)}、{fund}财政拨款") for number, fund in enumerate(FISCAL, 1)
    ]
    left += [income("收入总计", "总计")]
    middle = [spending(name, f"{ordinal(number)}、{name}") for number, name in enumerate(CLASSES.values(), 1)]
    middle += [spending("本年支出合计"), spending("年末财政拨款结转和结余"), spending("支出总计", "总计")]
    sheet.cell(4, 1).value, sheet.cell(4, 6).value = "收入", "支出"
    sheet.merge_cells("A4:E4")
    sheet.merge_cells(start_row=4, start_column=6, end_row=4, end_column=19)
    for number, text in enumerate(("项目", "行次", "年初预算数", "全年预算数", "决算数")):
        sheet.cell(5, 1 + number).value = text
        sheet.merge_cells(start_row=5, start_column=1 + number, end_row=6, end_column=1 + number)
    for number, text in enumerate(("项目（按功能分类）", "行次")):
        sheet.cell(5, 6 + number).value = text
        sheet.merge_cells(start_row=5, start_column=6 + number, end_row=6, end_column=6 + number)
    for block, text in enumerate(("年初预算数", "全年预算数", "决算数")):
        sheet.cell(5, 8 + 4 * block).value = text
        sheet.merge_cells(start_row=5, start_column=8 + 4 * block, end_row=5, end_column=11 + 4 * block)
        for number, kind in enumerate(_KINDS):
            sheet.cell(6, 8 + 4 * block + number).value = kind
    sheet.cell(7, 1).value = sheet.cell(7, 6).value = "栏次"
    for number, column in enumerate((3, 4, 5, *range(8, 20)), 1):
        sheet.cell(7, column).value = str(number)
    _blocks(sheet, ((1, (), left), (6, (), middle)), 8)


def _f03(sheet: Worksheet, cells: Cells) -> None:
    def travel(name: str, label: str) -> tuple[str, tuple[int, ...]]:
        planned, spent = (cells.get(("T7", "金额", f"{side}{name}"), 0) for side in ("预算", "决算"))
        return label, (planned, planned, spent)

    left: list[tuple[str, Sequence[int]]] = [
        ("一、“三公”经费支出", (0, 0, 0)),
        travel("合计", "（一）支出合计"),
        travel("因公出国（境）费", "1．因公出国（境）费"),
        travel("公务用车小计", "2．公务用车购置及运行维护费"),
        travel("公务用车购置费", "（1）公务用车购置费"),
        travel("公务用车运行费", "（2）公务用车运行维护费"),
        travel("公务接待费", "3．公务接待费"),
        ("二、机关运行经费", (0, 0, 0)),
    ]
    for number, text in enumerate(("项目", "行次", "年初预算数", "全年预算数", "决算数")):
        sheet.cell(4, 1 + number).value = text
    sheet.cell(5, 1).value = "栏次"
    for number in range(3):
        sheet.cell(5, 3 + number).value = str(number + 1)
    _blocks(sheet, ((1, (), left),), 6)


#: Which fund's sheet holds which published table, for the tests.
FUND_TABLES = {GENERAL: "T5", FUND: "T8"}
