"""For every check a change of one figure that must make it fire, worked out from what the tables mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from juesuan_gui.relations import Basis, Period

#: 120,000 元: whole in 万元, and no figure of the ledgers.
MORE = 12_000_000
MUCH = 900_000_000
_ADMINISTRATION = {"单位性质": "行政"}
_SECRET = {"涉密科目不公开": "是"}


@dataclass(frozen=True, slots=True)
class Mutation:
    """One stated cell changed by ``plus`` or set ``to`` (分; neither: left blank), and the rule that must fail.

    ``named``: enough other relations confirm every other cell, so the root must name this one; else several
    cells would do equally well. ``rows`` are code rows of a table that the report prints besides, ``settings``
    choices of the report, both made before the change.
    """

    check: str
    cell: str
    rule: int = 1
    plus: int | None = None
    to: int | None = None
    ledger: str = "rich"
    named: bool = True
    settings: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[str, ...] = ()

    @property
    def address(self) -> tuple[str, str, str, str, str]:
        """(table, row, column, period, basis); ``上年.T1`` and ``财决.T1`` name other figures of the table."""
        place, row, column = self.cell.split(" ")
        *prefix, table = place.split(".")
        period = next((word for word in prefix if word in Period.ALL), Period.THIS)
        basis = next((word for word in prefix if word in Basis.ALL), Basis.FINAL)
        return table, row, column, period, basis

    @property
    def name(self) -> str:
        """For the test's id."""
        return f"{self.check}#{self.rule}"


M = Mutation
_T1 = (
    M("T1-01", "T1 本年收入合计 决算数", plus=MORE),
    # The line itself does it too: T2 has it right.
    M("T1-01", "T1 事业收入 决算数", plus=MORE),
    M("T1-02", "T1 本年支出合计 决算数", plus=MORE),
    M("T1-02", "T1 教育支出 决算数", plus=MORE),
    M("T1-03", "T1 收入总计 决算数", plus=MORE),
    M("T1-04", "T1 支出总计 决算数", plus=MORE),
    M("T1-05", "T1 支出总计 决算数", plus=-MORE),
    M("T1-06", "T1 使用非财政拨款结余 决算数", plus=MORE, ledger="fiscal", settings=_ADMINISTRATION),
    M("T1-07", "T1 结余分配 决算数", plus=MORE, ledger="fiscal", settings=_ADMINISTRATION),
    M("T1-07", "T1 结余分配 决算数", plus=MORE, ledger="fiscal", settings={"单位性质": "参公"}),
    M("T1-08", "T1 事业收入 决算数", plus=MORE, ledger="fiscal", settings=_ADMINISTRATION),
    M("T1-09", "T1 收入总计 决算数", to=0),
    M("T1-09", "T1 收入总计 决算数"),
    M("T1-09", "T1 本年收入合计 决算数", rule=2, to=0),
)
_T2 = (
    M("T2-01", "T2 2101501 本年收入合计", plus=MORE),
    M("T2-01", "T2 2101501 其他收入", plus=MORE),
    M("T2-02", "T2 合计 经营收入", plus=MORE),
    M("T2-03", "T2 21015 财政拨款收入", plus=MORE),
    M("T2-03", "T2 210 本年收入合计", plus=-MORE),
    M("T2-04", "T2 2019999 教育收费", plus=MUCH),
    M("T2-05", "T2 2101501 其他收入", to=-MORE),
    M("T2-05", "T2 2040299 本年收入合计", rule=2, to=0),
)
_T3 = (
    M("T3-01", "T3 2101501 本年支出合计", plus=MORE),
    M("T3-01", "T3 2040299 上缴上级支出", plus=MORE),
    M("T3-02", "T3 21015 项目支出", plus=MORE),
    M("T3-03", "T3 2080505 项目支出", to=MORE),
    M("T3-04", "T3 2101501 项目支出", to=MORE),
    M("T3-04", "T3 2101502 基本支出", rule=2, to=MORE),
    M("T3-05", "T3 2120801 基本支出", to=MORE),
)
_T4 = (
    M("T4-01", "T4 本年收入合计 金额", plus=MORE),
    M("T4-02", "T4 卫生健康支出 合计", plus=MORE),
    M("T4-02", "T4 卫生健康支出 合计"),
    M("T4-02", "T4 支出总计 合计", rule=2, plus=MORE),
    M("T4-03", "T4 本年支出合计 政府性基金预算", plus=MORE),
    M("T4-04", "T4 年初财政拨款结转和结余 金额", plus=-MORE),
    M("T4-04", "T4 年末财政拨款结转和结余 合计", rule=2, plus=-MORE),
    M("T4-05", "T4 收入总计 金额", plus=MORE),
    M("T4-05", "T4 支出总计 一般公共预算", rule=2, plus=MORE),
    M("T4-06", "T4 收入总计 金额", plus=-MORE),
    M("T4-07", "T4 年初一般公共预算财政拨款 金额", plus=MORE),
    M("T4-07", "T4 年初政府性基金预算财政拨款 金额", rule=2, plus=MORE),
    M("T4-07", "T4 年初国有资本经营预算财政拨款 金额", rule=3, plus=MORE),
    M("T4-08", "T4 外交支出 政府性基金预算", to=MORE),
    M("T4-08", "T4 外交支出 国有资本经营预算", rule=2, to=MORE),
)
_T5 = (
    M("T5-01", "T5 2101501 合计", plus=MORE),
    M("T5-01", "T5 2101501 基本支出", plus=-MORE),
    M("T5-02", "T5 21015 项目支出", plus=MORE),
    M("T5-02", "T5 合计 项目支出", plus=MORE),
    M("T5-03", "T5 2120801 合计", to=MORE, rows=("212", "21208", "2120801")),
    M("T5-04", "T5 2101501 年末结转和结余", plus=MORE),
    M("T5-05", "T5 21015 项目支出", plus=-MORE, settings=_SECRET),
    M("T5-05", "T3 21015 项目支出", rule=2, plus=-MORE, settings=_SECRET),
    M("T5-05", "T2 21015 财政拨款收入", rule=3, plus=-MORE, settings=_SECRET),
)
_T6 = (
    M("T6-01", "T6 301 金额", plus=MORE),
    # Any detail of the same 类 would do as well.
    M("T6-01", "T6 30201 金额", plus=MORE, named=False),
    M("T6-02", "T6 人员经费合计 金额", plus=MORE),
    M("T6-03", "T6 公用经费合计 金额", plus=MORE),
    M("T6-04", "T6 合计 金额", plus=MORE),
    M("T6-05", "T6 30101 金额", to=0),
    M("T6-05", "T6 30108 金额", rule=2),
    M("T6-06", "T6 30107 金额", plus=MORE, ledger="fiscal", settings=_ADMINISTRATION),
    M("T6-07", "T6 309 金额", to=MORE),
    M("T6-07", "T6 311 金额", rule=2, to=MORE),
)
_T7 = (
    # 预算合计 stands in no other relation that says which of the four is wrong.
    M("T7-01", "T7 金额 预算合计", plus=MORE, named=False),
    M("T7-01", "T7 金额 预算公务接待费", plus=MORE, named=False),
    M("T7-01", "T7 金额 决算合计", rule=2, plus=MUCH),
    M("T7-02", "T7 金额 预算公务用车小计", plus=MORE),
    M("T7-02", "T7 金额 决算公务用车小计", rule=2, plus=MORE),
    M("T7-03", "T7 金额 决算合计", plus=MUCH),
    M("T7-03", "T7 金额 决算因公出国（境）费", rule=2, plus=MUCH),
    M("T7-03", "T7 金额 决算公务用车小计", rule=3, plus=MUCH),
    M("T7-03", "T7 金额 决算公务用车购置费", rule=4, plus=MUCH),
    M("T7-03", "T7 金额 决算公务用车运行费", rule=5, plus=MUCH),
    M("T7-03", "T7 金额 决算公务接待费", rule=6, plus=MUCH),
    M("T7-04", "T7 金额 预算合计", to=0),
    M("T7-04", "T7 金额 决算合计", rule=2, to=0),
    # 会议费 2,200,310 and 培训费 1,850,220 added in.
    M("T7-09", "T7 金额 预算合计", plus=4_050_530, named=False),
    M("T7-09", "T7 金额 决算合计", rule=2, plus=4_050_530, named=False),
    M("T7-09", "T7 金额 决算会议费", rule=3, to=1_000_000),
    M("T7-09", "T7 金额 决算培训费", rule=4, to=1_000_000),
)
_T8 = (
    M("T8-01", "T8 2120801 年末结转和结余", plus=MORE),
    M("T8-02", "T8 2120801 本年支出", plus=MORE),
    M("T8-03", "T8 21208 项目支出", plus=MORE),
    M("T8-03", "T8 合计 年初结转和结余", plus=MORE),
    M("T8-04", "T8 2010399 本年支出", to=MORE, rows=("201", "20103", "2010399")),
    M("T9-01", "T9 2230105 合计", plus=MORE),
    M("T9-02", "T9 2230105 年末结转和结余", plus=MORE),
    M("T9-03", "T9 22301 项目支出", plus=MORE),
    M("T9-03", "T9 2010399 合计", rule=2, to=MORE, rows=("201", "20103", "2010399")),
)
_X1 = (
    M("X12-01", "T1 本年收入合计 决算数", plus=-MORE),
    M("X12-01", "T2 合计 本年收入合计", plus=MORE),
    M("X12-02", "T2 合计 财政拨款收入", plus=MORE),
    M("X12-03", "T1 上级补助收入 决算数", plus=MORE),
    M("X12-03", "T1 事业收入 决算数", rule=2, plus=-1_000_000),
    M("X12-03", "T2 合计 经营收入", rule=3, plus=MORE),
    M("X12-03", "T1 附属单位上缴收入 决算数", rule=4, to=0),
    M("X12-03", "T1 其他收入 决算数", rule=5),
    M("X13-01", "T1 本年支出合计 决算数", plus=-MORE),
    M("X13-01", "T3 合计 本年支出合计", plus=MORE),
    M("X13-02", "T1 卫生健康支出 决算数", plus=MORE),
    M("X13-02", "T3 208 本年支出合计", plus=MORE),
    M("X14-01", "T1 一般公共预算财政拨款收入 决算数", plus=MORE),
    M("X14-01", "T1 政府性基金预算财政拨款收入 决算数", rule=2, plus=MORE),
    M("X14-01", "T4 国有资本经营预算财政拨款 金额", rule=3, plus=MORE),
    M("X14-02", "T4 社会保障和就业支出 合计", plus=MORE),
    M("X14-03", "T1 年初结转和结余 决算数", plus=-MORE),
    M("X14-03", "T1 年末结转和结余 决算数", rule=2, plus=-MORE),
    M("X14-04", "T1 收入总计 决算数", plus=MORE, ledger="fiscal"),
    M("X14-05", "T1 结余分配 决算数", plus=MORE, named=False),
    M("X14-05", "T4 年末财政拨款结转和结余 合计", plus=-MORE),
)
_X2 = (
    M("X24-01", "T4 本年收入合计 金额", plus=-MORE),
    M("X24-02", "T2 2101501 财政拨款收入", plus=-300_000_000),
    M("X24-02", "T2 2080505 财政拨款收入", rule=2, plus=MORE, ledger="fiscal"),
    M("X34-01", "T3 2080505 本年支出合计", plus=-MORE),
    M("X34-01", "T3 2080505 基本支出", rule=2, plus=-MORE),
    M("X34-01", "T3 2101502 项目支出", rule=3, plus=-MORE),
    M("X34-01", "T3 合计 本年支出合计", rule=4, plus=-300_000_000),
    M("X34-01", "T3 合计 基本支出", rule=5, plus=-MORE),
    M("X34-01", "T3 合计 项目支出", rule=6, plus=-200_000_000),
    M("X34-02", "T3 合计 本年支出合计", plus=MORE, ledger="fiscal"),
    M("X34-02", "T3 2080505 本年支出合计", rule=2, plus=MORE, ledger="fiscal"),
    M("X34-02", "T3 2101501 基本支出", rule=3, plus=MORE, ledger="fiscal"),
    M("X34-02", "T3 2101502 项目支出", rule=4, plus=MORE, ledger="fiscal"),
    M("X45-01", "T5 合计 合计", plus=MORE),
    M("X45-02", "T4 卫生健康支出 一般公共预算", plus=MORE),
    M("X48-01", "T4 政府性基金预算财政拨款 金额", plus=MORE),
    M("X48-01", "T4 本年支出合计 政府性基金预算", rule=2, plus=MORE),
    M("X48-01", "T4 年初政府性基金预算财政拨款 金额", rule=3, plus=MORE),
    M("X48-01", "T4 年末财政拨款结转和结余 政府性基金预算", rule=4, plus=MORE),
    M("X48-01", "T8 212 本年支出", rule=5, plus=MORE),
    M("X49-01", "T9 合计 合计", plus=MORE),
    M("X49-01", "T4 国有资本经营预算支出 国有资本经营预算", rule=2, plus=MORE),
    M("X49-01", "T9 合计 本年收入", rule=3, plus=MORE),
    M("X49-01", "T9 合计 年初结转和结余", rule=4, plus=MORE),
    M("X49-01", "T9 合计 年末结转和结余", rule=5, plus=MORE),
    M("X56-01", "T5 合计 基本支出", plus=MORE),
    M("X56-02", "T6 30113 金额", plus=MORE),
    M("X56-02", "T6 30108 金额", rule=2, plus=MORE),
    M("X56-02", "T6 30109 金额", rule=3, plus=-MORE),
    M("X56-02", "T6 30110 金额", rule=4, plus=MORE),
    M("X56-02", "T6 30111 金额", rule=5, plus=MORE),
    M("X67-01", "T7 金额 决算因公出国（境）费", to=1_000_000),
    M("X67-01", "T7 金额 决算公务接待费", rule=2, to=1_000_000),
    M("X67-01", "T7 金额 决算公务用车运行费", rule=3, to=1_000_000),
    M("X67-01", "T7 金额 决算公务用车购置费", rule=4, to=1_000_000),
    M("X68-01", "T7 金额 决算合计", to=MUCH),
)
_YEARS = "years"
_XY = (
    M("XY-01", "上年.T1 年末结转和结余 决算数", plus=MORE, ledger=_YEARS, named=False),
    M("XY-02", "上年.T4 年末财政拨款结转和结余 合计", plus=MORE, ledger=_YEARS, named=False),
    M("XY-02", "上年.T4 年末财政拨款结转和结余 一般公共预算", rule=2, plus=MORE, ledger=_YEARS, named=False),
    M("XY-02", "上年.T4 年末财政拨款结转和结余 政府性基金预算", rule=3, plus=MORE, ledger=_YEARS, named=False),
    M("XY-02", "上年.T4 年末财政拨款结转和结余 国有资本经营预算", rule=4, plus=MORE, ledger=_YEARS, named=False),
    M("XY-02", "上年.T8 2120801 年末结转和结余", rule=5, plus=MORE, ledger=_YEARS, named=False),
    M("XY-02", "上年.T9 2230105 年末结转和结余", rule=6, plus=MORE, ledger=_YEARS, named=False),
    M("XY-02", "上年.T5 2101501 年末结转和结余", rule=7, plus=MORE, ledger=_YEARS, named=False),
    M("XY-04", "上年.T1 本年支出合计 决算数", plus=MUCH, ledger=_YEARS, named=False),
    # Of this year's rows one that last year hardly had.
    M("XY-04", "上年.T3 2101502 本年支出合计", rule=2, to=100, ledger=_YEARS, named=False),
)
_X6 = (M("X67-02", "T7 金额 决算公务用车购置费", plus=MUCH, ledger=_YEARS),)
_XB = (M("XB-01", "T7 金额 预算公务接待费", plus=MORE, ledger=_YEARS),)
_XZ = (
    M("XZ-01", "T1 其他收入 决算数", plus=MORE, ledger=_YEARS),
    M("XZ-01", "财决.T2 2101501 财政拨款收入", rule=2, plus=MORE, ledger=_YEARS, named=False),
    M("XZ-01", "T3 2101501 基本支出", rule=3, plus=MORE, ledger=_YEARS),
    M("XZ-01", "财决.T4 卫生健康支出 一般公共预算", rule=4, plus=MORE, ledger=_YEARS, named=False),
    M("XZ-01", "T5 2101502 项目支出", rule=5, plus=MORE, ledger=_YEARS),
    M("XZ-01", "财决.T8 2120801 项目支出", rule=6, plus=MORE, ledger=_YEARS, named=False),
    M("XZ-01", "财决.T9 2230105 项目支出", rule=7, plus=MORE, ledger=_YEARS, named=False),
    M("XZ-01", "T6 30201 金额", rule=8, plus=MORE, ledger=_YEARS),
    M("XZ-01", "T7 金额 决算公务接待费", rule=9, plus=MORE, ledger=_YEARS),
    M("XZ-02", "财决功能明细 2101501 支出明细", plus=MORE, ledger=_YEARS, named=False),
    M("XZ-02", "财决功能明细 2101501 一般明细", rule=2, plus=MORE, ledger=_YEARS, named=False),
    M("XZ-02", "财决经济明细 30201 经营明细", rule=3, plus=MORE, ledger=_YEARS, named=False),
    M("XZ-02", "财决经济明细 30201 一般明细", rule=4, plus=MORE, ledger=_YEARS, named=False),
    M("XZ-02", "财决功能明细 2101501 基本明细", rule=5, plus=MORE, ledger=_YEARS, named=False),
    M("XZ-02", "财决功能明细 2101501 一般明细", rule=6, plus=MORE, ledger=_YEARS, named=False),
)
MUTATIONS = (*_XY, *_X6, *_XB, *_XZ, *_T1, *_T2, *_T3, *_T4, *_T5, *_T6, *_T7, *_T8, *_X1, *_X2)
