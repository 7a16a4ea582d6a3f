"""Owns how the statements of a text meet the cells of the tables: by topic, subject, role and year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from juesuan_gui.forms import TOTAL_ROW
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.model import Dimension, Role, Statement
from juesuan_gui.narrative.ties import Tie, Ties, plain_subject, topic_of
from juesuan_gui.relations import Address, Binding, Expression, Unread, operands
from juesuan_gui.report import TableKey

_PATH = re.compile(r"(?P<name>[^()]+(?:\([^()类款项]*\)[^()]*)*)\((?P<level>[类款项])[^)]*\)")
_BARE_PATH = re.compile(r"(?:(?P<class>[^()]{2,20}?)类)?(?P<group>[^()]{2,30}?)款(?P<item>[^()]{2,40}?)项?")
_ANY_YEAR = re.compile(r"(20\d\d)年")
_YEAR_AT_END = re.compile(r"(?<![与比较同])(20\d\d)年度?[,，]?$")
_LENGTHS = {"类": 3, "款": 5, "项": 7}
_CODE = re.compile(r"^\d+\s*")
#: How far before a subject its year may stand: 2019年度，
_YEAR_BEFORE = 8
#: What the names of offices end with (…局, …委员会, …中心, …政府).
_OFFICE_ENDS = frozenset("局委会办院厅部处心校所站馆队府室署社团科园库场段")


@dataclass(frozen=True, slots=True)
class TiedStatement:
    """A statement and the cells of the tables that state the same figure."""

    statement: Statement
    tie: Tie
    figure: Expression | None
    addresses: tuple[Address, ...]


def tied(
    statements: Iterable[Statement], ties: Ties, live: LiveReport, unit_name: str = "", year: int | None = None
) -> Iterator[TiedStatement]:
    """The statements of money that state a cell of a filled table, and the rates that stand for two of them alone.

    ``unit_name`` is left out of subjects; a figure of another year than ``year`` is none of the tables'.
    """
    filled = {key.table for key in live.report.tables() if key == TableKey(key.table)}
    known = frozenset(subject for tie in ties.ties for subject in tie.subjects)
    by_name = {tie.id: _rows_by_name(live, tie) for tie in ties.ties if tie.rows in filled}
    rows = frozenset(name for names in by_name.values() for name in names)
    statements = list(statements)
    budgeted = {s.frame for s in statements if s.role is Role.BUDGET}
    for statement in statements:
        if not _states_a_cell(statement) and (not _is_lone_rate(statement) or statement.frame in budgeted):
            continue
        topic = topic_of(ties, statement.passage.headings)
        if topic is None or _is_of_another_year(statement, year):
            continue
        subject = plain_subject(statement.subject.replace(unit_name, ""))
        # 其他公立医院支出 is a 科目, and no 支出 of a hospital.
        subject = subject if subject in rows else _without_owner(subject, known)
        path = [_without_owner(plain_subject(item.replace(unit_name, "")), known) for item in statement.path]
        for tie in ties.ties:
            if topic.id not in tie.topics or tie.role is not statement.role:
                continue
            if tie.parts and path and path[-1] not in topic.totals:
                continue
            if tie.rows:
                row = _row_named(by_name.get(tie.id, {}), subject)
                if row:
                    yield TiedStatement(statement, tie, None, (TableKey(tie.rows).cell(row, tie.column),))
                    break
            elif subject in tie.subjects:
                found = _first_filled(tie, live, filled)
                if found is not None:
                    yield TiedStatement(statement, tie, *found)


def _states_a_cell(statement: Statement) -> bool:
    return statement.literal.dimension is Dimension.MONEY and statement.role in (Role.FINAL, Role.BUDGET)


def _is_lone_rate(statement: Statement) -> bool:
    """完成预算的85%, 三公经费控制率85% where the text prints no budget: only the table can prove it."""
    is_rate = statement.role is Role.COMPLETION and statement.literal.dimension is Dimension.PERCENT
    return is_rate and statement.literal.about is None


def _is_of_another_year(statement: Statement, year: int | None) -> bool:
    """Whether the year in or right before the subject is not the one reported on."""
    if year is None:
        return False
    text = statement.passage.text
    start = text.rfind(statement.subject, 0, statement.literal.start) if statement.subject else -1
    before = text[max(0, start - _YEAR_BEFORE) : start] if start >= 0 else ""
    named = [*_ANY_YEAR.findall(statement.subject), *_YEAR_AT_END.findall(before)]
    return any(int(other) != year for other in named)


def _without_owner(subject: str, known: frozenset[str]) -> str:
    """The subject without the name of an office before it, where what is left is a known subject."""
    if subject in known:
        return subject
    for end in range(len(subject) - 1, 1, -1):
        if subject[end - 1] in _OFFICE_ENDS and subject[end:] in known:
            return subject[end:]
    return subject


def _first_filled(tie: Tie, live: LiveReport, filled: set[str]) -> tuple[Expression, tuple[Address, ...]] | None:
    found = [(figure, tuple(operands(figure, live, Binding()))) for figure in tie.figures]
    found = [(figure, cells) for figure, cells in found if cells and all(cell.table in filled for cell in cells)]
    printed = [(figure, cells) for figure, cells in found if any(_is_printed(live, cell) for cell in cells)]
    return next(iter(printed or found), None)


def _is_printed(live: LiveReport, address: Address) -> bool:
    """Whether a cell shows something; what was not read is not blank."""
    try:
        return live.shown(address) is not None
    except Unread:
        return True


def _rows_by_name(live: LiveReport, tie: Tie) -> dict[str, list[str]]:
    """Name → rows of the table that have it."""
    table = live.form.table(tie.rows)
    names: dict[str, list[str]] = {}
    for row in table.rows.values():
        for name in {row.key, row.label, *row.aliases}:
            names.setdefault(plain_subject(_CODE.sub("", name)), []).append(row.key)
    for code_row in live.report.code_rows(TableKey(tie.rows)).values():
        names.setdefault(plain_subject(code_row.name), []).append(code_row.code)
    return {name: list(dict.fromkeys(rows)) for name, rows in names.items() if name and TOTAL_ROW not in rows}


def _row_named(names: Mapping[str, list[str]], subject: str) -> str:
    """The one row that a subject names, at the level it gives; "" if there is not exactly one.

    A subject may be a whole path, 卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）: its last name counts, and
    the code must lie below those before it.
    """
    bare = _BARE_PATH.fullmatch(subject)
    if bare is not None and subject not in names and bare["group"] in names:
        # 民政管理事务款行政运行: the levels without brackets.
        above = f"{bare['class']}(类)" if bare["class"] in names else ""
        subject = f"{above}{bare['group']}(款){bare['item']}(项)"
    parts = [(match["name"], match["level"]) for match in _PATH.finditer(subject)]
    tail = _PATH.sub("", subject)
    if len(parts) == 1 and tail:
        # 卫生健康（类）支出
        parts = [(parts[0][0] + tail, parts[0][1])]
    elif tail or not parts:
        parts.append((tail, ""))
    name, level = parts[-1]
    rows = names.get(name) or (names.get(f"{name}支出", []) if level else [])
    if level:
        rows = [row for row in rows if not row.isdigit() or len(row) == _LENGTHS[level]]
    for above, _ in parts[:-1]:
        parents = names.get(above, [])
        rows = [row for row in rows if any(row.startswith(parent) for parent in parents)]
    return rows[0] if len(rows) == 1 else ""
