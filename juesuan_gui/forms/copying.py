"""Owns making a form of one's own from another: a folder that extends it, with what a report says otherwise."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from juesuan_gui.forms.adjust import CARD, FORM_ITSELF
from juesuan_gui.forms.load import form_ids, load_form
from juesuan_gui.forms.model import Form

_HEAD: Final = """\
# 从“{name}”复制来的版式：没写的都照它（extends），只写不同之处。用记事本改，保存时编码选 UTF-8。
# 改法见说明书“怎样做下一年的版式”；程序打开“新建”时会检查，有错会说是哪个文件、哪张表、哪个键。
id = {id}
name = {new_name}
region = {region}
year = {year}
extends = {base}
"""
_TABLE_HEAD: Final = "# {title}：与“{name}”不同的地方。\n"
_PLAIN_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")


def copy_form(form: Form, folders: Iterable[Path], target: Path, adjustments: Mapping[str, str] | None = None) -> Path:
    """Make a form in ``target`` that says what ``form`` says and what a report's adjustments say besides.

    Returns its folder. The new form is loaded once before anybody relies on it: raises FormError when the
    original or the copy cannot be, leaving nothing behind, and OSError when the folder cannot be written.
    """
    known = list(folders)
    new_id = _free_id(form.id, [*known, target])
    folder = target / new_id
    said = {name: msgspec.json.decode(text) for name, text in (adjustments or {}).items() if text}
    files = {"form.toml": _form_text(form, new_id, said.pop(FORM_ITSELF, {}))}
    for card_name in [name for name in said if name.startswith(CARD)]:
        card_id = card_name.removeprefix(CARD)
        head = _TABLE_HEAD.format(title=form.scorecards[card_id].name, name=form.name)
        name = card_id if _PLAIN_KEY.fullmatch(card_id) else f"card{len(files)}"
        files[f"scorecards/{name}.toml"] = head + toml_text({"id": card_id, **said.pop(card_name)})
    for number, (table_id, changes) in enumerate(sorted(said.items()), 1):
        checks = changes.pop("check", [])
        name = table_id if _PLAIN_KEY.fullmatch(table_id) else f"table{number}"
        title = changes.get("title") or form.table(table_id).title
        head = _TABLE_HEAD.format(title=title, name=form.name)
        files[f"tables/{name}.toml"] = head + toml_text({"id": table_id, **changes})
        if checks:
            files[f"checks/{name}.toml"] = toml_text({"check": checks})
    try:
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8", newline="\n")
        load_form(new_id, [*known, target])
    except BaseException:
        _remove(folder, files)
        raise
    return folder


def _form_text(form: Form, new_id: str, changes: Mapping[str, Any]) -> str:
    head = _HEAD.format(
        name=form.name,
        id=_string(new_id),
        new_name=_string(f"{form.name}（我的）"),
        region=_string(form.region),
        year=form.year,
        base=_string(form.id),
    )
    numbers = changes.get("numbers")
    if numbers is None:
        return head
    style = form.numbers
    whole = {"unit": style.unit.label, "decimals": style.decimals, "thousands": style.thousands, "blank": style.blank}
    whole |= {} if style.zero is None else {"zero": style.zero}
    return f"{head}\n[numbers]\n{toml_text({**whole, **numbers})}"


def _free_id(form_id: str, folders: Iterable[Path]) -> str:
    taken = form_ids(folders)
    base = f"{form_id}-own"
    number, candidate = 1, base
    while candidate in taken:
        number += 1
        candidate = f"{base}{number}"
    return candidate


def _remove(folder: Path, files: Iterable[str]) -> None:
    """Take back what was written, and nothing else."""
    for path in files:
        (folder / path).unlink(missing_ok=True)
    for part in (folder / "tables", folder / "checks", folder / "scorecards", folder):
        if part.is_dir() and not any(part.iterdir()):
            part.rmdir()


# -- TOML ------------------------------------------------------------------------------------------------


def toml_text(content: Mapping[str, Any]) -> str:
    """A declaration as TOML that a person can read: a list of tables has one a line.

    Raises TypeError for what TOML has no word for.
    """
    return "".join(f"{_key(key)} = {_value(value, 0)}\n" for key, value in content.items() if value is not None)


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) else _string(key)


def _value(value: Any, depth: int) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, list | tuple):
        if any(isinstance(item, dict) for item in value):
            indent = "  " * (depth + 1)
            lines = "".join(f"{indent}{_value(item, depth + 1)},\n" for item in value)
            return f"[\n{lines}{'  ' * depth}]"
        return f"[{', '.join(_value(item, depth) for item in value)}]"
    if isinstance(value, dict):
        # An inline table must stand on one line, lists in it may run on.
        inner = ", ".join(f"{_key(key)} = {_value(item, depth)}" for key, item in value.items() if item is not None)
        return f"{{ {inner} }}" if inner else "{}"
    raise TypeError(f"TOML 里写不了 {type(value).__name__}")


def _string(text: str) -> str:
    # A JSON string is a TOML basic string, but for the one mark that JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
