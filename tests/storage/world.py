"""A small form and a reproducible stream of edits; imports no test library, so that child processes start fast."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from juesuan_gui.figures import Figure
from juesuan_gui.forms import CodeCatalogue, Form, load_form
from juesuan_gui.relations import Address
from juesuan_gui.report import (
    Change,
    History,
    Note,
    Origin,
    Report,
    Slot,
    Stated,
    TableKey,
    Value,
    compose,
    declare_empty,
    insert_code,
    remove_code,
    set_note,
    set_text,
    state_figure,
)

KEY = TableKey("支出")
CODES = ("201", "20101", "2010101", "2010102", "20805", "2080505", "2080506", "2210201")
COLUMNS = ("合计", "基本支出", "项目支出")

_FORM = """
id = "small"
name = "小样式"
region = "某地"
year = 2020
tables = ["支出"]
[settings]
"文种" = ["部门", "单位"]
"""
_TABLE = """
id = "支出"
title = "支出决算表"
label = "表1"
columns = [{ key = "合计" }, { key = "基本支出" }, { key = "项目支出" }]
[coded]
total = "first"
[[blocks]]
fields = [
  { role = "code", header = ["科目编码"] },
  { role = "name", header = ["科目名称"] },
  { role = "figure", header = ["合计"], column = "合计" },
  { role = "figure", header = ["基本支出"], column = "基本支出" },
  { role = "figure", header = ["项目支出"], column = "项目支出" },
]
"""


def small_form(folder: Path) -> Form:
    """A form with one coded table, written to a folder."""
    tables = folder / "small" / "tables"
    tables.mkdir(parents=True, exist_ok=True)
    (folder / "small" / "form.toml").write_text(_FORM, encoding="utf-8")
    (tables / "支出.toml").write_text(_TABLE, encoding="utf-8")
    return load_form("small", [folder])


def cell(code: str, column: str = "基本支出") -> Address:
    return KEY.cell(code, column)


def state(report: Report) -> dict[Slot, Value]:
    """What a report says, as a plain dictionary."""
    return dict(report.slots())


def figure_change(report: Report, code: str, value: int, column: str = "基本支出") -> Change:
    return compose(f"修改 {code}", [state_figure(report, cell(code, column), Stated(Figure(value)))])


def random_steps(seed: int, report: Report, history: History) -> Iterator[Change | str]:
    """An endless stream of what a user does, the same for the same seed; each is applied before it is given."""
    chance = random.Random(seed)
    while True:
        kind = chance.choice(["edit", "edit", "paste", "insert", "remove", "text", "note", "empty", "undo", "redo"])
        if kind == "undo":
            if history.undo(report) is not None:
                yield "undo"
        elif kind == "redo":
            if history.redo(report) is not None:
                yield "redo"
        else:
            change = _random_change(kind, chance, report)
            if change:
                history.do(report, change)
                yield change


def _random_change(kind: str, chance: random.Random, report: Report) -> Change:
    code = chance.choice(CODES)
    if kind == "insert":
        return insert_code(report, KEY, code, f"科目{code}", CodeCatalogue({}))
    if kind == "remove":
        return remove_code(report, KEY, code)
    if kind == "text":
        return set_text(report, chance.choice(["单位", "说明"]), "某单位" * chance.randrange(300))
    if kind == "note":
        return set_note(report, "T1-01|支出", chance.choice([None, Note("属实", "已核", str(chance.random()))]))
    if kind == "empty":
        return declare_empty(report, KEY, chance.random() < 0.5)
    cells = [cell(chance.choice(CODES), chance.choice(COLUMNS)) for _ in range(1 if kind == "edit" else 40)]
    return compose(kind, [state_figure(report, address, _random_stated(chance)) for address in dict.fromkeys(cells)])


def _random_stated(chance: random.Random) -> Stated | None:
    return chance.choice(
        [
            None,
            Stated(Figure(chance.randrange(-(10**12), 10**15))),
            Stated(Figure(Fraction(chance.randrange(10**6), 7), Fraction(1, 10), exact=False), Origin.IMPORTED),
            Stated(None, Origin.PUBLISHED, "1,2？4.00", "字迹不清"),
        ]
    )
