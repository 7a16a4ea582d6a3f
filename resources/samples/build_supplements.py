"""Builds the sample workbooks of figures beyond the nine tables: guyuan-2020, hanyang-2020 and putuo-finance-2024.

    python resources/samples/build_supplements.py

Staff, 三公 counts, 机关运行经费, 政府采购 and 国有资产 as the published explanations state them, each table on a sheet
of its form; what an explanation does not state stays blank. Being the maker of these samples, the script knows these
three reports; nothing else does. The tests import the workbooks and hold them against what is stated here.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent))

from sample_book import ROOT, Book, Published, write_book

from juesuan_gui.forms import load_form

#: Amounts as printed, by table, row and column.
Stated = Mapping[str, Mapping[tuple[str, str], str]]
#: The kinds of vehicles that the explanations list, each with none.
_KINDS: Final = (
    "副部（省）级及以上领导用车",
    "主要领导干部用车",
    "机要通信用车",
    "应急保障用车",
    "执法执勤用车",
    "特种专业技术用车",
    "离退休干部用车",
    "其他用车",
)


@dataclass(frozen=True, slots=True)
class Supplement:
    """Whose figures these are, in which form, and what was stated."""

    form: str
    unit_name: str
    built: datetime.datetime
    stated: Stated


SUPPLEMENTS: Final = {
    "guyuan-2020": Supplement(
        "ningxia-2020",
        "固原市医疗保障局",
        datetime.datetime(2021, 9, 30),
        {
            "机关运行经费": {("机关运行经费", "金额"): "127989.14"},
            "国有资产": {
                ("房屋", "面积"): "49.76",
                ("车辆", "数量"): "0",
                ("通用设备", "数量"): "0",
                ("专用设备", "数量"): "0",
            },
        },
    ),
    "hanyang-2020": Supplement(
        "wuhan-2020",
        "武汉市汉阳区医疗保障局",
        datetime.datetime(2021, 10, 19),
        {
            "人员": {
                (row, "实有"): count
                for row, count in (
                    ("在职", "6"),
                    ("行政", "6"),
                    ("事业", "0"),
                    ("参公", "0"),
                    ("离退休", "0"),
                    ("离休", "0"),
                    ("退休", "0"),
                )
            },
            "三公情况": {("公务用车保有量", "数量"): "0"},
            "机关运行经费": {("机关运行经费", "金额"): "6.53"},
            "政府采购": {
                (row, "金额"): amount
                for row, amount in (
                    ("总额", "4"),
                    ("货物", "0"),
                    ("工程", "0"),
                    ("服务", "4"),
                    ("中小企业", "4"),
                    ("小微企业", "4"),
                )
            },
            "国有资产": {(row, "数量"): "0" for row in ("车辆", *_KINDS, "通用设备", "专用设备")},
        },
    ),
    "putuo-finance-2024": Supplement(
        "shanghai-2024",
        "上海市普陀区财政局",
        datetime.datetime(2025, 8, 29),
        {
            "机关运行经费": {("机关运行经费", "金额"): "184.65"},
            "政府采购": {
                (row, "金额"): amount
                for row, amount in (
                    ("总额", "251.25"),
                    ("货物", "4.79"),
                    ("工程", "0"),
                    ("服务", "246.47"),
                    ("中小企业预留", "246.47"),
                    ("小微企业预留", "0"),
                    ("中小企业中标", "4.79"),
                )
            },
            "国有资产": {
                **{(row, "数量"): "0" for row in ("车辆", *_KINDS)},
                ("设备", "数量"): "2",
            },
        },
    ),
}


def target(name: str) -> Path:
    """Where the workbook of a published report is kept."""
    return Path(__file__).with_name(f"{name}-supplement.xlsx")


def main() -> None:
    """Build them all."""
    for name, item in SUPPLEMENTS.items():
        form = load_form(item.form, [ROOT / "templates"])
        tables = {table: Published(dict(figures)) for table, figures in item.stated.items()}
        count = write_book(target(name), Book(form, item.unit_name, item.built, tables, form.numbers.thousands))
        print(f"{target(name).name}：{len(tables)} 张表，{count} 个数")


if __name__ == "__main__":
    main()
