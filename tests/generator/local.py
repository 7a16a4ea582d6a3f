"""The tables that some places print besides the nine, by plain arithmetic over the same ledger.

What a project was spent on is not in the ledger; here a fixed share of it goes to each of a few economic codes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from random import Random

from tests.generator.ledger import CAPITAL, FISCAL, GENERAL, Cells, Entry, levels

#: Economic codes of projects: the first two take a third and a quarter, the last one the rest.
_PROJECT_CODES = ("30226", "31003", "30299")
_CARS = (
    "副部（省）级及以上领导用车",
    "主要领导干部用车",
    "机要通信用车",
    "应急保障用车",
    "执法执勤用车",
    "特种专业技术用车",
    "离退休干部用车",
    "其他用车",
)


def local_tables(form_id: str, entries: Sequence[Entry], nine: Cells, random: Random) -> Cells:
    """The further tables of a place: (table, row, column) → 分, or a count. Empty where there are none."""
    make = _OF_FORM.get(form_id)
    return make(entries, nine, random) if make is not None else {}


def _by_economic(amount: int) -> dict[str, int]:
    first, second, last = _PROJECT_CODES
    parts = {first: amount // 3, second: amount // 4}
    return {**parts, last: amount - sum(parts.values())}


def _sichuan(entries: Sequence[Entry], nine: Cells, random: Random) -> Cells:
    cells: Cells = defaultdict(int)
    for entry in entries:
        if entry.source not in FISCAL:
            continue
        project = _by_economic(entry.project)
        for kind, parts in (("基本", entry.basic), ("项目", project)):
            for code, fen in parts.items():
                for row in (code, code[:3], "合计"):
                    cells["财政拨款明细", row, "合计"] += fen
                    cells["财政拨款明细", row, entry.source] += fen
                    cells["财政拨款明细", row, f"{entry.source}{kind}"] += fen
        for row in levels(entry.code):
            if entry.source == GENERAL and entry.spent:
                cells["一般公共明细", row, "合计"] += entry.spent
                for parts in (entry.basic, project):
                    for code, fen in parts.items():
                        cells["一般公共明细", row, code[:3]] += fen
                cells["一般公共项目", row, "金额"] += entry.project
            if entry.source == CAPITAL:
                cells["国资收支", row, "年初结转和结余"] += entry.opening
                cells["国资收支", row, "本年收入"] += entry.income
                cells["国资收支", row, "本年支出"] += entry.spent
                cells["国资收支", row, "基本支出"] += entry.basic_total
                cells["国资收支", row, "项目支出"] += entry.project
                cells["国资收支", row, "年末结转和结余"] += entry.closing
    return dict(cells)


def _yunnan(entries: Sequence[Entry], nine: Cells, random: Random) -> Cells:
    cells: Cells = defaultdict(int)
    for entry in entries:
        if entry.source == GENERAL:
            for code, fen in _by_economic(entry.project).items():
                for row in (code, code[:3], "合计"):
                    cells["一般公共项目", row, "金额"] += fen
    for column, side in (("年初预算数", "预算"), ("全年预算数", "预算"), ("决算数", "决算")):
        # This table counts the other funds too.
        more = random.randint(0, 90_000) * 100
        going, buying, running, receiving = (
            nine.get(("T7", "金额", f"{side}{name}"), 0) + more
            for name in ("因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费")
        )
        cells["机关运行", "因公出国（境）费", column] = going
        cells["机关运行", "公务用车购置费", column] = buying
        cells["机关运行", "公务用车运行维护费", column] = running
        cells["机关运行", "公务用车购置及运行维护费", column] = buying + running
        cells["机关运行", "公务接待费", column] = receiving
        cells["机关运行", "三公经费合计", column] = going + buying + running + receiving
        office, like_office = random.randint(1, 9_000_000), random.randint(1, 9_000_000)
        cells["机关运行", "行政单位机关运行经费", column] = office
        cells["机关运行", "参公单位机关运行经费", column] = like_office
        cells["机关运行", "机关运行经费合计", column] = office + like_office
    cells["机关运行", "公务用车保有量", "统计数"] = random.randint(1, 9)
    return dict(cells)


def _jiangxi(entries: Sequence[Entry], nine: Cells, random: Random) -> Cells:
    cars = {name: random.randint(0, 9) for name in _CARS}
    cells = {("国有资产占用", "数量", name): count for name, count in cars.items()}
    cells["国有资产占用", "数量", "车辆合计"] = sum(cars.values())
    cells["国有资产占用", "数量", "通用设备"] = random.randint(0, 9)
    cells["国有资产占用", "数量", "专用设备"] = random.randint(0, 9)
    return cells


_OF_FORM: dict[str, Callable[[Sequence[Entry], Cells, Random], Cells]] = {
    "sichuan-2023": _sichuan,
    "yunnan-2024": _yunnan,
    "jiangxi-2021": _jiangxi,
}


def expected_local(table: str, row: str, column: str, form_id: str) -> set[str] | None:
    """The checks that must fire when this cell alone is wrong; ``None`` where no equality reads it."""
    if table == "一般公共明细":
        return {"LT-01", "LT-02", *({"LT-03"} if column == "合计" and row != "合计" else ())}
    if table == "一般公共项目":
        is_compared = row == "合计" if form_id == "yunnan-2024" else row != "合计"
        return {"LT-01", *({"LT-03"} if is_compared else ())}
    if table == "国资收支":
        return {"LT-01", "LT-02", *({"LT-03"} if (row, column) == ("合计", "本年支出") else ())}
    if table == "财政拨款明细":
        is_summed = len(row) != 5
        if column in (*FISCAL, "合计"):
            return {
                "LT-02",
                *({"LT-01"} if is_summed else ()),
                *({"LT-03"} if (row, column) == ("合计", "合计") else ()),
            }
        return {"LT-01"} if is_summed else None
    if table == "机关运行":
        return None if column == "统计数" else {"LT-01"}
    if table == "国有资产占用":
        return {"LT-02"} if column in (*_CARS, "车辆合计") else None
    return None
