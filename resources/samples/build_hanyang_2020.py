"""Builds hanyang-2020.xlsx, a sample workbook in the form wuhan-2020: nine tables as an exporter would write them.

    python resources/samples/build_hanyang_2020.py /path/to/hanyang-2020.txt [OUT.xlsx]

The tables of 武汉市汉阳区医疗保障局 2020 年度部门决算公开, as published: every blank and oddity kept (表4 prints
7.00 and 1,224.45 where the others print 7.03 and 1,224.48). 表6 is a garbled scan in the source; of it only the
two totals that the narrative states are taken, its sums are marked as unreadable. 表7 and 表9 are published without
figures. Being the maker of this sample, the script knows this one report; nothing else does.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from sample_book import ROOT, UNREADABLE, Book, Published, write_book

from juesuan_gui.forms import CodeRow, FieldRole, Form, Table, fields_of, load_form

UNIT = "武汉市汉阳区医疗保障局"
BUILT = datetime.datetime(2021, 10, 19)
#: In which cell of a line the figures begin.
FIRST_FIGURE = {"T2": 3, "T3": 3, "T5": 3, "T8": 3}
PEOPLE = re.compile(r"人员经费\s*([\d.]+)\s*万元")
RUNNING = re.compile(r"公用经费\s*([\d.]+)\s*万元")


def main(arguments: Sequence[str]) -> int:
    if not 1 <= len(arguments) <= 2:
        print(__doc__)
        return 2
    target = Path(arguments[1]) if len(arguments) == 2 else Path(__file__).with_name("hanyang-2020.xlsx")
    form = load_form("wuhan-2020", [ROOT / "templates"])
    tables = read_text(Path(arguments[0]).read_text(encoding="utf-8"), form)
    count = write_book(target, Book(form, UNIT, BUILT, tables))
    print(f"{target.name}：{len(tables)} 张表，{count} 个数与文本一致")
    return 0


def read_text(text: str, form: Form) -> dict[str, Published]:
    """The nine tables, each from its title to the next one's."""
    body = text[text.index("2020年度收入支出决算总表（表1）") :]
    narrative = body[body.index("第三部分") :]
    body = body[: body.index("第三部分")].replace("(", "（").replace(")", "）")
    tables: dict[str, Published] = {}
    ids = [f"T{number}" for number in range(1, 10)]
    for number, table_id in enumerate(ids, 1):
        start = body.index(f"（表{number}）")
        end = body.find(f"（表{number + 1}）", start)
        part = body[start : end if end >= 0 else len(body)]
        lines = part.splitlines()
        rows = [line.split("\t") for line in lines if "\t" in line]
        table = form.table(table_id)
        if table_id in ("T1", "T4"):
            published = two_sided(table, rows)
        elif table_id in FIRST_FIGURE:
            published = coded(table, rows)
        elif table_id == "T6":
            published = totals_of_the_narrative(narrative, table)
        else:
            published = Published()
        published.notes = [line for line in lines if line.startswith("说明：") or line.startswith(("注：", "注:"))]
        tables[table_id] = published
    return tables


def two_sided(table: Table, rows: list[list[str]]) -> Published:
    """A line's rows are known by their 行次: a label stands before it, the amounts behind it."""
    published = Published()
    for block in table.blocks:
        keys = [item.column for item in block.fields if item.column]
        by_line = {item.line: item.key for item in block.rows if item.key}
        for row in rows:
            for place, cell in enumerate(row):
                if cell in by_line and (place == 2 or place == 6):
                    for key, amount in zip(keys, row[place + 1 :], strict=False):
                        published.figures[by_line[cell], key] = amount
    return published


def coded(table: Table, rows: list[list[str]]) -> Published:
    """Code in the first cell or together with the name in the third; the total row first."""
    published = Published()
    keys = [item.column for item in fields_of(table) if item.role is FieldRole.FIGURE]
    for row in rows:
        label = " ".join(cell for cell in row[:3] if cell)
        code = re.match(r"(\d{3,7})\s+(\S+)$", label)
        if code is None and label.replace(" ", "") != "合计":
            continue
        if code:
            published.codes.append(CodeRow(code[1], code[2]))
        for column, amount in zip(keys, row[FIRST_FIGURE[table.id] :], strict=False):
            published.figures[code[1] if code else "合计", column] = amount
    return published


def totals_of_the_narrative(narrative: str, table: Table) -> Published:
    """The two totals; of the sums above them only that they cannot be read."""
    published = Published()
    classes = (row.key for row in table.rows.values() if len(row.code) == 3)
    published.figures.update({(key, "金额"): UNREADABLE for key in classes})
    for row, pattern in (("人员经费合计", PEOPLE), ("公用经费合计", RUNNING)):
        match = pattern.search(narrative)
        if match is None:
            raise SystemExit(f"说明里没有“{row}”的数")
        published.figures[row, "金额"] = match[1]
    return published


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
