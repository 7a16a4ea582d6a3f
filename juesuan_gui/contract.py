"""Owns the JSON of the command line (DESIGN section 6): findings, held relations, forms. Other programs read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from juesuan_gui.checks import AuditResult, Finding, Held, Wording
from juesuan_gui.checks.observations import HeldRelation, Observation, Spot
from juesuan_gui.document import Place
from juesuan_gui.examination import Examination
from juesuan_gui.figures import subtract
from juesuan_gui.forms import Form
from juesuan_gui.live import LiveReport
from juesuan_gui.reading import RecognisedFigure
from juesuan_gui.relations import Address, Basis

#: Where the file that was checked states each figure; empty for a report of our own.
Sources = Mapping[Address, RecognisedFigure]


def findings_json(
    result: AuditResult,
    live: LiveReport,
    wording: Wording,
    sources: Sources,
    others: Mapping[str, int] | None = None,
) -> list[dict[str, Any]]:
    """The findings as the contract says; ``root`` is the index of the finding that one follows from.

    ``others`` are the indices of findings of other kinds, from which one may follow as well.
    """
    indices = {**(others or {}), **{finding.key: number for number, finding in enumerate(result.findings)}}
    return [_finding(finding, result, indices, live, wording, sources) for finding in result.findings]


def held_json(held: Iterable[Held], live: LiveReport, wording: Wording, sources: Sources) -> list[dict[str, Any]]:
    """Every relation that was checked and holds."""
    return [
        {
            "check": item.check,
            "kind": item.kind,
            **_place(item.subject, live, wording, sources),
        }
        for item in held
    ]


def observations_json(observations: Sequence[Observation], indices: Mapping[str, int]) -> list[dict[str, Any]]:
    """Findings about text, scorecards and print; ``indices`` gives the index of every finding's key."""
    return [
        {
            "key": item.key,
            "check": item.check,
            "level": item.level.value,
            "kind": item.kind,
            "page": item.spot.place.page,
            "line": item.spot.place.line,
            "quote": item.spot.quote or None,
            "stated": item.stated,
            "expected": item.expected,
            "difference": item.difference,
            "formula": item.formula,
            "message": item.message,
            "places": [_spot("stated", item.spot), *(_spot("other", other) for other in item.others)],
            "root": indices.get(item.root) if item.root else None,
        }
        for item in observations
    ]


def held_relations_json(held: Iterable[HeldRelation]) -> list[dict[str, Any]]:
    """The relations of text and scorecards that hold."""
    return [
        {
            "check": item.check,
            "kind": item.kind,
            "page": item.spot.place.page,
            "line": item.spot.place.line,
            "quote": item.spot.quote or None,
        }
        for item in held
    ]


def examination_json(examined: Examination, file: str, seconds: float, *, with_held: bool) -> dict[str, Any]:
    """The object of one examined file (DESIGN section 6)."""
    found: list[dict[str, Any]] = []
    held: list[dict[str, Any]] = []
    indices: dict[str, int] = {}
    if examined.result is not None:
        indices = {finding.key: number for number, finding in enumerate(examined.result.findings)}
    indices |= {item.key: len(indices) + number for number, item in enumerate(examined.observations)}
    if examined.result is not None and examined.live is not None and examined.wording is not None:
        found += findings_json(examined.result, examined.live, examined.wording, examined.sources, indices)
        held += held_json(examined.table_held, examined.live, examined.wording, examined.sources)
    found += observations_json(examined.observations, indices)
    held += held_relations_json(examined.held)
    content: dict[str, Any] = {
        "file": file,
        "form": examined.form.id if examined.form else None,
        "kind": examined.kind.value,
        "unit": examined.recognised.unit.label if examined.recognised else None,
        "seconds": round(seconds, 3),
        "error": None,
        "read": _read(examined),
        "findings": found,
    }
    if with_held:
        content["held"] = held
    return content


def published_json(files: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What leaves the program: exactly the contract's keys. The boxes of cells are for our own marks alone."""
    return [
        {**item, "findings": [{**finding, "places": _published(finding["places"])} for finding in item["findings"]]}
        for item in files
    ]


def _published(places: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in place.items() if key != "box"} for place in places]


def _read(examined: Examination) -> dict[str, Any]:
    recognised = examined.recognised
    tables = [
        {
            "id": table.id,
            "title": table.title,
            "page": table.place.page,
            "line": table.place.line,
            "rows": table.rows,
            "columns": table.columns,
        }
        for table in (recognised.tables if recognised else ())
        # A 财决 workbook states each table more than once: for the report, for its budget, for comparison.
        if table.basis == Basis.FINAL
    ]
    unread = [
        {"page": item.place.page, "line": item.place.line, "quote": item.quote, "why": item.why}
        for item in examined.unread
    ]
    return {"tables": tables, "scorecards": examined.scorecards, "claims": examined.claims, "unread": unread}


def _box(place: Place) -> list[float] | None:
    """Where a table cell stands on its page: left, bottom, right, top in points, y upward."""
    return [round(edge, 1) for edge in place.box] if place.box else None


def _spot(role: str, spot: Spot) -> dict[str, Any]:
    return {
        "role": role,
        "page": spot.place.page,
        "line": spot.place.line,
        "quote": spot.quote or None,
        "sheet": spot.place.sheet,
        "cell": spot.place.cell,
        "box": _box(spot.place),
        "table": spot.table or None,
        "row": spot.row or None,
        "column": spot.column or None,
    }


def forms_json(forms: Iterable[Form]) -> list[dict[str, Any]]:
    """The forms with inheritance resolved."""
    return [
        {
            "id": form.id,
            "name": form.name,
            "region": form.region,
            "year": form.year,
            "unit": form.unit.label,
            "tables": [{"id": table.id, "title": table.title} for table in form.tables.values() if not table.repeated],
            "scorecards": list(form.scorecards),
            "checks": list(form.checks),
        }
        for form in forms
    ]


def _finding(
    finding: Finding,
    result: AuditResult,
    indices: Mapping[str, int],
    live: LiveReport,
    wording: Wording,
    sources: Sources,
) -> dict[str, Any]:
    root = indices.get(finding.root) if finding.root else None
    root_finding = result.findings[root] if root is not None and root < len(result.findings) else None
    about = finding.place
    difference = None
    if finding.expected is not None:
        difference = wording.number(subtract(finding.stated or 0, finding.expected), about)
    sides = [_side("stated", about, live, wording, sources)] if about else []
    sides += [
        _side("other", operand.address, live, wording, sources)
        for operand in finding.operands
        if operand.address != about
    ]
    return {
        "key": finding.key,
        "check": finding.check,
        "level": finding.level.value,
        "kind": finding.kind,
        **_place(about, live, wording, sources),
        "stated": None if finding.stated is None else wording.number(finding.stated, about),
        "expected": None if finding.expected is None else wording.number(finding.expected, about),
        "difference": difference,
        "formula": f"{wording.formula(finding.instance)}；{wording.addition(finding.instance)}",
        "message": wording.message(finding, root_finding),
        "places": sides,
        "root": root,
    }


def _place(address: Address | None, live: LiveReport, wording: Wording, sources: Sources) -> dict[str, Any]:
    source = sources.get(address) if address else None
    return {
        "page": source.place.page if source else None,
        "line": source.place.line if source else None,
        "quote": _quote(address, live, wording, source),
    }


def _quote(address: Address | None, live: LiveReport, wording: Wording, source: RecognisedFigure | None) -> str | None:
    """What stands there: as the source wrote it, or as it is shown; ``None`` for a blank cell."""
    if source is not None:
        return source.quote or None
    if address is None:
        return None
    stated = live.report.stated(address)
    if stated is not None and stated.text:
        return stated.text
    shown = wording.shown(address)
    return None if shown == "空" else shown


def _side(role: str, address: Address, live: LiveReport, wording: Wording, sources: Sources) -> dict[str, Any]:
    source = sources.get(address)
    return {
        "role": role,
        **_place(address, live, wording, sources),
        "sheet": source.place.sheet if source else None,
        "cell": source.place.cell if source else None,
        "box": _box(source.place) if source else None,
        "table": address.table,
        "row": address.row,
        "column": address.column,
    }
