"""Owns the JSON of a report of our own, as the check command gives it: tables, scorecards and drafted explanation."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from juesuan_gui.card_book import CardBook, CardNotice
from juesuan_gui.checks import Audit, Wording
from juesuan_gui.checks.cards.roots import with_card_roots
from juesuan_gui.checks.observations import Observation, Spot, numbered, without_repeats
from juesuan_gui.checks.text.explanation import judge_explanation
from juesuan_gui.contract import findings_json, held_json, observations_json
from juesuan_gui.document import Place
from juesuan_gui.forms import CodeCatalogue, Form, FormError, Level
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.drafting.explanation import draft
from juesuan_gui.report import Report
from juesuan_gui.report.cards import CardKind

_READ_KINDS = frozenset({CardKind.PROJECT.value, CardKind.OVERALL.value})


def report_json(
    path: Path, report: Report, codes_of: Callable[[Form], CodeCatalogue], *, with_held: bool, started: float
) -> dict[str, Any]:
    """The object of a report of our own (DESIGN section 6): the same findings as the window lists.

    ``started`` is when the work on the file began, in seconds of ``time.perf_counter``.
    """
    live = LiveReport(report, codes_of(report.form))
    audit = Audit(live)
    audit.run()
    result, wording = audit.result(), Wording(live)
    book = CardBook(live)
    judged = book.findings()
    found = findings_json(result, live, wording, {})
    observations = observations_beside_tables(live, judged.findings)
    indices = {finding.key: number for number, finding in enumerate(result.findings)}
    indices |= {item.key: len(found) + number for number, item in enumerate(observations)}
    found += observations_json(observations, indices)
    content: dict[str, Any] = {
        "file": str(path),
        "form": report.form.id,
        "kind": _kind(report),
        "unit": report.form.unit.label,
        "seconds": 0.0,
        "error": None,
        "read": {
            "tables": _tables(report),
            "scorecards": sum(shown.layout.kind in _READ_KINDS for shown in book.all_shown()),
            "claims": 0,
            "unread": [_unread(notice, book) for notice in judged.notices],
        },
        "findings": found,
    }
    if with_held:
        content["held"] = held_json(audit.held(), live, wording, {})
    content["seconds"] = round(time.perf_counter() - started, 3)
    return content


def observations_beside_tables(live: LiveReport, of_cards: Sequence[Observation]) -> Sequence[Observation]:
    """What is to be seen to in the explanation as it would be printed now and in the scorecards, once each.

    The two halves of the window name some things alike: a draft of a report of ours repeats what its cards say.
    """
    return without_repeats(with_card_roots(numbered([*_of_text(live), *of_cards])))


def _of_text(live: LiveReport) -> Sequence[Observation]:
    """What is to be seen to in the explanation as it would be printed now."""
    try:
        return judge_explanation(live, draft(live))
    except FormError as error:
        return [Observation("F10|版式文字", "F10", Level.WARNING, "wording", Spot(Place()), str(error))]


def _unread(notice: CardNotice, book: CardBook) -> dict[str, Any]:
    shown = book.shown(notice.key.card) if notice.key is not None else None
    return {"page": None, "line": None, "quote": shown.head("name") if shown is not None else None, "why": notice.text}


def _tables(report: Report) -> list[dict[str, Any]]:
    return [
        {
            "id": key.table,
            "title": report.form.table(key.table).title,
            "page": None,
            "line": None,
            "rows": len(report.form.table(key.table).rows) + len(report.code_rows(key)),
            "columns": len(report.form.table(key.table).columns),
        }
        for key in report.tables()
    ]


def _kind(report: Report) -> str:
    whole = {table.id for table in report.form.tables.values() if not table.supplementary and not table.repeated}
    return "决算公开" if whole <= {key.table for key in report.tables()} else "excerpt"
