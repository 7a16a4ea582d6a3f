"""The JSON of DESIGN section 6 as strict types: a missing, an additional or a wrongly typed key is an error."""

from __future__ import annotations

import json
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

Kind = Literal[
    "growth_rate",
    "share",
    "completion",
    "average",
    "sum",
    "identity",
    "cross_table",
    "table_vs_text",
    "cross_ref",
    "scorecard_rate",
    "scorecard_sum",
    "scorecard_logic",
    "unit",
    "structure",
    "wording",
]


class Shape(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """An object with exactly these keys."""


class Table(Shape):
    id: str
    title: str
    page: int | None
    line: int | None
    rows: int
    columns: int


class Unread(Shape):
    quote: str
    why: str
    line: int | UnsetType | None = UNSET
    page: int | UnsetType | None = UNSET


class Read(Shape):
    tables: list[Table]
    scorecards: int
    claims: int
    unread: list[Unread]


class Place(Shape):
    role: Literal["stated", "other"]
    page: int | None
    line: int | None
    sheet: str | None
    cell: str | None
    table: str | None
    row: str | None
    column: str | None
    quote: str | None


class Finding(Shape):
    key: str
    check: str
    level: Literal["error", "warning", "info"]
    kind: Kind
    page: int | None
    line: int | None
    quote: str | None
    stated: str | None
    expected: str | None
    difference: str | None
    formula: str
    message: str
    places: list[Place]
    root: int | None


class Held(Shape):
    check: str
    kind: Kind
    page: int | None
    line: int | None
    quote: str | None


class Checked(Shape):
    file: str
    form: str | None
    kind: str
    unit: Literal["元", "万元", "亿元"] | None
    seconds: float
    error: str | None
    read: Read
    findings: list[Finding]
    held: list[Held] | UnsetType = UNSET


class FormTable(Shape):
    id: str
    title: str


class Form(Shape):
    id: str
    name: str
    region: str
    year: int
    unit: Literal["元", "万元", "亿元"]
    tables: list[FormTable]
    scorecards: list[str]
    checks: list[str]


def checked(text: str) -> list[Checked]:
    """The output of ``check``, validated."""
    # The standard library's parser, as a stranger would use it, refuses anything beside the JSON.
    return msgspec.convert(json.loads(text), list[Checked], strict=True)


def forms(text: str) -> list[Form]:
    """The output of ``forms``, validated."""
    return msgspec.convert(json.loads(text), list[Form], strict=True)
