"""Makes small published texts, and examines them with one form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from juesuan_gui.checks.observations import Observation
from juesuan_gui.document import Document, Section
from juesuan_gui.examination import Examination, examine
from juesuan_gui.forms import CodeCatalogue, Form, FormShelf, load_codes, load_form
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.text.file import text_blocks

ROOT = Path(__file__).resolve().parents[2]


@cache
def form_of(form_id: str = "national-2020") -> Form:
    """A bundled form."""
    return load_form(form_id, [ROOT / "templates"])


@cache
def _codes(year: int) -> CodeCatalogue:
    return load_codes(ROOT / "resources" / "codes" / "function_codes.csv", year)


def source_of(lines: Sequence[str], name: str = "某县某局.txt") -> Source:
    """The source that a text file with these lines is."""
    return Source(name, Document(name, (Section(tuple(text_blocks(lines))),)))


def examined(lines: Sequence[str], form_id: str = "national-2020") -> Examination:
    """The examination of a text with these lines."""
    return examine(source_of(lines), FormShelf.of([form_of(form_id)]), lambda form: _codes(form.year))


def found(lines: Sequence[str], check: str) -> list[Observation]:
    """The observations of one check in a text."""
    return [item for item in examined(lines).observations if item.check == check]


def general_table(
    rows: Sequence[tuple[str, str, str, str, str]] = (
        ("", "合计", "150.00", "100.00", "50.00"),
        ("208", "社会保障和就业支出", "150.00", "100.00", "50.00"),
        ("20805", "行政事业单位养老支出", "150.00", "100.00", "50.00"),
        ("2080505", "机关事业单位基本养老保险缴费支出", "150.00", "100.00", "50.00"),
    ),
    *,
    title: str = "2020年度一般公共预算财政拨款支出决算表",
    department: str = "部门：某县某局",
    unit: str = "金额单位：元",
    numbers: Sequence[str] = ("1", "2", "3"),
) -> list[str]:
    """The lines of 一般公共预算财政拨款支出决算表 as a text file has them: code, name, three amounts a row."""
    head = [
        title,
        "公开05表",
        department,
        unit,
        "",
        "项目\t\t本年支出合计\t基本支出\t项目支出",
        "功能分类科目编码\t科目名称\t\t\t",
        f"栏次\t\t{chr(9).join(numbers)}",
    ]
    return [*head, *("\t".join(row) for row in rows), ""]


def total_table(names: Sequence[str] = (), lines: Sequence[str] = ()) -> list[str]:
    """The lines of 收入支出决算总表 with its own names and 行次, or others for the first rows of expenditure."""
    table = form_of().table("T1")
    income, spending = table.blocks[0].rows, table.blocks[1].rows
    rows = []
    for number, (left, right) in enumerate(zip(income, spending, strict=True)):
        name = names[number] if number < len(names) else right.label or right.key
        line = lines[number] if number < len(lines) else right.line
        rows.append("\t".join((left.label or left.key, left.line, "", name, line, "")))
    head = [
        "2020年度收入支出决算总表",
        "部门：某县某局",
        "金额单位：元",
        "",
        "收入\t\t\t支出\t\t",
        "项目\t行次\t决算数\t项目\t行次\t决算数",
    ]
    return [*head, *rows, ""]
