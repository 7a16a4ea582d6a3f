"""Owns small examinations in the JSON of the contract, for tests of reviews."""

from __future__ import annotations

import json
from typing import Any

from juesuan_gui.review import Review, Submission

TIME = "2025-03-01T09:00:00+08:00"


def place(role: str = "stated", **values: Any) -> dict[str, Any]:
    """One side of a finding."""
    names = ("page", "line", "quote", "sheet", "cell", "table", "row", "column")
    return {"role": role} | {name: values.get(name) for name in names}


def finding(key: str, level: str = "error", **values: Any) -> dict[str, Any]:
    """One finding; its stated side stands at ``page``, ``line``, ``quote`` and what else a place has."""
    own = {
        name: values.pop(name, None) for name in ("page", "line", "quote", "sheet", "cell", "table", "row", "column")
    }
    base: dict[str, Any] = {
        "key": key,
        "check": key.split(":")[0],
        "level": level,
        "kind": "identity",
        "page": own["page"],
        "line": own["line"],
        "quote": own["quote"],
        "stated": "10.00",
        "expected": "12.00",
        "difference": "-2.00",
        "formula": "合计 = 甲 + 乙；10.00 ≠ 5.00 + 7.00",
        "message": f"{key} 不符。",
        "places": [place(**own), place("other", page=own["page"], line=own["line"], quote="7.00", row="乙")],
        "root": None,
    }
    return base | values


def examined(*findings: dict[str, Any], unread: tuple[dict[str, Any], ...] = ()) -> str:
    """The object of one examined file as text."""
    return json.dumps(
        {
            "file": "报告.pdf",
            "form": "national-2020",
            "kind": "决算公开",
            "unit": "万元",
            "seconds": 0.1,
            "error": None,
            "read": {
                "tables": [{"id": "T1", "title": "收入支出决算总表", "page": 1, "line": None, "rows": 3, "columns": 2}],
                "scorecards": 0,
                "claims": 1,
                "unread": list(unread),
            },
            "findings": list(findings),
        },
        ensure_ascii=False,
    )


def submission(*findings: dict[str, Any], name: str = "报告.pdf", source: bytes = b"source", **more: Any) -> Submission:
    """A submission with these findings."""
    return Submission.of(name, source, examined(*findings, **more), "某市水务局", 2023, TIME)


def review(*findings: dict[str, Any], **more: Any) -> Review:
    """A review of one submission."""
    return Review((submission(*findings, **more),))
