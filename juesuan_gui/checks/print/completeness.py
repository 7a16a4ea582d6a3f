"""Owns what a whole 决算公开 must hold: every table of its form, and a word on empty ones (F01, F04, F05)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from juesuan_gui.checks.observations import HeldRelation, Observation, Spot
from juesuan_gui.checks.print.published import Published
from juesuan_gui.document import Place
from juesuan_gui.forms import Level
from juesuan_gui.narrative.model import Passage
from juesuan_gui.narrative.ties import Ties, topic_of
from juesuan_gui.report import PrintedTable, PrintedText

_NONE = re.compile(r"无|没有|未(?:使用|安排|发生|编制|涉及|产生)|为零|均?为0|0(?:\.0+)?(?:万|亿)?元|空表")
#: How many lines below a table may be its notes.
_NOTES = 4
_EMPTY_TABLE = re.compile(r"(?:本表|此表)[^。]{0,8}?(?:无数据|无数|为空|没有数据|空表)|以空表列示")


def completeness_checks(
    source: Published, missing: Sequence[str], passages: Sequence[Passage], ties: Ties, *, is_own: bool
) -> Iterator[Observation]:
    """What is missing in a whole 决算公开.

    ``missing`` are the form's tables that were not found, ``is_own`` whether the form is the one of the source's
    place and year: with another one its list of tables is only a hint.
    """
    yield from _missing_tables(source, missing, passages, is_own=is_own)
    totals = _filled(source)
    about = _tables_of_topics(source, ties)
    for printed in source.tables:
        topics = about.get(printed.id)
        if topics is None or not printed.rows:
            continue
        if totals.get(printed.id):
            yield from _denied(source, printed)
        elif printed.id not in source.partly_unread:
            yield from _unexplained(source, printed, passages, ties, topics)


def _missing_tables(
    source: Published, missing: Sequence[str], passages: Sequence[Passage], *, is_own: bool
) -> Iterator[Observation]:
    first = passages[0] if passages else None
    words = ["".join(line.text.split()) for passage in passages for line in passage.lines]
    for table_id in missing:
        table = source.form.table(table_id)
        if any(title in line for line in words for title in (table.title, *table.aliases)):
            # Announced, or printed in a way that was not understood: that is unread, not missing.
            continue
        yield Observation(
            key=f"F01|{table_id}",
            check="F01",
            level=Level.ERROR if is_own else Level.INFO,
            kind="structure",
            spot=Spot(first.place(0), first.quote(0, len(first.text))) if first else Spot(Place()),
            message=f"没有找到“{table.title}”。应当公开的表即使没有数据，也要以空表列出并说明。",
            expected=table.title,
        )


def _filled(source: Published) -> Mapping[str, bool]:
    """Whether a table has any amount that is not zero."""
    filled: dict[str, bool] = {}
    for address, figure in source.figures.items():
        filled[address.table] = filled.get(address.table, False) or figure.value != 0
    return filled


def _tables_of_topics(source: Published, ties: Ties) -> Mapping[str, frozenset[str]]:
    """The topics that speak of a table that may be empty: those tied to it and to no other table."""
    topics: dict[str, set[str]] = {}
    for tie in ties.ties:
        if tie.rows and len(tie.topics) == 1:
            topics.setdefault(tie.rows, set()).update(tie.topics)
    may_be_empty = {table.id for table in source.form.tables.values() if table.zero_sentence}
    return {table: frozenset(found) for table, found in topics.items() if table in may_be_empty}


def _denied(source: Published, printed: PrintedTable) -> Iterator[Observation]:
    """F05: a note says that the table is empty, and it is not."""
    for note in _own_notes(printed):
        if _EMPTY_TABLE.search("".join(note.text.split())):
            yield Observation(
                key=f"F05|{printed.id}",
                check="F05",
                level=Level.ERROR,
                kind="structure",
                spot=Spot(note.place, note.text, printed.id),
                message=f"表下说明“{source.form.table(printed.id).title}”没有数据，表内却有数。",
            )
            return


def _own_notes(printed: PrintedTable) -> list[PrintedText]:
    """The lines right below a table, up to the title of the next one."""
    notes: list[PrintedText] = []
    for note in printed.notes[:_NOTES]:
        words = "".join(note.text.split())
        if re.search(r"(?:决算|情况|明细)表(?:[(（].*)?$", words) and not words.startswith(("注", "说明")):
            break
        notes.append(note)
    return notes


def _unexplained(
    source: Published, printed: PrintedTable, passages: Sequence[Passage], ties: Ties, topics: frozenset[str]
) -> Iterator[Observation]:
    """F04: an empty table is said to be empty, below it or in its section of the explanation."""
    if any(_NONE.search(note.text) for note in _own_notes(printed)):
        return
    about = _about(passages, ties, topics)
    if not about or any(_NONE.search(passage.text) for passage in about if not passage.is_heading):
        return
    yield Observation(
        key=f"F04|{printed.id}",
        check="F04",
        level=Level.WARNING,
        kind="structure",
        spot=Spot(printed.title.place, printed.title.text, printed.id) if printed.title else Spot(printed.place),
        message=f"“{source.form.table(printed.id).title}”是空表，表下和说明里都没有写明没有这项收支。",
    )


def explained_empties(source: Published, passages: Sequence[Passage], ties: Ties) -> Iterator[HeldRelation]:
    """F04 where it holds: the paragraph that says of an empty table that there is nothing in it."""
    totals, topics = _filled(source), _tables_of_topics(source, ties)
    for printed in source.tables:
        if printed.id not in topics or not printed.rows or totals.get(printed.id) or printed.id in source.partly_unread:
            continue
        for passage in _about(passages, ties, topics[printed.id]):
            match = None if passage.is_heading else _NONE.search(passage.text)
            if match is not None:
                spot = Spot(passage.place(match.start()), passage.quote(0, len(passage.text)))
                yield HeldRelation("F04", "table_vs_text", spot)
                break


def _about(passages: Sequence[Passage], ties: Ties, topics: frozenset[str]) -> list[Passage]:
    """The paragraphs that speak of one of the topics."""
    return [p for p in passages if (topic := topic_of(ties, p.headings)) is not None and topic.id in topics]
