"""Which checks must fire when one figure of a consistent report changes, by CHECKS.md alone: the engine is not asked.

Only relations that hold without any condition are named; others may fire besides.
"""

from __future__ import annotations

_FISCAL_LINES = ("一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "国有资本经营预算财政拨款收入")
_OTHER_LINES = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
_T1 = {
    **dict.fromkeys(_FISCAL_LINES, "T1-01 X12-02 X14-01"),
    **dict.fromkeys(_OTHER_LINES, "T1-01 X12-03"),
    "本年收入合计": "T1-01 T1-03 X12-01",
    "使用非财政拨款结余": "T1-03",
    "年初结转和结余": "T1-03",
    "收入总计": "T1-03 T1-05",
    "本年支出合计": "T1-02 T1-04 X13-01",
    "结余分配": "T1-04",
    "年末结转和结余": "T1-04",
    "支出总计": "T1-04 T1-05",
}
_T4_INCOME = {
    "一般公共预算财政拨款": "T4-01 X14-01 T4-07",
    "政府性基金预算财政拨款": "T4-01 X14-01 T4-07 X48-01",
    "国有资本经营预算财政拨款": "T4-01 X14-01 T4-07",
    "本年收入合计": "T4-01 T4-05 X24-01",
    "年初财政拨款结转和结余": "T4-04 T4-05",
    "年初一般公共预算财政拨款": "T4-04 T4-07",
    "年初政府性基金预算财政拨款": "T4-04 T4-07",
    "年初国有资本经营预算财政拨款": "T4-04 T4-07",
    "收入总计": "T4-05 T4-06",
}
_FUND_COLUMN = {"一般公共预算": "X45", "政府性基金预算": "X48", "国有资本经营预算": "X49"}
_CLASS_CHECK = {"X45": "X45-02", "X48": "X48-01", "X49": "X49-01"}
_TOTAL_CHECK = {"X45": "X45-01", "X48": "X48-01", "X49": "X49-01"}
_STAFF = ("301", "303")


def expected(table: str, row: str, column: str) -> set[str]:
    """The checks that must fire when this cell of the nine tables is not what the others say."""
    return set(_OF_TABLE[table](row, column).split())


def _of_t1(row: str, column: str) -> str:
    return _T1.get(row, "T1-02 X13-02")


def _of_t2(row: str, column: str) -> str:
    found = "" if column == "教育收费" else "T2-01 "
    if row == "合计":
        found += "T2-02 "
        found += {"本年收入合计": "X12-01", "财政拨款收入": "X12-02 X24-01", "教育收费": ""}.get(column, "X12-03")
        return found
    # A 类 is an addend of 合计 and the sum of its 款; 款 and 项 stand in sums below it.
    return found + ("T2-02 T2-03" if len(row) == 3 else "T2-03")


def _of_t3(row: str, column: str) -> str:
    found = "T3-01 T3-02"
    if column == "本年支出合计":
        found += {2: " X13-01", 3: " X13-02"}.get(len(row), "")
    return found


def _of_t4(row: str, column: str) -> str:
    if column == "金额":
        return _T4_INCOME[row]
    fund = _FUND_COLUMN.get(column)
    if row == "本年支出合计":
        return f"T4-03 T4-05 T4-07 {_TOTAL_CHECK[fund]}" if fund else "T4-03 T4-05"
    if row == "年末财政拨款结转和结余":
        return "T4-04 T4-05 T4-07" if fund else "T4-04 T4-05"
    if row == "支出总计":
        return "T4-05" if fund else "T4-05 T4-06"
    return f"T4-02 T4-03 {_CLASS_CHECK[fund]}" if fund else "T4-02 T4-03"


def _of_t5(row: str, column: str) -> str:
    if column in ("年初结转和结余", "本年收入", "年末结转和结余"):
        return "T5-02 T5-04"
    found = "T5-01 T5-02"
    if column == "合计":
        found += {2: " X45-01", 3: " X45-02"}.get(len(row), "")
    if (row, column) == ("合计", "基本支出"):
        found += " X56-01"
    return found


def _of_t6(row: str, column: str) -> str:
    if row == "合计":
        return "T6-04 X56-01"
    if row in ("人员经费合计", "公用经费合计"):
        return "T6-02" if row == "人员经费合计" else "T6-03"
    if len(row) == 5:
        return "T6-01"
    return f"T6-01 {'T6-02' if row in _STAFF else 'T6-03'}"


def _of_t7(row: str, column: str) -> str:
    name = column[2:]
    if name in ("公务用车购置费", "公务用车运行费"):
        return "T7-02"
    return "T7-01 T7-02" if name == "公务用车小计" else "" if name in ("会议费", "培训费") else "T7-01"


def _of_t8(row: str, column: str) -> str:
    found = "T8-03"
    found += "" if column in ("基本支出", "项目支出") else " T8-01"
    found += " T8-02" if column in ("本年支出", "基本支出", "项目支出") else ""
    if (len(row) == 2 and column in ("本年收入", "本年支出")) or (len(row) == 3 and column == "本年支出"):
        found += " X48-01"
    return found


def _of_t9(row: str, column: str) -> str:
    found = "T9-03"
    found += " T9-01" if column in ("合计", "基本支出", "项目支出") else ""
    found += " T9-02" if column in ("年初结转和结余", "本年收入", "年末结转和结余") else ""
    if column == "合计" and len(row) in (2, 3):
        found += " X49-01"
    return found


_OF_TABLE = {
    "T1": _of_t1,
    "T2": _of_t2,
    "T3": _of_t3,
    "T4": _of_t4,
    "T5": _of_t5,
    "T6": _of_t6,
    "T7": _of_t7,
    "T8": _of_t8,
    "T9": _of_t9,
}
