"""Owns the shape of a form's files: what keys they may hold, and strict decoding with Chinese errors."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from juesuan_gui.forms.errors import FormError
from juesuan_gui.relations import Basis, Period


class Declaration(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Base of every declaration: an unknown key is an error, never ignored."""


class NumbersDeclaration(Declaration):
    unit: str = "万元"
    decimals: int = 2
    thousands: bool = True
    zero: str | None = None
    blank: str = ""


class OutlineDeclaration(Declaration):
    """A heading of the published report; its number is counted unless ``number`` says it."""

    id: str
    title: str
    level: int = 2
    kind: str = "text"
    number: str = ""
    unnumbered: bool = False
    required: bool = True
    tables: list[str] = []
    aliases: list[str] = []
    # A heading below this one for each printed table, worded so: {表名}（{表号}）.
    each_table: str = ""
    # Scorecards printed below the heading in this order: by kind (project, overall, summary, listing), by the id of a
    # layout, or made-listing for the list of projects that is written from their cards.
    cards: list[str] = []


class FormDeclaration(Declaration):
    id: str
    name: str
    region: str
    year: int
    extends: str = ""
    tables: list[str] = []
    without_tables: list[str] = []
    numbers: NumbersDeclaration | None = None
    settings: dict[str, list[str]] = {}
    cover: dict[str, str] = {}
    # What all printed tables of the form have in common; a table's own file says otherwise where it must.
    labels: dict[str, str] = {}
    heading: str = ""
    above: list[tuple[str, str, str]] = []
    more_notes: list[str] = []
    # Where an accountant finds figures that are no final ones of this year: by 年初预算, 全年预算, 上年.
    where_found: dict[str, str] = {}
    # The headings of the report; a child that declares an outline replaces the inherited one whole.
    numbering: list[str] = []
    outline: list[OutlineDeclaration] = []
    # Other titles of inherited headings, by id.
    outline_titles: dict[str, str] = {}


class ColumnDeclaration(Declaration):
    key: str
    label: str = ""
    kind: str = "money"
    aliases: list[str] = []
    where_found: str = ""


class FieldDeclaration(Declaration):
    role: str
    header: list[str]
    column: str = ""
    number: str = ""
    width: int = 10


class BlockDeclaration(Declaration):
    fields: list[FieldDeclaration]
    name: str = ""


class RowDeclaration(Declaration):
    key: str = ""
    label: str = ""
    code: str = ""
    line: str = ""
    groups: list[str] = []
    bold: bool = False
    indent: int = 0
    aliases: list[str] = []
    where_found: str = ""


class InsertedRow(RowDeclaration):
    """A row that a child form adds to an inherited table."""

    after: str = ""
    before: str = ""


class InsertedFieldDeclaration(Declaration):
    header: list[str] = []
    number: str = ""
    width: int = 17


class InsertedColumn(ColumnDeclaration):
    """A column that a child form adds to an inherited table, with its printed column."""

    after: str = ""
    before: str = ""
    field: InsertedFieldDeclaration = msgspec.field(default_factory=InsertedFieldDeclaration)


class FooterCellDeclaration(Declaration):
    label: str = ""
    row: str = ""
    column: str = ""
    span: int = 1


class CodedDeclaration(Declaration):
    funds: list[str] = []
    total: str = "first"
    total_label: str = "合计"
    levels: tuple[int, ...] = (3, 5, 7)
    split_code: bool = False
    merge_number_row: bool = True
    blank_lines: int = 0


class TablePartDeclaration(Declaration):
    """What one file says of a table: all of it, or what differs from the table that it inherits."""

    id: str
    title: str = ""
    columns: list[ColumnDeclaration] = []
    blocks: list[BlockDeclaration] = []
    label: str = ""
    heading: str = ""
    rows: dict[str, list[RowDeclaration]] = {}
    footer: list[list[FooterCellDeclaration]] = []
    footer_rows: list[RowDeclaration] = []
    coded: CodedDeclaration | None = None
    aliases: list[str] = []
    not_titles: list[str] = []
    other_headings: dict[str, list[str]] = {}
    above: list[tuple[str, str, str]] = []
    notes: list[str] = []
    zero_sentence: str = ""
    landscape: bool = False
    number_row: bool = False
    repeated: bool = False
    supplementary: bool = False
    periods: tuple[str, ...] = ("本年", "上年")
    bases: tuple[str, ...] = ("决算",)
    numbers: NumbersDeclaration | None = None
    source: str = ""
    where_found: str = ""
    main_column: str = ""
    # Rows that this report does not print, with their columns: rules may name them, they are always blank.
    absent: dict[str, list[str]] = {}


class TableDeclaration(TablePartDeclaration):
    """A whole table, all inherited keys included."""

    title: str
    columns: list[ColumnDeclaration]
    blocks: list[BlockDeclaration]


class EachDeclaration(Declaration):
    tables: list[str]
    rows: list[str]
    columns: list[str] = []
    fund: list[str] = []
    not_fund: list[str] = []
    exclude: list[str] = []
    named: list[str] = []
    # Of which figures the rows are meant: those of last year or of a budget may be others than this year's.
    period: str = Period.THIS
    basis: str = Basis.FINAL


class RuleDeclaration(Declaration):
    relation: str
    each: EachDeclaration | None = None
    when: str = ""
    computes: bool = False
    optional: bool = False


class CheckDeclaration(Declaration):
    id: str
    level: str = ""
    kind: str = ""
    title: str = ""
    basis: str = ""
    message: str = ""
    rule: list[RuleDeclaration] = []
    settings: dict[str, list[str]] = {}
    off: bool = False


class SnapshotDeclaration(Declaration):
    """A resolved form as a report file keeps it: no inheritance left, no other file needed."""

    form: FormDeclaration
    lineage: list[str]
    tables: list[dict[str, Any]]
    checks: list[CheckDeclaration]
    # Absent in files written before scorecards were entered.
    scorecards: list[dict[str, Any]] = []


class ChecksDeclaration(Declaration):
    check: list[CheckDeclaration] = []


D = TypeVar("D", bound=msgspec.Struct)

_TYPE_WORDS = {
    "str": "文字",
    "int": "整数",
    "bool": "true 或 false",
    "array": "列表",
    "object": "表（键 = 值）",
    "float": "小数",
    "null": "空",
}
_AT_LINE = re.compile(r"\(at line (?P<line>\d+)")
#: What the parser of the standard library says, and what it means to somebody who writes a form.
_TOML_FAULTS = {
    "Expected newline": "一行写完后多了别的字；文字要放在英文引号里",
    "Expected '='": "键的后面要有等号",
    "Invalid value": "等号后面的值不对；文字要放在英文引号里",
    "Cannot overwrite": "同一个键写了两遍",
    "Cannot declare": "同一个 […] 写了两遍",
    "Unclosed": "方括号、花括号没有写完，或中间少了逗号",
    "Unterminated": "引号没有写完",
    "Illegal character": "引号没有写完，文字不能换行",
    "Invalid statement": "行首的写法不对，应是“键 = 值”或 […]",
    "Expected ']": "方括号没有写完",
    "Unescaped": "文字里的反斜杠要写两个",
}
_FULL_WIDTH = "“”‘’＝，［］｛｝＂"
#: How much of a faulty line is shown.
_SHOWN = 40
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<key>[^`]*)`(?: - at `\$\.?(?P<at>[^`]*)`)?")
_MISSING = re.compile(r"Object missing required field `(?P<key>[^`]*)`(?: - at `\$\.?(?P<at>[^`]*)`)?")
_LENGTH = re.compile(
    r"Expected `array` of (?:at (?:least|most) )?length (?P<want>\d+), got (?P<got>\d+)(?: - at `\$\.?(?P<at>[^`]*)`)?"
)
_WRONG = re.compile(r"Expected `(?P<want>[^`]*)`, got `(?P<got>[^`]*)`(?: - at `\$\.?(?P<at>[^`]*)`)?")


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file; raises FormError when it is missing, unreadable or not TOML."""
    try:
        state = path.stat()
        return dict(_parsed(path, state.st_mtime_ns, state.st_size))
    except FileNotFoundError:
        raise FormError(path, "", "找不到这个文件") from None
    except UnicodeDecodeError as error:
        raise FormError(path, "", "编码不是 UTF-8。请用记事本打开，另存为，编码选 UTF-8") from error
    except OSError as error:
        raise FormError(path, "", f"读不出来：{error}") from error
    except tomllib.TOMLDecodeError as error:
        raise FormError(path, "", _not_toml(path, str(error))) from error


@lru_cache(maxsize=1024)
def _parsed(path: Path, changed: int, size: int) -> dict[str, Any]:
    """The content of a file in the state that the last two arguments tell; many forms extend the same one."""
    return tomllib.loads(path.read_text(encoding="utf-8-sig"))


def _not_toml(path: Path, message: str) -> str:
    """What is wrong with the line that the parser stumbled over, and its words."""
    match = _AT_LINE.search(message)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    # An open bracket or quotation mark is noticed only at the end of the file.
    number = int(match["line"]) if match else max(1, len(lines))
    words = lines[number - 1].strip() if number <= len(lines) else ""
    reason = next((chinese for english, chinese in _TOML_FAULTS.items() if message.startswith(english)), "写法不对")
    if any(mark in re.sub(r'"[^"]*"|#.*', "", words) for mark in _FULL_WIDTH):
        reason = "用了中文的引号、逗号或等号，要改成英文的"
    return f"不是规范的 TOML，第 {number} 行：{reason}" + (f"（{words[:_SHOWN]}）" if words else "")


def decode(raw: Any, kind: type[D], path: Path, where: str) -> D:
    """Strictly decode a raw TOML table; raises FormError naming file, table and key."""
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise FormError(path, where, in_chinese(error)) from None


def read_declared(path: Path, kind: type[D]) -> D:
    """A whole file of a form as what it must be; raises FormError naming file and key."""
    return decode(read_toml(path), kind, path, "")


def in_chinese(error: msgspec.ValidationError) -> str:
    """What a strict decoding refused, naming the key, in words for whoever wrote the file."""
    return _chinese(str(error))


def _chinese(message: str) -> str:
    if match := _UNKNOWN.match(message):
        return f"不认识的键 {match['key']}" + (f"（在 {match['at']}）" if match["at"] else "")
    if match := _MISSING.match(message):
        return f"缺少键 {match['key']}" + (f"（在 {match['at']}）" if match["at"] else "")
    if match := _WRONG.match(message):
        want = "或".join(_TYPE_WORDS.get(word.strip(), word) for word in match["want"].split("|"))
        got = _TYPE_WORDS.get(match["got"], match["got"])
        return f"键 {match['at'] or '（最外层）'} 应为{want}，写成了{got}"
    if match := _LENGTH.match(message):
        return f"键 {match['at'] or '（最外层）'} 里应有 {match['want']} 项，写了 {match['got']} 项"
    return f"写法不对（{message}）"
