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
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from sample_book import ROOT, Book, Published, write_book

from juesuan_gui.forms import CodeRow, FieldRole, Form, Table, fields_of, load_form

UNIT = "固原市医疗保障局"
# The published line of each table's footer that is not a row of amounts is found by its first words.
NOTE = re.compile(r"^注：")
BUILT = datetime.datetime(2021, 10, 1)


def main(arguments: Sequence[str]) -> int:
    if not 1 <= len(arguments) <= 2:
        print(__doc__)
        return 2
    target = Path(arguments[1]) if len(arguments) == 2 else Path(__file__).with_name("guyuan-2020.xlsx")
    form = load_form("ningxia-2020", [ROOT / "templates"])
    published = read_text(Path(arguments[0]).read_text(encoding="utf-8"), form)
    count = write_book(target, Book(form, UNIT, BUILT, published, has_commas=False))
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
        tables[table.id].notes = [next(line for line in part.splitlines() if NOTE.match(line))]
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
