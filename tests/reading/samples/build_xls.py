"""Builds t3.xls: one small table in the Excel 97-2003 format. Needs xlwt, which nothing else does, so its result is kept.

python tests/reading/samples/build_xls.py
"""

from __future__ import annotations

from pathlib import Path

import xlwt

ROWS = (
    ("合计", "", "", "", 103748.1, 46310.4, 57437.7),
    ("208", "", "", "社会保障和就业支出", 103748.1, 46310.4, 57437.7),
    (20805, "", "", "行政事业单位养老支出", 103748.1, 46310.4, 57437.7),
    ("2080505", "", "", "基本养老保险缴费支出", 103748.1, 46310.4, "—"),
)


def main() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Z04 支出决算表(财决04表)")
    sheet.write(1, 0, "编制单位：某某市医疗保障局")
    sheet.write(1, 6, "金额单位：元")
    sheet.write_merge(3, 3, 0, 3, "项目")
    for column, words in enumerate(("本年支出合计", "基本支出", "项目支出"), 4):
        sheet.write_merge(3, 5, column, column, words)
    sheet.write_merge(4, 5, 0, 2, "功能分类科目编码")
    sheet.write_merge(4, 5, 3, 3, "科目名称")
    for row, values in enumerate(ROWS, 6):
        for column, value in enumerate(values):
            if value != "":
                sheet.write(row, column, value)
    hidden = book.add_sheet("参数")
    hidden.write(0, 0, "内部参数")
    hidden.visibility = 1
    book.save(str(Path(__file__).with_name("t3.xls")))


if __name__ == "__main__":
    main()
