"""Owns slips in hand-written forms that would otherwise be lost without a word.

A file that nobody reads, a placeholder that nobody fills, a group of rows that nothing adds up, a key that slid
below a section it does not belong to. Only a form read from its folder is held to this: a report's own snapshot
stays readable whatever it says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from juesuan_gui.forms.declarations import FormDeclaration, read_toml
from juesuan_gui.forms.errors import FormError
from juesuan_gui.forms.model import Form, Table
from juesuan_gui.relations import SelectorKind, references

#: What publishing fills in the words of a form; a table's own words know its number and title besides.
_WORDS: Final = ("单位", "年度", "文种", "计量单位")
_TABLE_WORDS: Final = (*_WORDS, "表号", "表名")
_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_FORM_FILE: Final = "form.toml"
_FOLDERS: Final = ("tables", "checks", "scorecards", "narrative")
_KEYS: Final = frozenset(FormDeclaration.__struct_fields__)


def refuse_unread_files(folder: Path) -> None:
    """Raise FormError for a file of a form's folder that looks as if it said something and is never read."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        inner = path.relative_to(folder).parts
        if path.name.lower().endswith(".toml.txt"):
            raise FormError(path, "", f"文件名多了 .txt，程序不会读它。请改名为 {path.name[:-4]}")
        if path.suffix != ".toml" or inner == (_FORM_FILE,) or inner[0] in _FOLDERS:
            continue
        # Others keep files of their own beside a form: only a table, a scorecard or checks have lost their way.
        if read_toml(path).keys() & {"id", "check"}:
            raise FormError(path, "", f"放在这里程序不会读它。请放进 {'、'.join(_FOLDERS)} 中的一个文件夹")


def refuse_copies(folder: Path, parent: Path) -> None:
    """Raise FormError for a file that is its parent's word for word: what it changes would be changed twice."""
    for path in sorted(folder.glob("*/*.toml")):
        own = parent / path.relative_to(folder)
        if path.parent.name in ("tables", "checks") and own.is_file() and own.read_bytes() == path.read_bytes():
            same = f"和 {parent.name} 的这个文件一模一样。没写的都从 {parent.name} 继承"
            raise FormError(path, "", f"{same}：请删掉这个文件，或只留下要改的几行")


def refuse_slid_keys(content: Mapping[str, Any], path: Path) -> None:
    """Raise FormError where a key of the form itself stands below a ``[section]``, which makes it the section's."""
    for section, inside in content.items():
        for key in inside if isinstance(inside, dict) else ():
            # A form's cover has a text of that name.
            if key in _KEYS and (key != "tables" or isinstance(inside[key], list)):
                raise FormError(path, section, f"“{key}”写在 [{section}] 后面，成了它的一项。请移到所有 […] 之前")


def refuse_slips(form: Form, common: FormDeclaration, folder: Path, table_files: Mapping[str, Path]) -> None:
    """Raise FormError for a placeholder that nothing fills and for a row's group that nothing adds up.

    ``common`` says what the form's own file wants of all tables.
    """
    path = folder / _FORM_FILE
    for key, texts in (
        ("heading", [common.heading]),
        ("above", [part for line in common.above for part in line]),
        ("more_notes", common.more_notes),
    ):
        for text in texts:
            _refuse_unfilled(text, _TABLE_WORDS, path, key)
    for key, text in form.cover.items():
        _refuse_unfilled(text, _WORDS, path, f"cover.{key}")
    for section in form.outline:
        _refuse_unfilled(section.title, _WORDS, path, f"outline {section.id}")
    for table in form.tables.values():
        for key, text in _words_of(table):
            _refuse_unfilled(text, _TABLE_WORDS, table_files[table.id], f"表 {table.id}，{key}")
        _refuse_lone_group(form, table, table_files[table.id])


def _words_of(table: Table) -> Iterator[tuple[str, str]]:
    yield "heading", table.heading
    yield "zero_sentence", table.zero_sentence
    for line in table.above:
        yield from (("above", part) for part in line)
    yield from (("notes", note) for note in table.notes)


def _refuse_unfilled(text: str, known: Iterable[str], path: Path, where: str) -> None:
    names = tuple(known)
    for match in _PLACEHOLDER.finditer(text):
        if match[1] not in names:
            allowed = "、".join(f"{{{name}}}" for name in names)
            raise FormError(path, where, f"没有“{{{match[1]}}}”这样的代词，能用的有 {allowed}")


def _refuse_lone_group(form: Form, table: Table, path: Path) -> None:
    """A group that a single row names and no relation uses is a misspelt one: the total would leave the row out."""
    counted = Counter(group for row in table.rows.values() for group in row.groups)
    if 1 not in counted.values():
        return
    used = _groups_used(form, table.id)
    for row in table.rows.values():
        for group in row.groups:
            if counted[group] == 1 and group not in used:
                others = "、".join(name for name in counted if name != group) or "（无）"
                raise FormError(
                    path,
                    f"表 {table.id}",
                    f"“{row.key}”的 groups 写作“{group}”，没有合计用到这一组，会漏加。本表的组有：{others}",
                )


def _groups_used(form: Form, table_id: str) -> set[str]:
    found: set[str] = set()
    for check in form.checks.values():
        for rule in check.rules:
            found |= {
                reference.row.name
                for reference, _ in references(rule.relation)
                if reference.table == table_id and reference.row.kind is SelectorKind.GROUP
            }
            if rule.each is not None and table_id in rule.each.tables:
                found |= {word[1:] for word in (*rule.each.rows, *rule.each.exclude) if word.startswith("@")}
    return found
