"""Builds guyuan-2020.xlsx, the sample workbook: nine published tables as an exporter would write them.

    python resources/samples/build_guyuan_2020.py /path/to/guyuan-2020.txt [OUT.xlsx]

The nine tables of 固原市医疗保障局 2020 年度部门决算公开, as published (every blank, oddity and error kept),
are read from the report's text by its own line layouts, then laid out by the form ningxia-2020: real numbers,
number formats that print them as they were printed, merged headers. Being the maker of this sample, the
script knows this one report; nothing else does. The finished workbook is read again and all figures compared.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

sys.path.insert(0, str(Path(__file__).resolve().parent))

from sample_book import ROOT, fix_dates, put

from juesuan_gui.forms import (
    CellRole,
    CodeRow,
    FieldRole,
    Form,
    PrintedCell,
    Table,
    fields_of,
    lay_out,
    load_form,
)

UNIT = "固原市医疗保障局"
YEAR = "2020"
# The published line of each table's footer that is not a row of amounts is found by its first words.
NOTE = re.compile(r"^注：")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
BUILT = datetime.datetime(2021, 10, 1)


@dataclass(slots=True)
class Published:
    """One table as published: amounts as printed by (row, column), what names them, the note below."""

    figures: dict[tuple[str, str], str] = field(default_factory=dict)
    codes: list[CodeRow] = field(default_factory=list)
    lines: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    note: str = ""


def main(arguments: Sequence[str]) -> int:
    if not 1 <= len(arguments) <= 2:
        print(__doc__)
        return 2
    target = Path(arguments[1]) if len(arguments) == 2 else Path(__file__).with_name("guyuan-2020.xlsx")
    form = load_form("ningxia-2020", [ROOT / "templates"])
    published = read_text(Path(arguments[0]).read_text(encoding="utf-8"), form)
    write_book(target, form, published)
    count = compare(target, form, published)
    print(f"{target.name}：{len(published)} 张表，{count} 个数与文本一致")
    return 0


def read_text(text: str, form: Form) -> dict[str, Published]:
    """The nine tables between their titles, each by its own line layout."""
    # Both headings stand in the table of contents too.
    body = text.rpartition("第二部分 2020 年度部门决算表\n")[2]
    body = body.partition("第三部分 2020 年度部门决算情况说明")[0]
    tables: dict[str, Published] = {}
    rest = body
    for table in form.printed_tables:
        title = re.compile(rf"^{re.escape(table.title)}\n", re.MULTILINE)
        match = title.search(rest)
        if match is None:
            raise SystemExit(f"文本里没有“{table.title}”")
        rest = rest[match.end() :]
        part = rest[: note.end()] if (note := re.search(r"^注：.*\n", rest, re.MULTILINE)) else rest
        rows = [line.split("\t") for line in part.splitlines() if "\t" in line]
        tables[table.id] = LAYOUTS[table.id](table, rows)
        tables[table.id].note = next(line for line in part.splitlines() if NOTE.match(line))
    return tables


def two_sided(table: Table, rows: list[list[str]]) -> Published:
    """Name, line number and one amount left; name, line number and the other amounts right."""
    published = Published()
    columns = [[item.column for item in block.fields if item.column] for block in table.blocks]
    start = next(number for number, row in enumerate(rows) if row[0].replace(" ", "") == "栏次") + 1
    for offset, row in enumerate(rows[start:]):
        for block, keys, first in zip(table.blocks, columns, (0, 3), strict=True):
            item = block.rows[offset]
            name, line = row[first], row[first + 1]
            if not item.key:
                if name:
                    raise SystemExit(f"{table.id}：空行里有“{name}”")
                continue
            published.labels[item.key], published.lines[item.key] = name, line
            for key, amount in zip(keys, row[first + 2 :], strict=False):
                published.figures[item.key, key] = amount
    return published


def coded(table: Table, rows: list[list[str]]) -> Published:
    """Code and name in the first cells, in whichever; the amounts behind them; the total row first."""
    published = Published()
    keys = [item.column for item in fields_of(table) if item.role is FieldRole.FIGURE]
    for row in rows:
        label = " ".join(cell for cell in row[:3] if cell)
        code = re.match(r"(\d{3,7})\s+(\S+)$", label)
        if code is None and label != "合计":
            continue
        key = code[1] if code else "合计"
        if code:
            published.codes.append(CodeRow(code[1], code[2]))
        for column, amount in zip(keys, row[3:], strict=False):
            published.figures[key, column] = amount
    return published


def zero_coded(table: Table, rows: list[list[str]]) -> Published:
    """Tables 8 and 9 hold one row without a code; its label 合计 is printed one line higher."""
    published = Published()
    keys = [item.column for item in fields_of(table) if item.role is FieldRole.FIGURE]
    last = rows[-1]
    if any(last[:3]):
        raise SystemExit(f"{table.id}：末行应没有行名")
    for column, amount in zip(keys, [cell for cell in last if cell], strict=True):
        published.figures["合计", column] = amount
    return published


def one_row(table: Table, rows: list[list[str]]) -> Published:
    """Table 7: the row below the column numbers."""
    published = Published()
    row = table.default_row or ""
    for item, amount in zip(fields_of(table), rows[-1], strict=True):
        published.figures[row, item.column] = amount
    return published


def economic(table: Table, rows: list[list[str]]) -> Published:
    """Table 6: code, name and amount three times, then the lines of totals, one of them in a single cell."""
    published = Published()
    by_code = {row.code: row.key for row in table.rows.values() if row.code}
    for row in rows:
        for first in (0, 3, 6):
            if row[first] in by_code:
                key = by_code[row[first]]
                published.labels[key] = row[first + 1]
                published.figures[key, "金额"] = row[first + 2]
    people = next(row for row in rows if row[0] == "人员经费合计")
    published.figures["人员经费合计", "金额"] = people[2] or people[3]
    running = next(cell for cell in people if cell.startswith("公用经费合计"))
    published.figures["公用经费合计", "金额"] = running.split()[1]
    total = next(row for row in rows if row[0].replace(" ", "") == "合计")
    published.figures["合计", "金额"] = next(cell for cell in total[1:] if cell)
    return published


LAYOUTS = {
    "T1": two_sided,
    "T2": coded,
    "T3": coded,
    "T4": two_sided,
    "T5": coded,
    "T6": economic,
    "T7": one_row,
    "T8": zero_coded,
    "T9": zero_coded,
}


def write_book(target: Path, form: Form, published: dict[str, Published]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.created = BUILT
    book.properties.creator = UNIT
    for table in form.printed_tables:
        sheet = book.create_sheet(f"{table.label}")
        write_sheet(sheet, form, table, published[table.id])
    book.save(target)
    fix_dates(target, BUILT)


def write_sheet(sheet: Worksheet, form: Form, table: Table, published: Published) -> None:
    printed = lay_out(table, published.codes)
    width = len(printed.widths)
    words = {"{表号}": table.label, "{单位}": UNIT, "{年度}": YEAR, "{文种}": "部门"}
    words["{计量单位}"] = form.unit.label
    row = 1
    put(sheet, row, 1, table.title, span=width, size=16, align="center")
    for left, _, right in table.above:
        row += 1
        put(sheet, row, 1, filled(left, words), span=max(1, width - 2))
        put(sheet, row, width, filled(right, words), align="right")
    top = row + 1
    for cell in printed.cells:
        write_cell(sheet, top, cell, published, words)
    row = top + printed.lines
    put(sheet, row, 1, published.note, span=width)
    for number, share in enumerate(printed.widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = share
    sheet.page_setup.orientation = "landscape" if table.landscape else "portrait"


def write_cell(sheet: Worksheet, top: int, cell: PrintedCell, published: Published, words: dict[str, str]) -> None:
    row, column = top + cell.line, cell.position + 1
    place = sheet.cell(row, column)
    edge = Side(style="thin")
    for down in range(cell.row_span):
        for across in range(cell.column_span):
            sheet.cell(row + down, column + across).border = Border(edge, edge, edge, edge)
    place.font = Font(name="宋体", size=10, bold=cell.bold)
    place.alignment = Alignment("center", "center", wrap_text=True)
    if cell.role is CellRole.FIGURE and cell.row:
        place.alignment = Alignment("right", "center")
        amount = published.figures.get((cell.row, cell.column), "")
        if amount:
            # openpyxl writes a Decimal's digits as they are.
            place.value = Decimal(amount)
            place.number_format = format_of(amount)
    else:
        text = filled(cell.text, words)
        if cell.role is CellRole.NAME:
            place.alignment = Alignment("left", "center", indent=cell.indent)
            text = published.labels.get(cell.row, text)
        elif cell.role is CellRole.LINE:
            text = published.lines.get(cell.row, text)
        place.value = text or None
    if cell.row_span * cell.column_span > 1:
        sheet.merge_cells(
            start_row=row,
            start_column=column,
            end_row=row + cell.row_span - 1,
            end_column=column + cell.column_span - 1,
        )


def filled(text: str, words: dict[str, str]) -> str:
    for placeholder, word in words.items():
        text = text.replace(placeholder, word)
    return text


def format_of(amount: str) -> str:
    """The number format under which a number prints as it was printed: 103748.1 → 0.0, 00.00 → 00.00."""
    if NUMBER.fullmatch(amount) is None:
        raise SystemExit(f"“{amount}”不是数")
    whole, _, decimals = amount.lstrip("-").partition(".")
    zeros = len(whole) if whole.startswith("0") else 1
    return "0" * zeros + (f".{'0' * len(decimals)}" if decimals else "")


def compare(target: Path, form: Form, published: dict[str, Published]) -> int:
    """Read the workbook again, every sheet by its layout, and compare each figure; returns their number."""
    book = openpyxl.load_workbook(target)
    count = 0
    for table in form.printed_tables:
        sheet = book[table.label]
        expected = {key: amount for key, amount in published[table.id].figures.items() if amount}
        found = dict(figures_of(sheet, table, published[table.id]))
        for key in expected.keys() | found.keys():
            if expected.get(key) != found.get(key):
                raise SystemExit(f"{table.id}{key}：文本是 {expected.get(key)}，工作簿是 {found.get(key)}")
        count += len(expected)
    return count


def figures_of(sheet: Worksheet, table: Table, published: Published) -> Iterator[tuple[tuple[str, str], str]]:
    top = 2 + len(table.above)
    for cell in lay_out(table, published.codes).cells:
        if cell.role is CellRole.FIGURE and cell.row:
            place = sheet.cell(top + cell.line, cell.position + 1)
            if place.value is not None:
                yield (cell.row, cell.column), printed(Decimal(str(place.value)), str(place.number_format))


def printed(number: Decimal, number_format: str) -> str:
    whole, _, decimals = number_format.partition(".")
    digits = f"{abs(number):.{len(decimals)}f}"
    padding = len(whole) - len(digits.partition(".")[0])
    return ("-" if number < 0 else "") + "0" * padding + digits


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
