"""Owns which figure of a text is which cell of the tables: the form's ties, and how statements meet them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from juesuan_gui.forms import TOTAL_ROW, Form, FormError, FormResolver, Level
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.model import Dimension, Role, Statement
from juesuan_gui.paths import MissingDataError, template
from juesuan_gui.relations import Address, Binding, Expression, RelationError, Unread, operands, parse_expression
from juesuan_gui.report import TableKey

_FILE = ("narrative", "ties.toml")


class _TopicDeclaration(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    words: list[str]
    without: list[str] = []
    totals: list[str] = []


class _TieDeclaration(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    check: str
    topics: list[str]
    subjects: list[str] = []
    figures: list[str] = []
    rows: str = ""
    column: str = ""
    role: str = "决算"
    parts: bool = False
    relation: str = "="
    level: str = "error"


class _TiesFile(msgspec.Struct, forbid_unknown_fields=True):
    facts: dict[str, str] = {}
    topic: list[_TopicDeclaration] = []
    tie: list[_TieDeclaration] = []


@dataclass(frozen=True, slots=True)
class Topic:
    """What a section is about, known by the words of its heading."""

    id: str
    words: tuple[str, ...]
    without: tuple[str, ...]
    totals: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tie:
    """A kind of statement and the cells that state the same figure.

    ``figures`` are alternatives, the first with a filled table counts; ``rows`` names a table whose rows the
    subject may be instead. ``parts``: only under the topic's total, or under nothing.
    """

    id: str
    check: str
    topics: frozenset[str]
    subjects: frozenset[str]
    figures: tuple[Expression, ...]
    rows: str
    column: str
    role: Role
    parts: bool
    relation: str
    level: Level


@dataclass(frozen=True, slots=True)
class Ties:
    """A form's topics and ties; ``facts`` are cells that other checks ask for by name."""

    topics: tuple[Topic, ...]
    ties: tuple[Tie, ...]
    facts: Mapping[str, Expression]

    def fact(self, name: str, live: LiveReport) -> Address | None:
        """The one cell of a named fact, where the form has it and its table is filled."""
        expression = self.facts.get(name)
        if expression is None:
            return None
        filled = {key.table for key in live.report.tables() if key == TableKey(key.table)}
        cells = operands(expression, live, Binding())
        return cells[0] if len(cells) == 1 and cells[0].table in filled else None


@dataclass(frozen=True, slots=True)
class TiedStatement:
    """A statement and the cells of the tables that state the same figure."""

    statement: Statement
    tie: Tie
    figure: Expression | None
    addresses: tuple[Address, ...]


def load_ties(form: Form) -> Ties:
    """The ties of a form and of the forms it extends; a nearer form's replaces one with the same id.

    A tie about a table or name that the form does not have is left out. Raises FormError for a file that
    cannot be read.
    """
    topics: dict[str, Topic] = {}
    ties: dict[str, Tie] = {}
    facts: dict[str, Expression] = {}
    resolver = FormResolver(form.tables)
    for form_id in reversed(form.lineage or (form.id,)):
        try:
            path = template(form_id, *_FILE)
        except MissingDataError:
            continue
        try:
            content = msgspec.toml.decode(path.read_bytes(), type=_TiesFile)
        except (msgspec.ValidationError, msgspec.DecodeError) as error:
            raise FormError(path, "", str(error)) from None
        topics |= {
            item.id: Topic(item.id, tuple(item.words), tuple(item.without), frozenset(map(plain_subject, item.totals)))
            for item in content.topic
        }
        ties |= {item.id: _tie(item, resolver) for item in content.tie}
        facts |= {name: found[0] for name, text in content.facts.items() if (found := _expressions([text], resolver))}
    return Ties(tuple(topics.values()), tuple(tie for tie in ties.values() if _is_usable(tie, form)), facts)


def _tie(item: _TieDeclaration, resolver: FormResolver) -> Tie:
    return Tie(
        item.id,
        item.check,
        frozenset(item.topics),
        frozenset(plain_subject(text) for text in item.subjects),
        tuple(_expressions(item.figures, resolver)),
        item.rows,
        item.column,
        Role(item.role),
        item.parts,
        item.relation,
        Level(item.level),
    )


def _expressions(texts: Iterable[str], resolver: FormResolver) -> list[Expression]:
    """The expressions that the form can answer; one about a table or name that it lacks is left out."""
    found: list[Expression] = []
    for text in texts:
        try:
            found.append(parse_expression(text, resolver))
        except RelationError:
            continue
    return found


def _is_usable(tie: Tie, form: Form) -> bool:
    if tie.rows:
        return tie.rows in form.tables and form.table(tie.rows).column(tie.column) is not None
    return bool(tie.figures)


_YEAR = re.compile(r"(?:19|20)\d\d年?度?|(?:本|当|该|全)年度?(?=[^末初])")
_OWNER = re.compile(r"^(?:本|我|全|该)(?:部门|单位|局|委|办|院|校|中心)|^(?:部门|单位)(?=[^\u4e0a])")
_TAIL = re.compile(r"(?:决算数?|数|为|是|共计|合计为|实际)$")
_PATH = re.compile(r"(?P<name>[^()]+(?:\([^()类款项]*\)[^()]*)*)\((?P<level>[类款项])[^)]*\)")
_ANY_YEAR = re.compile(r"(20\d\d)年")
_YEAR_AT_END = re.compile(r"(?<![与比较同])(20\d\d)年度?[,，]?$")
#: How far before a subject its year may stand: 2019年度，
_YEAR_BEFORE = 8
#: What the names of offices end with (…局, …委员会, …中心, …政府).
_OFFICE_ENDS = frozenset("局委会办院厅部处心校所站馆队府室署社团科园库场段")
_CODE = re.compile(r"^\d+\s*")
_LENGTHS = {"类": 3, "款": 5, "项": 7}
_NOISE = re.compile(r"[\s“”\"'‘’《》、,，:：]")


def plain_subject(text: str) -> str:
    """A subject as it is compared: without year, owner, quotes, 决算 at its end; brackets half width."""
    words = _NOISE.sub("", text.replace("（", "(").replace("）", ")"))
    words = _YEAR.sub("", words)
    words = _OWNER.sub("", words)
    while (bare := _TAIL.sub("", words)) != words and bare:
        words = bare
    return words


def topic_of(ties: Ties, headings: Sequence[str]) -> Topic | None:
    """The topic of the nearest heading that has one."""
    for heading in reversed(headings):
        for topic in ties.topics:
            if any(word in heading for word in topic.words) and not any(word in heading for word in topic.without):
                return topic
    return None


def tied(
    statements: Iterable[Statement], ties: Ties, live: LiveReport, unit_name: str = "", year: int | None = None
) -> Iterator[TiedStatement]:
    """The statements of money that state a cell of a filled table, and the rates that stand for two of them alone.

    ``unit_name`` is left out of subjects; a figure of another year than ``year`` is none of the tables'.
    """
    filled = {key.table for key in live.report.tables() if key == TableKey(key.table)}
    known = frozenset(subject for tie in ties.ties for subject in tie.subjects)
    by_name = {tie.id: _rows_by_name(live, tie) for tie in ties.ties if tie.rows in filled}
    statements = list(statements)
    budgeted = {s.frame for s in statements if s.role is Role.BUDGET}
    for statement in statements:
        if not _states_a_cell(statement) and (not _is_lone_rate(statement) or statement.frame in budgeted):
            continue
        topic = topic_of(ties, statement.passage.headings)
        if topic is None or _is_of_another_year(statement, year):
            continue
        subject = _without_owner(plain_subject(statement.subject.replace(unit_name, "")), known)
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
