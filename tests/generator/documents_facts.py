"""What a generated report says beside its tables: last year and the budget, by plain arithmetic over the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from tests.generator.ledger import Cells

#: 类, 款, 项 of a code by its length.
LEVELS = {3: "类", 5: "款", 7: "项"}


@dataclass
class Facts:
    """This year's cells, last year's totals, and the initial budget of every code of the general budget."""

    cells: Cells
    before: dict[str, int] = field(default_factory=dict)
    budget: dict[str, int] = field(default_factory=dict)

    def at(self, table: str, row: str, column: str) -> int:
        """A cell in 分; 0 for a blank one."""
        return self.cells.get((table, row, column), 0)

    def codes(self, table: str, column: str, length: int) -> list[str]:
        """The codes of one level with an amount, in order."""
        return sorted(
            row for (found, row, name), fen in self.cells.items()
            if found == table and name == column and fen and row.isdigit() and len(row) == length
        )  # fmt: skip

    @property
    def fiscal_spent(self) -> int:
        """财政拨款本年支出."""
        return self.at("T4", "本年支出合计", "合计")

    @property
    def public(self) -> int:
        """公用经费."""
        return self.at("T6", "公用经费合计", "金额")


def varied(random: Random, fen: int, step: int) -> int:
    """Another year's or the budget's amount: the same, plainly less or plainly more."""
    if random.random() < 0.2 or fen < 40 * step:
        return fen
    factor = random.choice((random.randint(30, 95), random.randint(105, 190)))
    return fen * factor // 100


def make_facts(cells: Cells, random: Random, step: int) -> Facts:
    """Last year ended with what this year began with, and its totals are what it spent and left."""
    facts = Facts(cells)
    before = facts.before
    for name, table, column in (("一般公共", "T5", "合计"), ("基金", "T8", "本年支出"), ("国资", "T9", "合计")):
        before[name] = varied(random, facts.at(table, "合计", column), step)
    before["财政支出"] = before["一般公共"] + before["基金"] + before["国资"]
    other = facts.at("T3", "合计", "本年支出合计") - facts.fiscal_spent
    before["支出"] = before["财政支出"] + varied(random, other, step)
    before["总计"] = before["支出"] + facts.at("T1", "年初结转和结余", "决算数")
    before["财政总计"] = before["财政支出"] + facts.at("T4", "年初财政拨款结转和结余", "金额")
    before["收入"] = before["总计"] * random.randint(70, 100) // 100
    if facts.at("T1", "本年收入合计", "决算数") == before["总计"]:
        before["收入"] = before["总计"]
    before["三公"] = varied(random, facts.at("T7", "金额", "决算合计"), step)
    before["机关运行"] = varied(random, facts.public, step)
    for code in facts.codes("T5", "合计", 7):
        amount = facts.at("T5", code, "合计")
        planned = 0 if random.random() < 0.1 else varied(random, amount, step)
        for row in (code, code[:5], code[:3], "合计"):
            facts.budget[row] = facts.budget.get(row, 0) + planned
    return facts
