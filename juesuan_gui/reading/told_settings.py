"""Owns the settings of a report that a published document states itself: 文种, 口径, 涉密科目不公开."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from juesuan_gui.document import Grid, Paragraph
from juesuan_gui.reading.normal import folded
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.recognised import Recognised
from juesuan_gui.reading.tables.surroundings import department_in_titles
from juesuan_gui.report import Report, SlotEdit, set_setting

_SECRET = re.compile(
    r"(?P<before>.{0,6})涉密(?:的)?(?:功能分类|支出)?科目[^。;]{0,10}?"
    r"(?:不(?:予以?)?公开|未(?:予以?)?公开|没有列出|未列出|不列示)"
)
_DENIED = re.compile(r"无|没有|不存在|不涉及|除")
_KIND = re.compile(r"(?P<kind>部门|单位)决算(?:公开)?(?:报告|说明|文本)?$")
_SCOPE = re.compile(r"\((?P<scope>本级|汇总)\)(?:20\d\d年度?)?(?:(?:部门|单位)决算|$)")
#: What a report is without a word.
_USUAL: Final = {"文种": "部门"}
#: The first lines of a document are its cover; longer ones are sentences.
_HEAD, _TITLE_LENGTH = 30, 40


def told_settings(source: Source) -> Mapping[str, str]:
    """What a document says of itself, by the settings' names; only what it says in so many words."""
    lines, cells = _texts(source)
    titles = [line for line in lines[:_HEAD] if len(line) <= _TITLE_LENGTH and "。" not in line]
    found: dict[str, str] = {}
    kinds = {match["kind"] for line in titles if (match := _KIND.search(line)) is not None}
    if len(kinds) == 1:
        found["文种"] = kinds.pop()
    scopes = {match["scope"] for line in titles if (match := _SCOPE.search(line)) is not None}
    if len(scopes) == 1:
        found["口径"] = scopes.pop()
    if any(_declares(text) for text in (*lines, *cells)):
        found["涉密科目不公开"] = "是"
    return found


def with_told_name(recognised: Recognised, source: Source) -> Recognised:
    """The tables with the name that cover and part titles give the unit, where no table prints one."""
    name = recognised.unit_name or department_in_titles(_texts(source)[0])
    return replace(recognised, unit_name=name)


def setting_edits(report: Report, told: Mapping[str, str]) -> list[SlotEdit]:
    """The edits that take over what a document says of itself, where it is not the usual and nobody has chosen yet."""
    return [
        edit
        for name, value in told.items()
        if value in report.form.settings.get(name, ()) and not report.setting(name) and value != _USUAL.get(name)
        for edit in set_setting(report, name, value).edits
    ]


def _texts(source: Source) -> tuple[list[str], list[str]]:
    """The lines of a document, and the words of its grids that are notes."""
    lines: list[str] = []
    cells: list[str] = []
    for section in source.document.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                lines += [folded(part) for part in block.text.split("\n") if part.strip()]
            elif isinstance(block, Grid):
                cells += [folded(cell.text) for cell in block.cells if "涉密" in cell.text]
    return lines, cells


def _declares(text: str) -> bool:
    return any(_DENIED.search(match["before"]) is None for match in _SECRET.finditer(text))
