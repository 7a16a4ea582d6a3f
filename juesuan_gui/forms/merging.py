"""Owns the merging of a form's files with those of the forms that it extends: what is said nearest is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec

from juesuan_gui.figures import NumberStyle, Unit
from juesuan_gui.forms.build import number_style
from juesuan_gui.forms.dangling import refuse_empty_words
from juesuan_gui.forms.declarations import (
    CheckDeclaration,
    ChecksDeclaration,
    FormDeclaration,
    OutlineDeclaration,
    TablePartDeclaration,
    decode,
    read_toml,
)
from juesuan_gui.forms.edits import INSTRUCTIONS, TableEdits
from juesuan_gui.forms.errors import FormError
from juesuan_gui.forms.outline import retitled
from juesuan_gui.forms.slips import refuse_copies, refuse_slid_keys, refuse_unread_files
from juesuan_gui.relations import Basis, Period

FORM_FILE: Final = "form.toml"
_NUMBERED = re.compile(r"公开(\d\d(?:、\d\d)*)表")


@dataclass(slots=True)
class RawForm:
    """The raw files of a form and its ancestors, merged; remembers which file last said what."""

    form: FormDeclaration
    tables: dict[str, dict[str, Any]]
    table_files: dict[str, Path]
    checks: dict[str, CheckDeclaration]
    check_files: dict[str, Path]
    numbers: NumberStyle
    settings: dict[str, tuple[str, ...]]
    cover: dict[str, str]
    where_found: dict[str, str]
    order: list[str]
    lineage: tuple[str, ...]
    more_notes: list[str] = field(default_factory=list)
    outline: list[OutlineDeclaration] = field(default_factory=list)
    numbering: list[str] = field(default_factory=list)
    outline_file: Path = Path(FORM_FILE)
    given_up: set[str] = field(default_factory=set)
    scorecards: dict[str, dict[str, Any]] = field(default_factory=dict)
    scorecard_files: dict[str, Path] = field(default_factory=dict)


def merge_form(form_id: str, known: Mapping[str, Path]) -> RawForm:
    """A form's files on top of those of its ancestors; ``known`` says where each form is.

    Raises FormError naming file, table and key.
    """
    raw = _collect(form_id, known, ())
    _add_notes(raw)
    return raw


def _collect(form_id: str, known: Mapping[str, Path], below: tuple[str, ...]) -> RawForm:
    folder = known.get(form_id)
    if folder is None:
        asked_by = known[below[-1]] / FORM_FILE if below else "templates"
        raise FormError(asked_by, "extends" if below else "", f"没有名为 {form_id} 的版式")
    path = folder / FORM_FILE
    if form_id in below:
        raise FormError(path, "extends", f"版式互相引用成环：{' → '.join((*below, form_id))}")
    refuse_unread_files(folder)
    content = read_toml(path)
    refuse_slid_keys(content, path)
    declaration = decode(content, FormDeclaration, path, "form")
    if declaration.id != form_id:
        raise FormError(path, "id", f"id 写作 {declaration.id}，与文件夹名 {form_id} 不同")
    refuse_empty_words(declaration, path)
    if declaration.extends:
        raw = _collect(declaration.extends, known, (*below, form_id))
        refuse_copies(folder, known[declaration.extends])
    else:
        raw = RawForm(declaration, {}, {}, {}, {}, NumberStyle(Unit.WAN_YUAN), {}, {}, {}, [], ())
    raw.form = declaration
    raw.lineage = (form_id, *raw.lineage)
    _merge_form(raw, declaration, path)
    own = _merge_tables(raw, folder)
    _merge_common(raw, declaration, path, own)
    _merge_checks(raw, folder)
    _merge_scorecards(raw, folder)
    _order_tables(raw, declaration, path)
    return raw


def _order_tables(raw: RawForm, declaration: FormDeclaration, path: Path) -> None:
    """The tables in the order that the form says, without those that it gives up."""
    before = list(raw.order)
    order = declaration.tables or raw.order
    missing = [table_id for table_id in order if table_id not in raw.tables]
    if missing:
        raise FormError(path, "tables", f"列了没有定义的表：{'、'.join(missing)}")
    raw.order = [table_id for table_id in order if table_id not in declaration.without_tables]
    for table_id in declaration.without_tables:
        if raw.tables.pop(table_id, None) is None:
            raise FormError(path, "without_tables", f"没有定义的表：{table_id}")
        raw.given_up.add(table_id)
    # Tables that a child does not name follow in the order they had.
    raw.order += [table_id for table_id in dict.fromkeys((*before, *raw.tables)) if table_id not in raw.order]
    raw.order = [table_id for table_id in raw.order if table_id in raw.tables]


def _merge_form(raw: RawForm, declaration: FormDeclaration, path: Path) -> None:
    if declaration.numbers is not None:
        raw.numbers = number_style(declaration.numbers, path, "numbers")
    raw.settings.update({key: tuple(values) for key, values in declaration.settings.items()})
    raw.cover.update(declaration.cover)
    unknown = [key for key in declaration.where_found if key not in (*Basis.ALL, Period.PRIOR)]
    if unknown:
        known = "、".join((*Basis.ALL, Period.PRIOR))
        raise FormError(path, "where_found", f"没有“{unknown[0]}”这种数，能用的有 {known}")
    raw.where_found.update(declaration.where_found)
    if declaration.outline:
        raw.outline, raw.outline_file = list(declaration.outline), path
    raw.numbering = list(declaration.numbering) or raw.numbering
    raw.outline = retitled(raw.outline, declaration.outline_titles, path)


def _declared(folder: Path, what: str) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """The files of a folder: path, id, content. Raises FormError for one without an id, or an id of two files."""
    seen: dict[str, Path] = {}
    for path in sorted(folder.glob("*.toml")):
        content = read_toml(path)
        name = content.get("id")
        if not isinstance(name, str) or not name:
            raise FormError(path, "id", "缺少键 id")
        if name in seen:
            raise FormError(path, f"{what} {name}", f"已在 {seen[name].name} 中定义过")
        seen[name] = path
        yield path, name, content


def _merge_tables(raw: RawForm, folder: Path) -> dict[str, set[str]]:
    """Take in the folder's tables; returns which keys each of its files says."""
    own: dict[str, set[str]] = {}
    for path, table_id, content in _declared(folder / "tables", "表"):
        instructions = {key: content.pop(key) for key in INSTRUCTIONS if key in content}
        decode(content, TablePartDeclaration, path, f"表 {table_id}")
        if table_id not in raw.tables and instructions.keys() & {"edit", "insert"}:
            said = "、".join(sorted(instructions.keys() & {"edit", "insert"}))
            raise FormError(
                path, f"表 {table_id}", f"{said}：extends 的版式里没有这张表，没有可改的。新的表要写全 columns、blocks"
            )
        merged = {**raw.tables.get(table_id, {}), **content}
        TableEdits(instructions, path, table_id).apply(merged)
        if "other_headings" not in content:
            _forget_headings(merged)
        raw.tables[table_id] = merged
        raw.table_files[table_id] = path
        own[table_id] = set(content)
    return own


def _forget_headings(table: dict[str, Any]) -> None:
    """Other words for a heading that is no longer printed are no longer needed: the form said it anew."""
    inherited = table.get("other_headings", {})
    fields = [item for block in table.get("blocks", []) for item in block.get("fields", [])]
    printed = {text for item in fields for text in item.get("header", [])}
    if inherited and not inherited.keys() <= printed:
        table["other_headings"] = {text: others for text, others in inherited.items() if text in printed}


def _merge_scorecards(raw: RawForm, folder: Path) -> None:
    """Take in the folder's scorecards; one that is declared again keeps the keys that it does not say."""
    for path, card_id, content in _declared(folder / "scorecards", "自评表"):
        if content.pop("off", False):
            if raw.scorecards.pop(card_id, None) is None:
                raise FormError(path, f"自评表 {card_id}", "要去掉的自评表并不存在")
            continue
        raw.scorecards[card_id] = {**raw.scorecards.get(card_id, {}), **content}
        raw.scorecard_files[card_id] = path


def _merge_common(raw: RawForm, declaration: FormDeclaration, path: Path, own: Mapping[str, set[str]]) -> None:
    """What the form says of all its tables: a table's own file in the same folder goes before."""
    unknown = [table_id for table_id in declaration.labels if table_id not in raw.tables]
    if unknown:
        raise FormError(path, "labels", f"没有定义的表：{'、'.join(unknown)}")
    labelled = dict(raw.tables)
    common: dict[str, Any] = {"above": [list(line) for line in declaration.above], "heading": declaration.heading}
    for table_id, table in raw.tables.items():
        said = own.get(table_id, set())
        changes = {key: value for key, value in common.items() if value and key not in said}
        if table.get("supplementary") or table.get("repeated"):
            changes = {}
        if table_id in declaration.labels and "label" not in said:
            changes["label"] = declaration.labels[table_id]
        raw.tables[table_id] = {**table, **changes}
    if declaration.more_notes:
        raw.more_notes = list(declaration.more_notes)
    before = {table_id: str(table.get("label", "")) for table_id, table in labelled.items()}
    names = {
        before[table_id]: label or f"《{raw.tables[table_id].get('title', '')}》"
        for table_id, label in declaration.labels.items()
        if before.get(table_id, label) not in ("", label)
    }
    if names:
        for check_id, check in raw.checks.items():
            raw.checks[check_id] = msgspec.structs.replace(check, basis=_relabelled(check.basis, names))


def _relabelled(text: str, names: Mapping[str, str]) -> str:
    """A check's basis with the tables' printed numbers as this form has them, 公开05、08表 included."""

    def number(match: re.Match[str]) -> str:
        numbers = [f"公开{digits}表" for digits in match[1].split("、")]
        if not any(item in names for item in numbers):
            return match[0]
        return "、".join(names.get(item, item) for item in numbers)

    return _NUMBERED.sub(number, text)


def _add_notes(raw: RawForm) -> None:
    for table_id, table in raw.tables.items():
        if not table.get("supplementary") and not table.get("repeated"):
            raw.tables[table_id] = {**table, "notes": [*table.get("notes", []), *raw.more_notes]}


def _merge_checks(raw: RawForm, folder: Path) -> None:
    seen: dict[str, Path] = {}
    for path in sorted((folder / "checks").glob("*.toml")):
        for item in decode(read_toml(path), ChecksDeclaration, path, "check").check:
            if item.id in seen:
                raise FormError(path, f"审核 {item.id}", f"已在 {seen[item.id].name} 中定义过")
            seen[item.id] = path
            if item.off:
                if raw.checks.pop(item.id, None) is None:
                    raise FormError(path, f"审核 {item.id}", "要关闭的审核并不存在")
                continue
            inherited = raw.checks.get(item.id)
            if inherited is not None:
                item = _inherit(item, inherited)
            raw.checks[item.id] = item
            raw.check_files[item.id] = path


def _inherit(item: CheckDeclaration, inherited: CheckDeclaration) -> CheckDeclaration:
    """A check declared again keeps what it does not say: usually only the rules differ."""
    return CheckDeclaration(
        id=item.id,
        level=item.level or inherited.level,
        kind=item.kind or inherited.kind,
        title=item.title or inherited.title,
        basis=item.basis or inherited.basis,
        message=item.message or inherited.message,
        rule=item.rule or inherited.rule,
        settings=item.settings or inherited.settings,
    )
