"""Owns reading the lines around a table: its money unit and the department it is of."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from juesuan_gui.figures import Unit
from juesuan_gui.reading.normal import folded

_UNIT = re.compile(r"(?<!编制)(?<!填报)(?<!公开)单位:?(?:人民币)?(亿元|万元|千元|元)(?![\u4e00-\u9fff])")
_BRACKETED_UNIT = re.compile(r"\((?:单位:?)?(?:人民币)?(亿元|万元|千元|元)\)")
_DEPARTMENT = re.compile(
    r"(?:公开|编制|填报|预算|主管)?(?:部门|单位)(?:名称)?(?:\((?:公章|盖章|章)\))?\s*:\s*(?P<name>.*)",
    re.DOTALL,
)
_NAME_END = re.compile(r"\s{2,}|\t|\n|(?:金额|计量)?单位\s*:|公开\s*\d+\s*表|(?:填报)?日期\s*:")
_LONGEST_TITLE = 60
_LINES_OF_TITLES = 40
_ORDINAL = re.compile(r"^(?:-?第[一二三四五六七八九十]+部分[:、]?|-?[一二三四五六七八九十]+、)")
_YEAR = r"\(?20\d\d年度?\)?"
_FINAL = r"(?:部门|单位)?(?:收支)?决算"
#: A title that leaves the name to the line before it.
_BARE_TITLE = re.compile(rf"(?:{_YEAR})?{_FINAL}(?:公开)?(?:报告|说明|文本)?(?:{_YEAR})?")
_TITLES_WITH_NAME = (
    re.compile(rf"(?P<name>[^\d]{{3,40}}?){_YEAR}{_FINAL}"),
    re.compile(rf"{_YEAR}(?P<name>[^\d]{{3,40}}?){_FINAL}"),
    re.compile(rf"(?P<name>[^\d]{{3,40}}?)(?:部门|单位)?{_YEAR}(?:部门|单位)?整体(?:支出)?绩效(?:自评|评价)"),
    re.compile(rf"{_YEAR}(?P<name>[^\d]{{3,40}}?)$"),
    re.compile(rf"(?P<name>[^\d]{{3,40}}?){_FINAL}(?:公开)?$"),
    re.compile(r"(?P<name>[^\d]{3,40}?)(?:基本)?概况$"),
)
#: What the names of offices and institutions end with, a bracket behind it (本级, 汇总) included.
_OFFICE = re.compile(
    r"[\u4e00-\u9fffA-Z()·]{2,38}(?:局|委员会|委|办公室|办|会|院|厅|部|处|中心|校|学|园|所|站|馆|队|政府|法院|府|署|社|团|场|公司|幼儿园)"
    r"(?:\([\u4e00-\u9fff]{1,6}\))?"
)
_NOT_A_NAME = re.compile(
    r"(?:本|我|该|各|全|下属|所属)(?:部门|单位|局|委|院|校)|部门|单位|关于|第|纳入|根据|按照|编制|现将|公开"
)


def unit_of(texts: Iterable[str]) -> Unit | None:
    """The money unit that one of the lines states; a stated 金额单位 goes before one in brackets."""
    # Every unit is a Chinese word; most texts are figures.
    words = [folded(text) for text in texts if not text.isascii()]
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


def department_in_titles(lines: Sequence[str]) -> str:
    """The department that cover, contents and part titles name most often; "" where none names one.

    某市某局2024年度部门决算, 2024年度某局部门决算, 第一部分 某局概况,
    某局2021年度整体支出绩效自评报告; on a cover the name may stand on the line before.
    """
    words = [folded(part) for line in lines for part in line.split("\n")]
    words = [_ORDINAL.sub("", line) for line in words if line]
    names: Counter[str] = Counter()
    for before, line in pairwise(["", *words]):
        if len(line) > _LONGEST_TITLE or "。" in line or "," in line:
            continue
        if _BARE_TITLE.fullmatch(line) is not None and _is_office(before):
            names[before] += 1
        for pattern in _TITLES_WITH_NAME:
            match = pattern.match(line)
            if match is not None and _is_office(match["name"]):
                names[match["name"]] += 1
                break
    if not names:
        # A sentence may begin as a title does: 某局2021年度部门决算报表详见附件。
        begun = (_TITLES_WITH_NAME[0].match(line) for line in words[:_LINES_OF_TITLES])
        names.update(match["name"] for match in begun if match is not None and _is_office(match["name"]))
    return names.most_common(1)[0][0] if names else ""


def _is_office(name: str) -> bool:
    return _OFFICE.fullmatch(name) is not None and _NOT_A_NAME.match(name) is None


def _is_unit(name: str) -> bool:
    return name.removeprefix("人民币") in {unit.label for unit in Unit}
