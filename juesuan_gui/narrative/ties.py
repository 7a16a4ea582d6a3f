"""Owns which figure of a text is which cell of the tables: the ties that a form declares, and its topics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from juesuan_gui.forms import Form, FormError, FormResolver, Level, read_declared
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.model import Role
from juesuan_gui.paths import form_file
from juesuan_gui.relations import Address, Binding, Expression, RelationError, operands, parse_expression
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
        path = form_file(form_id, *_FILE)
        if path is None:
            continue
        content = read_declared(path, _TiesFile)
        topics |= {
            item.id: Topic(item.id, tuple(item.words), tuple(item.without), frozenset(map(plain_subject, item.totals)))
            for item in content.topic
        }
        ties |= {item.id: _tie(item, resolver, path) for item in content.tie}
        facts |= {name: found[0] for name, text in content.facts.items() if (found := _expressions([text], resolver))}
    return Ties(tuple(topics.values()), tuple(tie for tie in ties.values() if _is_usable(tie, form)), facts)


def refuse_lost_ties(form: Form) -> None:
    """Raise FormError for a tie of the form's own file that leads nowhere: an inherited one may be left out unsaid."""
    path = form_file(form.id, *_FILE)
    if path is None:
        return
    resolver = FormResolver(form.tables)
    topics = {topic.id for topic in load_ties(form).topics}
    content = read_declared(path, _TiesFile)
    for item in content.tie:
        where = f"tie {item.id}"
        for name in item.topics:
            if name not in topics:
                raise FormError(path, where, f"键 topics：没有“{name}”这个 topic，有：{'、'.join(sorted(topics))}")
        if item.rows and item.rows not in form.tables:
            raise FormError(path, where, f"键 rows：没有表“{item.rows}”，有：{'、'.join(form.tables)}")
        if item.rows and form.table(item.rows).column(item.column) is None:
            raise FormError(path, where, f"键 column：{item.rows} 没有“{item.column}”这一列")
        for text in item.figures:
            _refuse_unbound(text, resolver, path, where, "figures")
    for name, text in content.facts.items():
        _refuse_unbound(text, resolver, path, "facts", name)


def _refuse_unbound(text: str, resolver: FormResolver, path: Path, where: str, key: str) -> None:
    try:
        parse_expression(text, resolver)
    except RelationError as error:
        raise FormError(path, where, f"键 {key}：{error}") from None


def _tie(item: _TieDeclaration, resolver: FormResolver, path: Path) -> Tie:
    for key, kind in (("role", Role), ("level", Level)):
        allowed = [member.value for member in kind]
        if getattr(item, key) not in allowed:
            raise FormError(
                path, f"tie {item.id}", f"键 {key} 只能是 {'、'.join(allowed)}，写成了 {getattr(item, key)}"
            )
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
#: The kinds of money that a section may be about.
_MONEY = frozenset({"财政拨款", "一般公共", "基金", "国有资本", "三公"})
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
    for number in reversed(range(len(headings))):
        heading, above = headings[number], "".join(headings[:number])
        for topic in ties.topics:
            # 五、一般公共预算财政拨款支出情况 | (三)支出决算具体情况: the money named above is still meant.
            narrowed = any(word in above for word in topic.without if word in _MONEY)
            found = any(word in heading for word in topic.words) and not any(word in heading for word in topic.without)
            if found and not narrowed:
                return topic
    return None
