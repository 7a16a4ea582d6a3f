"""Owns words that do not fit the kind, year or 科目 of a published report (F11, N13-04, S10, S11)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.forms import Level
from juesuan_gui.narrative.model import Passage
from juesuan_gui.paths import resource
from juesuan_gui.report import PrintedTable

_KIND = re.compile(r"(?P<kind>部门|单位)(?P<what>决算|预算)(?=公开|情况|表|说明|报表|报告|$)")
_DATED = re.compile(r"20\d\d年?度?")
#: The first passages of a document are its cover.
_COVER = 30
_TITLE_LENGTH = 40
_REASON = re.compile(r"原因|由于|因为|受[^。,]{0,6}影响")
_EPIDEMIC = re.compile(r"疫情")
#: The years whose figures the epidemic, or its end in the year before, can explain.
_EPIDEMIC_YEARS = range(2020, 2025)
_USE = re.compile(r"(?:主要)?(?:用于|反映)(?P<use>[^。;]*)")
#: 科目 whose name says what they are for, and the words by which another's use is known.
_USES = {
    "公积金": (re.compile(r"住房公积金\(项\)|住房公积金$"), re.compile(r"公积金")),
    "养老保险": (re.compile(r"基本养老保险缴费支出(?:\(项\))?"), re.compile(r"养老保险")),
    "职业年金": (re.compile(r"职业年金缴费支出(?:\(项\))?"), re.compile(r"职业年金")),
    "医疗": (re.compile(r"(?:行政|事业)单位医疗(?:\(项\))|公务员医疗补助(?:\(项\))"), re.compile(r"医疗|医保")),
}


class _NameDeclaration(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    old: str
    new: str
    year: int


class _NamesFile(msgspec.Struct, forbid_unknown_fields=True):
    name: list[_NameDeclaration]


@dataclass(frozen=True, slots=True)
class OldName:
    """A name that a 科目 had before ``year``."""

    code: str
    old: str
    new: str
    year: int


@lru_cache(maxsize=1)
def old_names() -> tuple[OldName, ...]:
    """The names that 科目 had before. Raises MissingDataError where the list is gone."""
    content = msgspec.toml.decode(resource("codes", "old_names.toml").read_bytes(), type=_NamesFile)
    return tuple(OldName(item.code, item.old, item.new, item.year) for item in content.name)


def word_checks(text: Sequence[Passage], tables: Iterable[PrintedTable], year: int | None) -> Iterator[Observation]:
    """Words of another kind of document, another 科目 or another year."""
    yield from _kinds(text)
    yield from _uses(text)
    if year is not None:
        yield from _old_names(text, tables, year)
        yield from _epidemic(text, year)


def _kinds(text: Sequence[Passage]) -> Iterator[Observation]:
    """F11: titles say 部门 or 单位 as the cover does, and 决算."""
    titles = [
        (number, passage, match)
        for number, passage in enumerate(text)
        if len(passage.text) <= _TITLE_LENGTH
        and "。" not in passage.text
        and not passage.in_cell
        and _DATED.search(passage.text)
        for match in [_KIND.search(passage.text)]
        if match is not None
    ]
    cover = [match for number, _, match in titles if number < _COVER and match["what"] == "决算"]
    if not cover:
        return
    kind = cover[0]["kind"]
    counted = Counter(match["kind"] for _, _, match in titles)
    if counted[kind] * 2 < sum(counted.values()):
        # Most titles say otherwise than the cover: which of them is meant is not ours to guess.
        return
    seen: set[str] = set()
    for _, passage, match in titles:
        if (match["kind"], match["what"]) == (kind, "决算") or passage.text in seen:
            continue
        seen.add(passage.text)
        wrong = match.group()
        yield Observation(
            key=f"F11|{wrong}|{passage.text[:16]}",
            check="F11",
            level=Level.WARNING,
            kind="wording",
            spot=Spot(passage.place(match.start()), passage.quote(0, len(passage.text))),
            message=f"标题里写“{wrong}”，本报告是{kind}决算，请核对用词。",
            stated=wrong,
            expected=f"{kind}决算",
        )


def _uses(text: Sequence[Passage]) -> Iterator[Observation]:
    """N13-04: what a 科目 is said to be for is its own use, not another's."""
    for passage in text:
        if passage.is_heading or passage.in_cell:
            continue
        match = _USE.search(passage.text)
        if match is None:
            continue
        before = passage.text[: match.start()]
        heading = passage.headings[-1] if passage.headings else ""
        owns = [name for name, (subject, _) in _USES.items() if subject.search(before) or subject.search(heading)]
        if len(owns) != 1:
            continue
        use = match["use"]
        others = [name for name, (_, words) in _USES.items() if name not in owns and words.search(use)]
        if others and not _USES[owns[0]][1].search(use):
            yield Observation(
                key=f"N13-04|{owns[0]}",
                check="N13-04",
                level=Level.WARNING,
                kind="wording",
                spot=Spot(passage.place(match.start()), passage.quote(match.start(), match.end())),
                message=f"“{owns[0]}”科目的用途写的是“{others[0]}”，像是从别的科目复制来的，请核对。",
                stated=others[0],
                expected=owns[0],
            )


def _old_names(text: Sequence[Passage], tables: Iterable[PrintedTable], year: int) -> Iterator[Observation]:
    """S10: no 科目 is called as in earlier years."""
    names = {item.code: item for item in old_names() if item.year <= year}
    said: set[str] = set()
    for printed in tables:
        for row in printed.rows:
            name = names.get(row.key)
            if name is None or row.name is None or _plain(row.title) != name.old or name.code in said:
                continue
            said.add(name.code)
            yield _old_name(name, Spot(row.name.place, row.name.text, printed.id, row.key))
    for passage in text:
        if passage.in_cell:
            continue
        for name in names.values():
            match = re.search(rf"(?<![一-龥]){re.escape(name.old)}[”\"’]?\([类款]\)", passage.text)
            if match is not None and name.code not in said:
                said.add(name.code)
                yield _old_name(name, Spot(passage.place(match.start()), passage.quote(match.start(), match.end())))


def _old_name(name: OldName, spot: Spot) -> Observation:
    return Observation(
        key=f"S10|{name.code}",
        check="S10",
        level=Level.WARNING,
        kind="wording",
        spot=spot,
        message=f"“{name.old}”是旧名称，{name.year} 年度起叫“{name.new}”。",
        stated=name.old,
        expected=name.new,
    )


def _plain(title: str) -> str:
    return "".join(title.split()).removesuffix("（款）").removesuffix("(款)")


def _epidemic(text: Sequence[Passage], year: int) -> Iterator[Observation]:
    """S11: a reason that belongs to other years is mostly one copied from them."""
    if year in _EPIDEMIC_YEARS:
        return
    for passage in text:
        match = _EPIDEMIC.search(passage.text)
        if match is None or passage.is_heading or passage.in_cell or not _REASON.search(passage.text):
            continue
        start, end = max(0, match.start() - 8), min(len(passage.text), match.end() + 8)
        yield Observation(
            key=f"S11|疫情|{passage.headings[-1][:12] if passage.headings else ''}",
            check="S11",
            level=Level.INFO,
            kind="wording",
            spot=Spot(passage.place(match.start()), passage.quote(start, end)),
            message=f"{year} 年度的变动用疫情作原因，像是沿用以前年度的文字，请核对。",
        )
