"""Owns findings of the contract as the command line gives them out: a JSON, a readable list, remarks on pages."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juesuan_gui.forms import Level

if TYPE_CHECKING:
    from juesuan_gui.publishing.pdf.annotated import PageRemark

_LEVELS = {level.value: level for level in Level}


def write_json(content: Any, target: str) -> None:
    """Write to a file, or to standard output for ``-``."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    if target == "-":
        print(text)
    else:
        Path(target).write_text(text + "\n", encoding="utf-8")


def print_findings(content: Mapping[str, Any]) -> None:
    """The readable list of one file."""
    print(f"\n{content['file']}")
    if content["error"]:
        print(f"  读不了：{content['error']}")
        return
    findings = content["findings"]
    following: dict[int | None, list[int]] = {}
    for number, finding in enumerate(findings):
        following.setdefault(finding["root"], []).append(number)
    for number in following.get(None, []):
        _print_with_consequences(number, findings, following, "  ", set())
    for unread in content["read"]["unread"]:
        print(f"  未读 {_where(unread)}{unread['quote']}：{unread['why']}")
    print(f"  {_verdict_line(findings)}")


def _print_with_consequences(
    number: int,
    findings: Sequence[Mapping[str, Any]],
    following: Mapping[int | None, list[int]],
    lead: str,
    seen: set[int],
) -> None:
    if number in seen:
        return
    seen.add(number)
    finding = findings[number]
    label = _LEVELS[finding["level"]].label
    print(f"{lead}{label} {finding['check']} {_where(finding)}{finding['message']}")
    for follower in following.get(number, []):
        _print_with_consequences(follower, findings, following, "    └ ", seen)


def _where(item: Mapping[str, Any]) -> str:
    if item.get("page") is not None:
        return f"第 {item['page']} 页 "
    return f"第 {item['line']} 行 " if item.get("line") is not None else ""


def _verdict_line(findings: Sequence[Mapping[str, Any]]) -> str:
    """错误 3（根因 2） · 警告 1 · 提示 0"""
    parts = []
    for level in Level:
        found = [finding for finding in findings if finding["level"] == level.value]
        roots = sum(1 for finding in found if finding["root"] is None)
        parts.append(f"{level.label} {len(found)}" + (f"（根因 {roots}）" if roots != len(found) else ""))
    return " · ".join(parts)


def page_remarks(findings: Sequence[Mapping[str, Any]]) -> list[PageRemark]:
    """The remarks that the findings put on pages: the stated side with the message, every other side in short."""
    remarks: list[PageRemark] = []
    for number, finding in enumerate(findings, 1):
        label = _LEVELS[finding["level"]].label
        for place in finding["places"]:
            if place["page"] is None:
                continue
            if place["role"] == "stated":
                text = f"{number}. {label} {finding['check']}：{finding['message']}"
                remarks.append(_remark(place, finding["level"], text))
            else:
                text = f"与第 {number} 条（{finding['check']}）对照的数"
                remarks.append(_remark(place, "", text))
    return remarks


def _remark(place: Mapping[str, Any], level: str, text: str) -> PageRemark:
    from juesuan_gui.publishing.pdf.annotated import PageRemark

    row, column, box = place["row"] or "", place["column"] or "", place.get("box")
    return PageRemark(place["page"], place["quote"] or "", level, text, row, column, tuple(box) if box else None)
