"""Owns the loading of forms: merged files or a report's snapshot, built and validated."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import msgspec

from juesuan_gui.forms.build import build_table, number_style
from juesuan_gui.forms.build_checks import build_check
from juesuan_gui.forms.dangling import refuse_dangling
from juesuan_gui.forms.declarations import (
    NumbersDeclaration,
    OutlineDeclaration,
    SnapshotDeclaration,
    TableDeclaration,
    decode,
)
from juesuan_gui.forms.errors import FormError
from juesuan_gui.forms.headings import MADE_LISTING
from juesuan_gui.forms.merging import FORM_FILE, RawForm, merge_form
from juesuan_gui.forms.model import Check, Form, Table
from juesuan_gui.forms.outline import build_outline
from juesuan_gui.forms.scorecards import CARD_KINDS, Scorecard, build_scorecard
from juesuan_gui.forms.slips import refuse_slips
from juesuan_gui.forms.validate import validate_form

_SNAPSHOTS = 4


def form_ids(folders: Iterable[Path]) -> dict[str, Path]:
    """Every form in these folders: id → its folder. A later folder (the user's own) wins."""
    found: dict[str, Path] = {}
    for folder in folders:
        if folder.is_dir():
            for path in sorted(folder.iterdir()):
                # A name that Windows lengthened unseen is told when the form is loaded.
                if (path / FORM_FILE).is_file() or (path / f"{FORM_FILE}.txt").is_file():
                    found[path.name] = path
    return found


def load_form(form_id: str, folders: Iterable[Path]) -> Form:
    """Load, merge and validate a form. Raises FormError naming file, table and key."""
    known = form_ids(folders)
    raw = merge_form(form_id, known)
    try:
        form = _assemble(raw)
    except FormError as error:
        raise _told_as_own(error, known[form_id], raw) from None
    refuse_dangling(form, raw.checks, raw.check_files, raw.table_files, raw.given_up)
    refuse_slips(form, raw.form, known[form_id], raw.table_files)
    return form


def _told_as_own(error: FormError, folder: Path, raw: RawForm) -> FormError:
    """An inherited check that no longer fits its tables is to be mended in the form that changed them."""
    path = Path(error.file)
    if not error.where.startswith("审核"):
        return error
    if path.is_relative_to(folder):
        # The slip may as well be in the table: a row or column that went from it.
        named = [file.name for table_id, file in raw.table_files.items() if _is_named(table_id, error.problem)]
        return FormError(path, error.where, f"{error.problem}。表写在 {'、'.join(named)} 里") if named else error
    check = raw.checks.get(error.where.removeprefix("审核").strip())
    rules = "；".join(f"relation = '{rule.relation}'" for rule in check.rule) if check is not None else ""
    return FormError(
        folder / "checks" / path.name,
        error.where,
        f"{error.problem}。这条审核来自 {path.parents[1].name}，本版式改了它用到的表："
        "请在这个文件里重写这条审核，或写 off = true" + (f"。原来的公式：{rules}" if rules else ""),
    )


def _is_named(table_id: str, problem: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(table_id)}(?=\s没有|\[|\.)", problem) is not None


@lru_cache(maxsize=_SNAPSHOTS)
def form_from_snapshot(text: str, path: Path = Path("报告文件内的版式")) -> Form:
    """The form that a report file carries (``Form.snapshot``). Raises FormError, naming ``path``, when damaged.

    Reports of one place carry the same form, which nobody changes: it is built once for those that are opened.
    """
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
        RawForm(
            form,
            tables,
            dict.fromkeys(tables, path),
            checks,
            dict.fromkeys(checks, path),
            numbers,
            {key: tuple(values) for key, values in form.settings.items()},
            dict(form.cover),
            dict(form.where_found),
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


def _snapshot(raw: RawForm) -> str:
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
        where_found=dict(raw.where_found),
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


def _assemble(raw: RawForm) -> Form:
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
        where_found=MappingProxyType(raw.where_found),
        outline=build_outline(raw.outline, raw.numbering, tables, raw.given_up, raw.outline_file),
        scorecards=MappingProxyType(_outlined(raw, _scorecards(raw))),
        snapshot=_snapshot(raw),
    )
    validate_form(form, raw.table_files, raw.check_files)
    return form


def _outlined(raw: RawForm, cards: dict[str, Scorecard]) -> dict[str, Scorecard]:
    """The scorecards, where every heading that says it holds some names known ones. Raises FormError."""
    for item in raw.outline:
        known = list(dict.fromkeys((*CARD_KINDS, MADE_LISTING, *cards)))
        unknown = [name for name in item.cards if name not in known]
        if unknown:
            raise FormError(
                raw.outline_file, f"outline {item.id}", f"cards：没有“{unknown[0]}”，可用：{'、'.join(known)}"
            )
    return cards


def _scorecards(raw: RawForm) -> dict[str, Scorecard]:
    return {card_id: build_scorecard(card, raw.scorecard_files[card_id]) for card_id, card in raw.scorecards.items()}


def _tables_of(outline: Iterable[OutlineDeclaration]) -> set[str]:
    return {table_id for section in outline for table_id in section.tables}


def _tables(raw: RawForm) -> dict[str, Table]:
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
