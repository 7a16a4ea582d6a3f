"""Owns the taking of tables 1–9 out of a published report: pages of putuo-finance-2024.pdf → putuo_2024.json.

Run by hand, ``python build_putuo_2024.py putuo-finance-2024.pdf``. Every text is the source's own; a cell that
belongs to a merged one is ``null``. Nothing is added up, corrected or filled in.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pdfplumber

#: Title → the pages of the table (a later page repeats no header).
PAGES = {
    "收入支出决算总表": (6, 7),
    "收入决算表": (8, 9),
    "支出决算表": (10, 11),
    "财政拨款收入支出决算总表": (12, 13),
    "一般公共预算财政拨款支出决算表": (15,),
    "一般公共预算财政拨款基本支出决算表": (16, 17),
    "财政拨款“三公”经费支出决算表": (18,),
    "政府性基金预算财政拨款收入支出决算表": (19,),
    "国有资本经营预算财政拨款收入支出决算表": (20,),
}


def main() -> None:
    with pdfplumber.open(sys.argv[1]) as pdf:
        tables = {
            title: [row for page in pages for table in pdf.pages[page - 1].extract_tables() for row in table]
            for title, pages in PAGES.items()
        }
    target = Path(__file__).with_name("putuo_2024.json")
    target.write_text(json.dumps(tables, ensure_ascii=False, indent=0), encoding="utf-8")


if __name__ == "__main__":
    main()
