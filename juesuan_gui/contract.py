"""Owns the JSON of the command line (DESIGN section 6): findings, held relations, forms. Other programs read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from juesuan_gui.checks import AuditResult, Finding, Held, Wording
from juesuan_gui.figures import subtract
from juesuan_gui.forms import Form
from juesuan_gui.live import LiveReport
from juesuan_gui.reading import RecognisedFigure
from juesuan_gui.relations import Address

#: Where the file that was checked states each figure; empty for a report of our own.
Sources = Mapping[Address, RecognisedFigure]


def findings_json(result: AuditResult, live: LiveReport, wording: Wording, sources: Sources) -> list[dict[str, Any]]:
    """The findings as the contract says; ``root`` is the index of the finding that one follows from."""
    indices = {finding.key: number for number, finding in enumerate(result.findings)}
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
            "scorecards": [table.id for table in form.tables.values() if table.repeated],
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
        "message": wording.message(finding, result.findings[root] if root is not None else None),
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


def _quote(
    address: Address | None, live: LiveReport, wording: Wording, source: RecognisedFigure | None
) -> str | None:
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
        "table": address.table,
        "row": address.row,
        "column": address.column,
    }
