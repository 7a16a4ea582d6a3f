"""Owns reading the lines around a table: its money unit and the department it is of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from juesuan_gui.figures import Unit
from juesuan_gui.reading.normal import folded

_UNIT = re.compile(r"(?<!编制)(?<!填报)(?<!公开)单位:?(?:人民币)?(亿元|万元|元)(?![\u4e00-\u9fff])")
_BRACKETED_UNIT = re.compile(r"\((?:单位:?)?(?:人民币)?(亿元|万元|元)\)")
_DEPARTMENT = re.compile(
    r"(?:公开|编制|填报|预算|主管)?(?:部门|单位)(?:名称)?(?:\((?:公章|盖章|章)\))?\s*:\s*(?P<name>.*)",
    re.DOTALL,
)
_NAME_END = re.compile(r"\s{2,}|\t|\n|(?:金额|计量)?单位\s*:|公开\s*\d+\s*表|(?:填报)?日期\s*:")


def unit_of(texts: Iterable[str]) -> Unit | None:
    """The money unit that one of the lines states; a stated 金额单位 goes before one in brackets."""
    words = [folded(text) for text in texts]
    for pattern in (_UNIT, _BRACKETED_UNIT):
        for text in words:
            if match := pattern.search(text):
                return Unit.named(match[1])
    return None


def department_of(lines: Iterable[Sequence[str]]) -> str:
    """The department that a line (a row's texts) names, in the same cell or the next; "" when none does."""
    for texts in lines:
        for position, text in enumerate(texts):
            match = _DEPARTMENT.match(unicodedata.normalize("NFKC", text).strip())
            if match is None:
                continue
            name = match["name"] or (texts[position + 1] if position + 1 < len(texts) else "")
            name = _NAME_END.split(unicodedata.normalize("NFKC", name).strip(), maxsplit=1)[0]
            name = "".join(name.split())
            if name and not _is_unit(name):
                return name
    return ""


def _is_unit(name: str) -> bool:
    return name.removeprefix("人民币") in {unit.label for unit in Unit}
