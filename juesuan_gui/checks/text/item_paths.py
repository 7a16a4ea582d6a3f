"""Owns the paths of 科目 in a text: an item below a 款 that it does not belong to in the year's catalogue (N5-03)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from juesuan_gui.checks.observations import Observation, Spot, numbered
from juesuan_gui.forms import CodeCatalogue, Level
from juesuan_gui.narrative.model import Passage
from juesuan_gui.narrative.subjects import clean_subject
from juesuan_gui.narrative.ties import plain_subject

_STEP = r"[^()。;:,，]{2,30}(?:\([^()类款项]{1,8}\)[^()。;:,，]{0,16})*"
_PATH = re.compile(rf"(?:\(类\))?(?P<group>{_STEP})\(款\)[“”]?(?P<item>{_STEP})\(项\)")
_GROUP, _ITEM = 5, 7
#: The bundled catalogue begins here; before, many 款 had other names and items.
FIRST_YEAR = 2019
#: In every 款 that has them these stand at these places.
_FIRST = {"行政运行": "01", "一般行政管理事务": "02"}


@dataclass(frozen=True, slots=True)
class _Tree:
    """The 款 of a catalogue by name, and for the name of a 项 the 款 that it stands in."""

    groups: Mapping[str, frozenset[str]]
    items: Mapping[str, frozenset[str]]


def item_path_checks(text: Sequence[Passage], codes: CodeCatalogue) -> list[Observation]:
    """住房改革支出（款）公务员医疗补助（项）: a known item below a known 款 of another.

    Only for items that stand in one 款 of the catalogue alone, and for 行政运行 where the 款 begins with another item;
    what the catalogue does not list is left alone.
    """
    tree = _tree(codes)
    found: list[Observation] = []
    for passage in text:
        if passage.in_cell:
            continue
        for match in _PATH.finditer(passage.text):
            group, item = plain_subject(clean_subject(match["group"])), plain_subject(match["item"])
            belongs = _belongs(tree, codes, group, item)
            if belongs is not None:
                found.append(_observation(passage, match, belongs))
    return numbered(found)


def _tree(codes: CodeCatalogue) -> _Tree:
    groups: dict[str, set[str]] = {}
    items: dict[str, set[str]] = {}
    for entry in codes:
        name = _key(plain_subject(entry.name))
        if len(entry.code) == _GROUP:
            groups.setdefault(name, set()).add(entry.code)
        elif len(entry.code) == _ITEM:
            items.setdefault(name, set()).add(entry.code[:_GROUP])
    return _Tree(
        {name: frozenset(found) for name, found in groups.items()},
        {name: frozenset(found) for name, found in items.items()},
    )


def _key(name: str) -> str:
    return name.removesuffix("支出") or name


def _belongs(tree: _Tree, codes: CodeCatalogue, group: str, item: str) -> str | None:
    """The 款 that the item belongs to, "" where it is only known not to be this one; ``None`` where it may be right."""
    printed = tree.groups.get(_key(group))
    known = tree.items.get(_key(item))
    if not printed or not known or printed & known:
        return None
    place = _FIRST.get(item)
    if place is not None:
        others = {codes.name(code + place) for code in printed}
        return "" if all(others) else None
    return codes.name(next(iter(known))) if len(known) == 1 else None


def _observation(passage: Passage, match: re.Match[str], belongs: str) -> Observation:
    group, item = clean_subject(match["group"]), match["item"]
    right = f"属于“{belongs}（款）”" if belongs else "不在这个款里"
    start = match.start("group")
    return Observation(
        key=f"N5-03|路径|{item[:16]}",
        check="N5-03",
        level=Level.WARNING,
        kind="wording",
        spot=Spot(passage.place(start), passage.quote(start, match.end())),
        message=f"“{item}（项）”写在“{group}（款）”下，按科目表它{right}，请核对科目名称。",
        stated=group,
        expected=belongs or None,
    )
