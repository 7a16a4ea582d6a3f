"""Consistent reports from item-level ledgers, by plain arithmetic of its own: nothing here knows the formulas.

A ledger holds, for each 项 and fund or other source, what came in, what was spent on what, and what was left.
The nine tables are sums over it, each written down cell by cell as an accountant's own reconciliation would.
Amounts are whole 分.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

GENERAL, FUND, CAPITAL = "一般公共预算", "政府性基金预算", "国有资本经营预算"
FISCAL = (GENERAL, FUND, CAPITAL)
OTHER_SOURCES = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")

CLASSES = {
    "201": "一般公共服务支出",
    "202": "外交支出",
    "203": "国防支出",
    "204": "公共安全支出",
    "205": "教育支出",
    "206": "科学技术支出",
    "207": "文化旅游体育与传媒支出",
    "208": "社会保障和就业支出",
    "210": "卫生健康支出",
    "211": "节能环保支出",
    "212": "城乡社区支出",
    "213": "农林水支出",
    "214": "交通运输支出",
    "215": "资源勘探工业信息等支出",
    "216": "商业服务业等支出",
    "217": "金融支出",
    "219": "援助其他地区支出",
    "220": "自然资源海洋气象等支出",
    "221": "住房保障支出",
    "222": "粮油物资储备支出",
    "223": "国有资本经营预算支出",
    "224": "灾害防治及应急管理支出",
    "229": "其他支出",
    "231": "债务还本支出",
    "232": "债务付息支出",
    "234": "抗疫特别国债安排的支出",
}
# Codes whose basic spending is one line of the economic classification.
STAFF_CODES = {"2080505": "30108", "2080506": "30109", "2101101": "30110", "2101103": "30111", "2210201": "30113"}
BASIC_CODES = ("2010301", "2101501", "2050101", "2130101", "2120101")
PROJECT_CODES = ("2010302", "2101502", "2130102")
FREE_CODES = (
    "2010399",
    "2019999",
    "2040299",
    "2050299",
    "2060499",
    "2070199",
    "2089999",
    "2101505",
    "2101599",
    "2110399",
    "2120399",
    "2130299",
    "2140199",
    "2150899",
    "2160299",
    "2200199",
    "2220199",
    "2240199",
    "2299999",
)
FUND_CODES = ("2120801", "2120899", "2290401", "2296002", "2340101")
CAPITAL_CODES = ("2230105", "2230201", "2239999")
DETAILS = {
    "301": (
        "30101",
        "30102",
        "30103",
        "30106",
        "30107",
        "30108",
        "30109",
        "30110",
        "30111",
        "30112",
        "30113",
        "30114",
        "30199",
    ),
    "303": ("30301", "30302", "30304", "30305", "30307", "30309", "30399"),
    "302": (
        "30201",
        "30202",
        "30204",
        "30205",
        "30206",
        "30207",
        "30211",
        "30212",
        "30213",
        "30215",
        "30216",
        "30217",
        "30226",
        "30228",
        "30231",
        "30239",
        "30299",
    ),
    "307": ("30701",),
    "310": ("31002", "31003", "31007", "31013"),
    "312": ("31204",),
    "399": ("39999",),
}
TRAVEL = {
    "出国": ("30212", "因公出国（境）费"),
    "接待": ("30217", "公务接待费"),
    "运行": ("30231", "公务用车运行费"),
    "购置": ("31013", "公务用车购置费"),
}

Cells = dict[tuple[str, str, str], int]


@dataclass
class Entry:
    """What happened in one 项 from one source of money."""

    code: str
    source: str
    opening: int = 0
    income: int = 0
    closing: int = 0
    shared_out: int = 0
    drawn: int = 0
    tuition: int = 0
    basic: dict[str, int] = field(default_factory=dict)
    project: int = 0
    upward: int = 0
    business: int = 0
    downward: int = 0

    @property
    def basic_total(self) -> int:
        return sum(self.basic.values())

    @property
    def spent(self) -> int:
        return self.basic_total + self.project + self.upward + self.business + self.downward


@dataclass(frozen=True, slots=True)
class Shape:
    """What a ledger holds: ``True``, ``False``, or ``None`` for leaving it to chance.

    ``in_print``: every amount that was spent shows in 万元 too. A row that prints nothing but 0.00 is rightly
    taken for one without money.
    """

    other_sources: bool | None = None
    other_funds: bool | None = None
    carry_over: bool | None = None
    in_print: bool = False


def amount(random: Random, top: int = 400_000_000) -> int:
    """An amount of some everyday size."""
    return random.choice((random.randint(1, 9_999), random.randint(10_000, 999_999), random.randint(1_000_000, top)))


def make_ledger(random: Random, items: int = 12, whole_yuan: bool = False, shape: Shape | None = None) -> list[Entry]:
    """A ledger of about so many entries; ``whole_yuan`` is for reports printed without 角 and 分."""
    shape = shape or Shape()
    entries: list[Entry] = []
    fiscal_only = random.random() < 0.3 if shape.other_sources is None else not shape.other_sources
    staff = set(random.sample(list(STAFF_CODES), random.randint(1, len(STAFF_CODES))))
    if "2080506" in staff:
        staff.add("2080505")
    if "2101103" in staff:
        staff.add("2101101")
    for code in sorted(staff):
        entries.append(Entry(code, GENERAL, basic={STAFF_CODES[code]: amount(random)}))
    base = {detail: amount(random) for detail in ("30101", "30102", "30103")}
    entries.append(Entry(random.choice(BASIC_CODES), GENERAL, basic=base | _details(random)))
    for code in random.sample(FREE_CODES, min(len(FREE_CODES), max(1, items - len(entries)))):
        basic = _details(random) if random.random() < 0.4 else {}
        entries.append(Entry(code, GENERAL, basic=basic, project=amount(random)))
    entries.append(Entry(random.choice(PROJECT_CODES), GENERAL, project=amount(random)))
    fewest = 1 if shape.other_funds else 0
    most = 0 if shape.other_funds is False else 2
    for code in random.sample(FUND_CODES, random.randint(fewest, most)):
        entries.append(Entry(code, FUND, project=amount(random)))
    for code in random.sample(CAPITAL_CODES, random.randint(fewest, min(most, 1))):
        entries.append(Entry(code, CAPITAL, project=amount(random)))
    if not fiscal_only:
        entries += _other_money(random)
    for entry in entries:
        if shape.in_print:
            entry.basic = {detail: value + 10_000 for detail, value in entry.basic.items()}
            entry.project += 10_000 if entry.project else 0
        _balance(random, entry, whole_yuan, shape.carry_over is not False)
    return entries


def _other_money(random: Random) -> list[Entry]:
    entries = []
    for source in random.sample(OTHER_SOURCES, random.randint(1, 4)):
        # Never so small that a report in 万元 prints it as 0.00 and seems to live on grants alone.
        entry = Entry(random.choice(FREE_CODES), source, project=amount(random) + 100_000)
        if source == "经营收入":
            entry.project, entry.business = 0, amount(random) + 100_000
        if random.random() < 0.3:
            entry.upward = amount(random)
        if random.random() < 0.3:
            entry.downward = amount(random)
        entries.append(entry)
    return entries


def _details(random: Random) -> dict[str, int]:
    chosen = [detail for group in DETAILS.values() for detail in group if detail not in STAFF_CODES.values()]
    return {detail: amount(random, 50_000_000) for detail in random.sample(chosen, random.randint(1, 9))}


def _balance(random: Random, entry: Entry, whole_yuan: bool, carry_over: bool) -> None:
    """Opening + income + what was drawn = spent + shared out + closing, with nothing negative."""
    if whole_yuan:
        entry.basic = {detail: value // 100 * 100 + 100 for detail, value in entry.basic.items()}
        for name in ("project", "upward", "business", "downward"):
            setattr(entry, name, getattr(entry, name) // 100 * 100)
    if carry_over and random.random() < 0.5:
        entry.opening = random.randint(0, entry.spent // 100) * 100 // 3 // 100 * 100
    if carry_over and random.random() < 0.4:
        entry.closing = amount(random) // 100 * 100
    if entry.source == "事业收入" and random.random() < 0.5:
        entry.shared_out = amount(random) // 100 * 100
    entry.income = entry.spent + entry.closing + entry.shared_out - entry.opening
    if entry.income < 0:
        entry.opening += entry.income
        entry.income = 0
    if entry.source == "事业收入":
        if random.random() < 0.4:
            entry.drawn = random.randint(0, entry.income // 200) * 100
            entry.income -= entry.drawn
        if random.random() < 0.6:
            entry.tuition = random.randint(0, entry.income // 100) * 100


def levels(code: str) -> Iterator[str]:
    """The code's 类, 款 and 项, and the 合计 above them."""
    yield from ("合计", code[:3], code[:5], code)


def tables(entries: list[Entry], random: Random) -> Cells:
    """The nine tables of a ledger: (table, row, column) → 分. Cells that are not named are blank.

    Columns that only some places print (教育收费, 会议费, the 收入支出版 of T5 and T9) are there too.
    """
    cells: Cells = defaultdict(int)
    for entry in entries:
        _income_and_spending(cells, entry)
        if entry.source in FISCAL:
            _fiscal(cells, entry)
    _footers(cells)
    _economic(cells, entries)
    _travel(cells, random, sum(entry.project for entry in entries if entry.source == GENERAL))
    return dict(cells)


def _income_and_spending(cells: Cells, entry: Entry) -> None:
    column = "财政拨款收入" if entry.source in FISCAL else entry.source
    line = f"{entry.source}财政拨款收入" if entry.source in FISCAL else entry.source
    cells["T1", line, "决算数"] += entry.income
    cells["T1", CLASSES[entry.code[:3]], "决算数"] += entry.spent
    cells["T1", "本年收入合计", "决算数"] += entry.income
    cells["T1", "本年支出合计", "决算数"] += entry.spent
    cells["T1", "年初结转和结余", "决算数"] += entry.opening
    cells["T1", "年末结转和结余", "决算数"] += entry.closing
    cells["T1", "结余分配", "决算数"] += entry.shared_out
    cells["T1", "使用非财政拨款结余", "决算数"] += entry.drawn
    for row in levels(entry.code):
        if entry.income:
            cells["T2", row, "本年收入合计"] += entry.income
            cells["T2", row, column] += entry.income
            if entry.source == "事业收入":
                cells["T2", row, "教育收费"] += entry.tuition
        if entry.spent:
            cells["T3", row, "本年支出合计"] += entry.spent
            cells["T3", row, "基本支出"] += entry.basic_total
            cells["T3", row, "项目支出"] += entry.project
            cells["T3", row, "上缴上级支出"] += entry.upward
            cells["T3", row, "经营支出"] += entry.business
            cells["T3", row, "对附属单位补助支出"] += entry.downward


def _fiscal(cells: Cells, entry: Entry) -> None:
    kind = entry.source
    cells["T4", f"{kind}财政拨款", "金额"] += entry.income
    cells["T4", "本年收入合计", "金额"] += entry.income
    cells["T4", f"年初{kind}财政拨款", "金额"] += entry.opening
    cells["T4", "年初财政拨款结转和结余", "金额"] += entry.opening
    for column in (kind, "合计"):
        cells["T4", CLASSES[entry.code[:3]], column] += entry.spent
        cells["T4", "本年支出合计", column] += entry.spent
        cells["T4", "年末财政拨款结转和结余", column] += entry.closing
        cells["T4", "支出总计", column] += entry.spent + entry.closing
    for row in levels(entry.code):
        if kind == GENERAL:
            cells["T5", row, "合计"] += entry.spent
            cells["T5", row, "基本支出"] += entry.basic_total
            cells["T5", row, "项目支出"] += entry.project
            cells["T5", row, "年初结转和结余"] += entry.opening
            cells["T5", row, "本年收入"] += entry.income
            cells["T5", row, "年末结转和结余"] += entry.closing
        elif kind == FUND:
            cells["T8", row, "年初结转和结余"] += entry.opening
            cells["T8", row, "本年收入"] += entry.income
            cells["T8", row, "本年支出"] += entry.spent
            cells["T8", row, "基本支出"] += entry.basic_total
            cells["T8", row, "项目支出"] += entry.project
            cells["T8", row, "年末结转和结余"] += entry.closing
        else:
            cells["T9", row, "合计"] += entry.spent
            cells["T9", row, "基本支出"] += entry.basic_total
            cells["T9", row, "项目支出"] += entry.project
            cells["T9", row, "年初结转和结余"] += entry.opening
            cells["T9", row, "本年收入"] += entry.income
            cells["T9", row, "年末结转和结余"] += entry.closing


def _footers(cells: Cells) -> None:
    cells["T1", "收入总计", "决算数"] = (
        cells["T1", "本年收入合计", "决算数"]
        + cells["T1", "使用非财政拨款结余", "决算数"]
        + cells["T1", "年初结转和结余", "决算数"]
    )
    cells["T1", "支出总计", "决算数"] = (
        cells["T1", "本年支出合计", "决算数"]
        + cells["T1", "结余分配", "决算数"]
        + cells["T1", "年末结转和结余", "决算数"]
    )
    cells["T4", "收入总计", "金额"] = (
        cells["T4", "本年收入合计", "金额"] + cells["T4", "年初财政拨款结转和结余", "金额"]
    )
    flow = ("年初结转和结余", "本年收入", "基本支出", "项目支出", "年末结转和结余")
    for table, columns in (("T8", (*flow, "本年支出")), ("T9", (*flow, "合计"))):
        for column in columns:
            cells[table, "合计", column] += 0


def _economic(cells: Cells, entries: list[Entry]) -> None:
    for entry in entries:
        if entry.source == GENERAL:
            for detail, value in entry.basic.items():
                side = "人员经费合计" if detail[:3] in ("301", "303") else "公用经费合计"
                for row in (detail, detail[:3], side, "合计"):
                    cells["T6", row, "金额"] += value


def _travel(cells: Cells, random: Random, general_projects: int) -> None:
    """三公: what the basic spending holds, and perhaps a part of the projects."""
    share = general_projects // len(TRAVEL)
    spent = {
        name: cells.get(("T6", detail, "金额"), 0) + (random.randint(0, share) if random.random() < 0.3 else 0)
        for name, (detail, _) in TRAVEL.items()
    }
    planned = {
        name: value + (random.randint(0, 100_000) * 100 if random.random() < 0.5 else 0)
        for name, value in spent.items()
    }
    for side, values in (("决算", spent), ("预算", planned)):
        for name, (_, column) in TRAVEL.items():
            cells["T7", "金额", f"{side}{column}"] = values[name]
        cells["T7", "金额", f"{side}公务用车小计"] = values["运行"] + values["购置"]
        cells["T7", "金额", f"{side}合计"] = sum(values.values())
        for detail, column in (("30215", "会议费"), ("30216", "培训费")):
            cells["T7", "金额", f"{side}{column}"] = cells.get(("T6", detail, "金额"), 0)
