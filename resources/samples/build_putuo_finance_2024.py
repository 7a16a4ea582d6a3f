"""Builds putuo-finance-2024.xlsx, a sample workbook of Shanghai's layout, from the published PDF.

    python resources/samples/build_putuo_finance_2024.py /path/to/putuo-finance-2024.pdf [OUT.xlsx]

The nine tables of 上海市普陀区财政局 2024 年度部门决算公开, cell by cell as the PDF rules them: its own merged
headers, codes in three columns, every blank kept, amounts as numbers with two decimals. Being the maker of this
sample, the script knows this one report; nothing else does.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pdfplumber
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

sys.path.insert(0, str(Path(__file__).resolve().parent))

from sample_book import fix_dates

UNIT = "上海市普陀区财政局"
BUILT = datetime.datetime(2025, 8, 29)
#: Title and the pages of the table; a later page repeats no header.
TABLES = (
    ("收入支出决算总表", (6, 7)),
    ("收入决算表", (8, 9)),
    ("支出决算表", (10, 11)),
    ("财政拨款收入支出决算总表", (12, 13)),
    ("一般公共预算财政拨款支出决算表", (15,)),
    ("一般公共预算财政拨款基本支出决算表", (16, 17)),
    ("财政拨款“三公”经费支出决算表", (18,)),
    ("政府性基金预算财政拨款收入支出决算表", (19,)),
    ("国有资本经营预算财政拨款收入支出决算表", (20,)),
)
#: The lines below the tables that have no figures.
NOTES = {
    "政府性基金预算财政拨款收入支出决算表": f"注：{UNIT}无政府性基金预算财政拨款支出，故本表无数据。",
    "国有资本经营预算财政拨款收入支出决算表": f"注：{UNIT}无国有资本经营预算财政拨款支出，故本表无数据。",
}
AMOUNT = re.compile(r"-?\d{1,3}(?:,\d{3})*\.\d\d")
Rows = list[list[str | None]]


def main(arguments: Sequence[str]) -> int:
    if not 1 <= len(arguments) <= 2:
        print(__doc__)
        return 2
    target = Path(arguments[1]) if len(arguments) == 2 else Path(__file__).with_name("putuo-finance-2024.xlsx")
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.created = BUILT
    book.properties.creator = UNIT
    count = 0
    with pdfplumber.open(arguments[0]) as pdf:
        for number, (title, pages) in enumerate(TABLES, 1):
            rows = [row for page in pages for table in pdf.pages[page - 1].extract_tables() for row in table]
            count += write_sheet(book.create_sheet(f"表{number}"), title, rows, NOTES.get(title, ""))
    book.save(target)
    fix_dates(target, BUILT)
    print(f"{target.name}：{len(TABLES)} 张表，{count} 个数")
    return 0


def write_sheet(sheet: Worksheet, title: str, rows: Rows, note: str) -> int:
    """Title, department and unit, then the grid; returns the number of amounts."""
    width = max(len(row) for row in rows)
    sheet["A1"], sheet["A2"] = f"2024年度{title}", f"编制部门：{UNIT}"
    sheet["A1"].font = Font(name="宋体", size=16, bold=True)
    sheet["A1"].alignment = Alignment("center")
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet.cell(2, width, "单位：万元")
    edge = Side(style="thin")
    amounts = 0
    taken: set[tuple[int, int]] = set()
    for down, row in enumerate(rows):
        for right, text in enumerate(row):
            cell = sheet.cell(down + 3, right + 1)
            cell.border = Border(edge, edge, edge, edge)
            if text is None or (down, right) in taken:
                continue
            words = text.replace("\n", "")
            if AMOUNT.fullmatch(words):
                amounts += 1
                cell.value, cell.number_format = Decimal(words.replace(",", "")), "#,##0.00"
            else:
                cell.value = words or None
            across, below = _span(rows, taken, down, right)
            taken |= {(line, at) for line in range(down, below + 1) for at in range(right, across + 1)}
            if (across, below) != (right, down):
                sheet.merge_cells(start_row=down + 3, start_column=right + 1, end_row=below + 3, end_column=across + 1)
    if note:
        sheet.cell(len(rows) + 3, 1, note)
    return amounts


def _span(rows: Rows, taken: set[tuple[int, int]], down: int, right: int) -> tuple[int, int]:
    """The last column and row of the merged cell that begins here: what follows it is ``None``."""

    def free(line: int, at: int) -> bool:
        return at < len(rows[line]) and rows[line][at] is None and (line, at) not in taken

    across = right
    while free(down, across + 1):
        across += 1
    below = down
    while below + 1 < len(rows) and all(free(below + 1, at) for at in range(right, across + 1)):
        below += 1
    return across, below


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
