"""Owns what one examination said, read back from the JSON of the contract (DESIGN section 6)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from juesuan_gui.forms import Level

_KINDS = {
    "growth_rate": "增减变动",
    "share": "占比",
    "completion": "完成率",
    "average": "平均数",
    "sum": "分项合计",
    "identity": "表内勾稽",
    "cross_table": "表间勾稽",
    "table_vs_text": "文表不一",
    "cross_ref": "前后不一",
    "scorecard_rate": "绩效执行率",
    "scorecard_sum": "绩效合计",
    "scorecard_logic": "绩效逻辑",
    "unit": "单位",
    "structure": "结构",
    "wording": "文字",
}
TEXT_SECTION, SCORECARD_SECTION = "文字说明", "绩效评价"


def kind_words(kind: str) -> str:
    """What a kind of finding is called; an unknown one by its own name."""
    return _KINDS.get(kind, kind)


@dataclass(frozen=True, slots=True)
class Side:
    """One place that a finding compares: page and line count from 1; ``quote`` is cut from the source unchanged.

    ``role`` is ``stated`` or ``other``. What does not apply is ``None`` or empty; a blank cell has no quote.
    ``box`` is where a table cell stands on a PDF page: left, bottom, right, top in points, y upward.
    """

    role: str
    page: int | None = None
    line: int | None = None
    sheet: str = ""
    cell: str = ""
    table: str = ""
    row: str = ""
    column: str = ""
    quote: str = ""
    box: tuple[float, float, float, float] | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """The quote on one line: where it was broken in the source nothing stands between."""
        return "".join(line.strip() if number else line.rstrip() for number, line in enumerate(self.quote.splitlines()))

    @property
    def words(self) -> str:
        """第 6 页, 第 243 行, 表“…” B12; empty where the place is not known."""
        parts = []
        if self.page is not None:
            parts.append(f"第 {self.page} 页")
        if self.sheet:
            parts.append(f"工作表“{self.sheet}”")
        if self.cell:
            parts.append(self.cell)
        elif self.line is not None:
            parts.append(f"第 {self.line} 行")
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class ReviewFinding:
    """A finding as the examination stated it.

    ``key`` is stable between submissions; ``fingerprint`` changes when what it compares does, never with the
    page or line. ``root`` is the key of the finding that this one follows from. ``stated``, ``expected`` and
    ``difference`` are in the unit and decimals of the quoted place, empty where there is no such number.
    """

    key: str
    check: str
    level: Level
    kind: str
    message: str
    stated: str
    expected: str
    difference: str
    formula: str
    sides: tuple[Side, ...]
    root: str
    section: str
    fingerprint: str

    @property
    def place(self) -> Side:
        """The stated side."""
        return self.sides[0] if self.sides else Side("stated")

    @property
    def formula_apart(self) -> str:
        """The formula where the message does not tell it already, otherwise empty."""
        told = "".join(self.formula.split()).rstrip("。")
        return "" if told in "".join(self.message.split()) else self.formula

    @property
    def where(self) -> str:
        """Place in words; a cell that was not located says its table, a finding about the whole report says so."""
        return self.place.words or (self.section if self.place.table else "整份报告")


@dataclass(frozen=True, slots=True)
class Unread:
    """Something with a figure that was not understood, and why: 未能核对."""

    side: Side
    why: str


@dataclass(frozen=True, slots=True)
class Content:
    """What one examination said of one file. ``unit`` is that of the amounts (元 or 万元), empty when unknown."""

    form: str
    kind: str
    unit: str
    findings: tuple[ReviewFinding, ...]
    unread: tuple[Unread, ...]
    tables: int = 0
    claims: int = 0
    scorecards: int = 0

    def finding(self, key: str) -> ReviewFinding | None:
        """The finding with this key."""
        return next((item for item in self.findings if item.key == key), None)

    def count(self, level: Level) -> int:
        """How many findings have this level."""
        return sum(item.level is level for item in self.findings)


def content_of(json: Mapping[str, Any]) -> Content:
    """What an object of the contract says. Raises ValueError when it is none."""
    try:
        tables = {str(item["id"]): str(item["title"]) for item in json["read"]["tables"]}
        keys = [str(item["key"]) for item in json["findings"]]
        return Content(
            form=json["form"] or "",
            kind=str(json["kind"]),
            unit=json["unit"] or "",
            findings=tuple(_finding(item, keys, tables) for item in json["findings"]),
            unread=tuple(
                Unread(Side("stated", item["page"], item["line"], quote=item["quote"] or ""), str(item["why"]))
                for item in json["read"]["unread"]
            ),
            tables=len(json["read"]["tables"]),
            claims=int(json["read"]["claims"]),
            scorecards=int(json["read"]["scorecards"]),
        )
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(f"not an object of the contract: {error}") from error


def _finding(item: Mapping[str, Any], keys: Sequence[str], tables: Mapping[str, str]) -> ReviewFinding:
    sides = tuple(_side(place) for place in item["places"])
    if not sides and (item["page"] is not None or item["line"] is not None):
        sides = (Side("stated", item["page"], item["line"], quote=item["quote"] or ""),)
    root = item["root"]
    kind = str(item["kind"])
    return ReviewFinding(
        key=str(item["key"]),
        check=str(item["check"]),
        level=Level(item["level"]),
        kind=kind,
        message=str(item["message"]),
        stated=item["stated"] or "",
        expected=item["expected"] or "",
        difference=item["difference"] or "",
        formula=item["formula"] or "",
        sides=sides,
        root="" if root is None else keys[int(root)],
        section=_section(kind, sides, tables),
        fingerprint=_fingerprint(item, sides),
    )


def _side(place: Mapping[str, Any]) -> Side:
    return Side(
        role=str(place["role"]),
        page=place["page"],
        line=place["line"],
        sheet=place.get("sheet") or "",
        cell=place.get("cell") or "",
        table=place.get("table") or "",
        row=place.get("row") or "",
        column=place.get("column") or "",
        quote=place["quote"] or "",
        box=_box(place.get("box")),
    )


def _box(edges: Sequence[float] | None) -> tuple[float, float, float, float] | None:
    if not edges:
        return None
    left, bottom, right, top = map(float, edges)
    return left, bottom, right, top


def _section(kind: str, sides: Sequence[Side], tables: Mapping[str, str]) -> str:
    """The part of the report that a finding is about: a table by its title, the scorecards, or the text."""
    if kind.startswith("scorecard"):
        return SCORECARD_SECTION
    table = sides[0].table if sides else ""
    return tables.get(table, table) if table else TEXT_SECTION


def _fingerprint(item: Mapping[str, Any], sides: Sequence[Side]) -> str:
    """A digest of what is compared. Pages, lines and line breaks may move without anything having changed.

    The order of the sides does not count: the side that departs from the majority comes first, and which one
    that is may change with a third place.
    """
    operands = sorted("|".join((side.table, side.row, side.column, "".join(side.quote.split()))) for side in sides)
    parts = [str(item["level"]), item["stated"] or "", item["expected"] or "", *operands]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
