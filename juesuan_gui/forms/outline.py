"""Owns the making of a form's outline: its declared headings in order, counted and numbered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from juesuan_gui.forms.declarations import OutlineDeclaration
from juesuan_gui.forms.errors import FormError
from juesuan_gui.forms.headings import OutlineSection, SectionKind
from juesuan_gui.forms.model import Table
from juesuan_gui.forms.numerals import ordinal

#: How headings are numbered unless a form says otherwise: 一 counts in Chinese, 1 in digits.
NUMBERING = ("第一部分 ", "一、", "（一）", "1.")


def build_outline(
    declared: Sequence[OutlineDeclaration],
    numbering: Sequence[str],
    tables: Mapping[str, Table],
    given_up: Collection[str],
    path: Path,
) -> tuple[OutlineSection, ...]:
    """The outline with its numbers counted; raises FormError naming the section and the key.

    ``given_up`` are tables that an ancestor has and this form has not: a section about nothing else is left out
    with everything below it.
    """
    styles = tuple(numbering) or NUMBERING
    for style in styles:
        if style and "一" not in style and "1" not in style:
            raise FormError(path, "numbering", f"“{style}”里要有“一”或“1”，表示从哪里数起")
    sections: list[OutlineSection] = []
    counts = [0] * (len(styles) + 1)
    seen: set[str] = set()
    above = 0
    for item in _kept(_with_tables(declared, tables), tables, given_up):
        where = f"outline {item.id}"
        if item.id in seen:
            raise FormError(path, where, "id 重复")
        seen.add(item.id)
        if not 1 <= item.level <= len(styles):
            raise FormError(path, where, f"level 应在 1 到 {len(styles)} 之间")
        if item.level > above + 1:
            raise FormError(path, where, f"level {item.level} 的上一级没有标题")
        above = item.level
        unknown = [table for table in item.tables if table not in tables and table not in given_up]
        if unknown:
            raise FormError(path, where, f"tables：没有定义的表：{'、'.join(unknown)}")
        number = ""
        if not item.unnumbered:
            counts[item.level] += 1
            counts[item.level + 1 :] = [0] * (len(counts) - item.level - 1)
            number = item.number or numbered(styles[item.level - 1], counts[item.level])
        sections.append(
            OutlineSection(
                item.id,
                number,
                item.title,
                item.level,
                _kind(item.kind, path, where),
                item.required,
                tuple(table for table in item.tables if table in tables),
                tuple(item.aliases),
                tuple(item.cards),
            )
        )
    return tuple(sections)


def retitled(declared: Sequence[OutlineDeclaration], titles: Mapping[str, str], path: Path) -> list[OutlineDeclaration]:
    """The headings with some of them worded otherwise, the old words kept as aliases; raises FormError."""
    known = {item.id for item in declared}
    unknown = [name for name in titles if name not in known]
    if unknown:
        raise FormError(path, "outline_titles", f"没有 id 为“{unknown[0]}”的标题")
    found = []
    for item in declared:
        title = titles.get(item.id, item.title)
        aliases = item.aliases if title == item.title else list(dict.fromkeys([*item.aliases, item.title]))
        found.append(msgspec.structs.replace(item, title=title, aliases=aliases))
    return found


def numbered(style: str, count: int) -> str:
    """The number in its style: （一） and 3 give （三）; the first 一 or 1 is where it is counted."""
    for mark, text in (("一", ordinal(count)), ("1", str(count))):
        if mark in style:
            return style.replace(mark, text, 1)
    return style


def _with_tables(declared: Iterable[OutlineDeclaration], tables: Mapping[str, Table]) -> Iterator[OutlineDeclaration]:
    for item in declared:
        yield item
        if not item.each_table:
            continue
        for table in tables.values():
            if not table.supplementary and not table.repeated:
                title = item.each_table.replace("{表名}", table.title).replace("{表号}", table.label)
                yield OutlineDeclaration(
                    id=table.id, title=title, level=item.level + 1, kind="table", tables=[table.id]
                )


def _kept(
    declared: Iterable[OutlineDeclaration], tables: Collection[str], given_up: Collection[str]
) -> Iterator[OutlineDeclaration]:
    gone_level = 0
    for item in declared:
        if gone_level and item.level > gone_level:
            continue
        gone_level = 0
        lost = [table for table in item.tables if table in given_up and table not in tables]
        if item.tables and len(lost) == len(item.tables):
            gone_level = item.level
            continue
        yield item


def _kind(text: str, path: Path, where: str) -> SectionKind:
    try:
        return SectionKind(text)
    except ValueError:
        allowed = "、".join(kind.value for kind in SectionKind)
        raise FormError(path, where, f"kind 应为 {allowed}，写成了 {text}") from None
