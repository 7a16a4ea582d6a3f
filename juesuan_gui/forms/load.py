"""Owns the loading of forms: files, inheritance, validation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from juesuan_gui.figures import NumberStyle, Unit
from juesuan_gui.forms.build import build_check, build_table, number_style
from juesuan_gui.forms.declarations import (
    CheckDeclaration,
    ChecksDeclaration,
    FormDeclaration,
    NumbersDeclaration,
    OutlineDeclaration,
    SnapshotDeclaration,
    TableDeclaration,
    decode,
    read_toml,
)
from juesuan_gui.forms.edits import INSTRUCTIONS, TableEdits
from juesuan_gui.forms.errors import FormError
from juesuan_gui.forms.headings import MADE_LISTING
from juesuan_gui.forms.model import Check, Form, Table
from juesuan_gui.forms.outline import build_outline, retitled
from juesuan_gui.forms.scorecards import CARD_KINDS, Scorecard, build_scorecard
from juesuan_gui.forms.slips import refuse_slid_keys, refuse_slips, refuse_unread_files
from juesuan_gui.forms.validate import validate_form

_FILE = "form.toml"
_NUMBERED = re.compile(r"公开(\d\d(?:、\d\d)*)表")


@dataclass(slots=True)
class _Raw:
    """The raw files of a form and its ancestors, merged; remembers which file last said what."""

    form: FormDeclaration
    tables: dict[str, dict[str, Any]]
    table_files: dict[str, Path]
    checks: dict[str, CheckDeclaration]
    check_files: dict[str, Path]
    numbers: NumberStyle
    settings: dict[str, tuple[str, ...]]
    cover: dict[str, str]
    order: list[str]
    lineage: tuple[str, ...]
    more_notes: list[str] = field(default_factory=list)
    outline: list[OutlineDeclaration] = field(default_factory=list)
    numbering: list[str] = field(default_factory=list)
    outline_file: Path = Path(_FILE)
    given_up: set[str] = field(default_factory=set)
    scorecards: dict[str, dict[str, Any]] = field(default_factory=dict)
    scorecard_files: dict[str, Path] = field(default_factory=dict)


def form_ids(folders: Iterable[Path]) -> dict[str, Path]:
    """Every form in these folders: id → its folder. A later folder (the user's own) wins."""
    found: dict[str, Path] = {}
    for folder in folders:
        if folder.is_dir():
            for path in sorted(folder.iterdir()):
                # A name that Windows lengthened unseen is told when the form is loaded.
                if (path / _FILE).is_file() or (path / f"{_FILE}.txt").is_file():
                    found[path.name] = path
    return found


def load_form(form_id: str, folders: Iterable[Path]) -> Form:
    """Load, merge and validate a form. Raises FormError naming file, table and key."""
    known = form_ids(folders)
    raw = _collect(form_id, known, ())
    _add_notes(raw)
    try:
        form = _assemble(raw)
    except FormError as error:
        raise _told_as_own(error, known[form_id]) from None
    refuse_slips(form, raw.form, known[form_id], raw.table_files)
    return form


def _told_as_own(error: FormError, folder: Path) -> FormError:
    """An inherited check that no longer fits its tables is to be mended in the form that changed them."""
    path = Path(error.file)
    if not error.where.startswith("审核") or path.is_relative_to(folder):
        return error
    return FormError(
        folder / "checks" / path.name,
        error.where,
        f"{error.problem}。这条审核来自 {path.parents[1].name}，本版式改了它用到的表："
        "请在这个文件里重写这条审核，或写 off = true",
    )


def form_from_snapshot(text: str, path: Path = Path("报告文件内的版式")) -> Form:
    """The form that a report file carries (``Form.snapshot``). Raises FormError, naming ``path``, when damaged."""
    try:
        content = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise FormError(path, "", f"不是规范的 JSON：{error}") from None
    snapshot = decode(content, SnapshotDeclaration, path, "snapshot")
    tables = {str(table.get("id", "")): table for table in snapshot.tables}
    checks = {check.id: check for check in snapshot.checks}
    form = snapshot.form
    numbers = number_style(form.numbers or NumbersDeclaration(), path, "numbers")
    return _assemble(
        _Raw(
            form,
            tables,
            dict.fromkeys(tables, path),
            checks,
            dict.fromkeys(checks, path),
            numbers,
            {key: tuple(values) for key, values in form.settings.items()},
            dict(form.cover),
            list(tables),
            tuple(snapshot.lineage),
            outline=list(form.outline),
            numbering=list(form.numbering),
            outline_file=path,
            given_up=_tables_of(form.outline) - set(tables),
            scorecards={str(card.get("id", "")): card for card in snapshot.scorecards},
            scorecard_files={str(card.get("id", "")): path for card in snapshot.scorecards},
        )
    )


def _snapshot(raw: _Raw) -> str:
    style = raw.numbers
    form = msgspec.structs.replace(
        raw.form,
        extends="",
        tables=list(raw.order),
        without_tables=[],
        numbers=NumbersDeclaration(
            unit=style.unit.label,
            decimals=style.decimals,
            thousands=style.thousands,
            zero=style.zero,
            blank=style.blank,
        ),
        settings={key: list(values) for key, values in raw.settings.items()},
        cover=dict(raw.cover),
        labels={},
        heading="",
        above=[],
        more_notes=[],
        outline=list(raw.outline),
        outline_titles={},
        numbering=list(raw.numbering),
    )
    return msgspec.json.encode(
        SnapshotDeclaration(
            form=form,
            lineage=list(raw.lineage),
            tables=[raw.tables[table_id] for table_id in raw.order],
            checks=list(raw.checks.values()),
            scorecards=list(raw.scorecards.values()),
        )
    ).decode()


def _assemble(raw: _Raw) -> Form:
    tables = _tables(raw)
    checks: dict[str, Check] = {}
    for check_id, declaration in raw.checks.items():
        check = build_check(declaration, tables, raw.check_files[check_id])
        if check.rules:
            checks[check_id] = check
    form = Form(
        id=raw.form.id,
        name=raw.form.name,
        region=raw.form.region,
        year=raw.form.year,
        numbers=raw.numbers,
        tables=MappingProxyType(tables),
        checks=MappingProxyType(checks),
        lineage=raw.lineage,
        settings=MappingProxyType(raw.settings),
        cover=MappingProxyType(raw.cover),
        outline=build_outline(raw.outline, raw.numbering, tables, raw.given_up, raw.outline_file),
        scorecards=MappingProxyType(_outlined(raw, _scorecards(raw))),
        snapshot=_snapshot(raw),
    )
    validate_form(form, raw.table_files, raw.check_files)
    return form


def _outlined(raw: _Raw, cards: dict[str, Scorecard]) -> dict[str, Scorecard]:
    """The scorecards, where every heading that says it holds some names known ones. Raises FormError."""
    for item in raw.outline:
        known = list(dict.fromkeys((*CARD_KINDS, MADE_LISTING, *cards)))
        unknown = [name for name in item.cards if name not in known]
        if unknown:
            raise FormError(
                raw.outline_file, f"outline {item.id}", f"cards：没有“{unknown[0]}”，可用：{'、'.join(known)}"
            )
    return cards


def _scorecards(raw: _Raw) -> dict[str, Scorecard]:
    return {card_id: build_scorecard(card, raw.scorecard_files[card_id]) for card_id, card in raw.scorecards.items()}


def _tables_of(outline: Iterable[OutlineDeclaration]) -> set[str]:
    return {table_id for section in outline for table_id in section.tables}


def _tables(raw: _Raw) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    for table_id in raw.order:
        path = raw.table_files[table_id]
        declaration = decode(raw.tables[table_id], TableDeclaration, path, f"表 {table_id}")
        table = build_table(declaration, path)
        if declaration.numbers is None:
            tables[table_id] = table
        else:
            tables[table_id] = replace(table, numbers=number_style(declaration.numbers, path, f"表 {table_id}"))
    return tables


def _collect(form_id: str, known: Mapping[str, Path], below: tuple[str, ...]) -> _Raw:
    folder = known.get(form_id)
    if folder is None:
        asked_by = known[below[-1]] / _FILE if below else "templates"
        raise FormError(asked_by, "extends" if below else "", f"没有名为 {form_id} 的版式")
    path = folder / _FILE
    if form_id in below:
        raise FormError(path, "extends", f"版式互相引用成环：{' → '.join((*below, form_id))}")
    refuse_unread_files(folder)
    content = read_toml(path)
    refuse_slid_keys(content, path)
    declaration = decode(content, FormDeclaration, path, "form")
    if declaration.id != form_id:
        raise FormError(path, "id", f"id 写作 {declaration.id}，与文件夹名 {form_id} 不同")
    if declaration.extends:
        raw = _collect(declaration.extends, known, (*below, form_id))
    else:
        raw = _Raw(declaration, {}, {}, {}, {}, NumberStyle(Unit.WAN_YUAN), {}, {}, [], ())
    raw.form = declaration
    raw.lineage = (form_id, *raw.lineage)
    _merge_form(raw, declaration, path)
    own = _merge_tables(raw, folder)
    _merge_common(raw, declaration, path, own)
    _merge_checks(raw, folder)
    _merge_scorecards(raw, folder)
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
    return raw


def _merge_form(raw: _Raw, declaration: FormDeclaration, path: Path) -> None:
    if declaration.numbers is not None:
        raw.numbers = number_style(declaration.numbers, path, "numbers")
    raw.settings.update({key: tuple(values) for key, values in declaration.settings.items()})
    raw.cover.update(declaration.cover)
    if declaration.outline:
        raw.outline, raw.outline_file = list(declaration.outline), path
    raw.numbering = list(declaration.numbering) or raw.numbering
    raw.outline = retitled(raw.outline, declaration.outline_titles, path)


def _merge_tables(raw: _Raw, folder: Path) -> dict[str, set[str]]:
    """Take in the folder's tables; returns which keys each of its files says."""
    seen: dict[str, Path] = {}
    own: dict[str, set[str]] = {}
    for path in sorted((folder / "tables").glob("*.toml")):
        content = read_toml(path)
        table_id = content.get("id")
        if not isinstance(table_id, str) or not table_id:
            raise FormError(path, "id", "缺少键 id")
        if table_id in seen:
            raise FormError(path, f"表 {table_id}", f"已在 {seen[table_id].name} 中定义过")
        seen[table_id] = path
        instructions = {key: content.pop(key) for key in INSTRUCTIONS if key in content}
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


def _merge_scorecards(raw: _Raw, folder: Path) -> None:
    """Take in the folder's scorecards; one that is declared again keeps the keys that it does not say."""
    seen: dict[str, Path] = {}
    for path in sorted((folder / "scorecards").glob("*.toml")):
        content = read_toml(path)
        card_id = content.get("id")
        if not isinstance(card_id, str) or not card_id:
            raise FormError(path, "id", "缺少键 id")
        if card_id in seen:
            raise FormError(path, f"自评表 {card_id}", f"已在 {seen[card_id].name} 中定义过")
        seen[card_id] = path
        if content.pop("off", False):
            if raw.scorecards.pop(card_id, None) is None:
                raise FormError(path, f"自评表 {card_id}", "要去掉的自评表并不存在")
            continue
        raw.scorecards[card_id] = {**raw.scorecards.get(card_id, {}), **content}
        raw.scorecard_files[card_id] = path


def _merge_common(raw: _Raw, declaration: FormDeclaration, path: Path, own: Mapping[str, set[str]]) -> None:
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


def _add_notes(raw: _Raw) -> None:
    for table_id, table in raw.tables.items():
        if not table.get("supplementary") and not table.get("repeated"):
            raw.tables[table_id] = {**table, "notes": [*table.get("notes", []), *raw.more_notes]}


def _merge_checks(raw: _Raw, folder: Path) -> None:
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
