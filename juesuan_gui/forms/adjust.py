"""Owns a report's own changes to its form: what of a table is said otherwise, kept as data beside the figures.

An adjustment holds for one table the keys of its declaration that differ (titles, columns, blocks, rows …), whole,
as JSON; for a table that the form does not have, its whole declaration. The adjustment of ``FORM_ITSELF`` may hold
``numbers`` and ``cover``. ``check`` holds the checks of an added table. The adjustment of a scorecard is named
``CARD`` and the layout's id; it may say points, grade words and rounding.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from juesuan_gui.forms.errors import FormError
from juesuan_gui.forms.load import form_from_snapshot
from juesuan_gui.forms.model import Form

#: The name of the adjustment that is about no single table.
FORM_ITSELF: Final = ""
#: The file that errors name: there is none, but the place where it is changed.
_PLACE: Final = Path("本报告的版式设置")
#: What stands before the id of a scorecard's layout in the name of its adjustment.
CARD: Final = "自评表/"
_CARD_KEYS: Final = frozenset(
    {"full_marks", "money_weight", "weights", "blocks", "goals", "grades", "rate_decimals", "score_decimals"}
)
_FORM_KEYS: Final = frozenset({"numbers", "cover"})

RawTable = dict[str, Any]


def declaration_of(form: Form, table_id: str) -> RawTable:
    """The declaration of a table (``CARD`` and an id: of a scorecard) as the form has it, to be changed freely; raises
    ``KeyError``."""
    content, is_card = _content(form), table_id.startswith(CARD)
    for declared in content["scorecards"] if is_card else content["tables"]:
        if declared.get("id") == table_id.removeprefix(CARD if is_card else ""):
            return copy.deepcopy(declared)
    raise KeyError(table_id)


def adjustment_text(base: Form, table_id: str, wanted: RawTable) -> str:
    """What of a table the report says otherwise than its form, as JSON; "" when nothing differs."""
    try:
        before = declaration_of(base, table_id)
    except KeyError:
        return msgspec.json.encode(wanted).decode()
    differing = {key: value for key, value in wanted.items() if before.get(key, _default(value)) != value}
    return msgspec.json.encode(differing).decode() if differing else ""


def _default(value: Any) -> Any:
    """What a key that a declaration leaves out stands for; a number left out is not 0."""
    return None if isinstance(value, int) and not isinstance(value, bool) else type(value)()


def adjusted(base: Form, adjustments: Mapping[str, str]) -> Form:
    """The form with a report's adjustments. Raises FormError naming the table and the key that cannot be."""
    said = {name: text for name, text in adjustments.items() if text}
    if not said:
        return base
    content = _content(base)
    for name, text in said.items():
        changes = _decoded(name, text)
        if name == FORM_ITSELF:
            _change_form(content, changes)
        elif name.startswith(CARD):
            _change_card(content, name.removeprefix(CARD), changes)
        else:
            _change_table(content, name, changes)
    return form_from_snapshot(msgspec.json.encode(content).decode(), _PLACE)


def _content(form: Form) -> dict[str, Any]:
    content: dict[str, Any] = msgspec.json.decode(form.snapshot)
    return content


def _decoded(name: str, text: str) -> dict[str, Any]:
    where = "form" if name == FORM_ITSELF else name if name.startswith(CARD) else f"表 {name}"
    try:
        changes = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise FormError(_PLACE, where, f"不是规范的 JSON：{error}") from None
    if not isinstance(changes, dict):
        raise FormError(_PLACE, where, "应为表（键 = 值）")
    return changes


def _change_form(content: dict[str, Any], changes: dict[str, Any]) -> None:
    unknown = sorted(set(changes) - _FORM_KEYS)
    if unknown:
        raise FormError(_PLACE, "form", f"不能改的键：{'、'.join(unknown)}")
    for key, value in changes.items():
        before = content["form"].get(key) or {}
        if not isinstance(value, dict):
            raise FormError(_PLACE, "form", f"键 {key} 应为表（键 = 值）")
        content["form"][key] = {**before, **value}


def _change_card(content: dict[str, Any], card_id: str, changes: dict[str, Any]) -> None:
    unknown = sorted(set(changes) - _CARD_KEYS)
    if unknown:
        raise FormError(_PLACE, f"自评表 {card_id}", f"不能改的键：{'、'.join(unknown)}")
    card = next((item for item in content["scorecards"] if item.get("id") == card_id), None)
    if card is None:
        raise FormError(_PLACE, f"自评表 {card_id}", "本版式没有这种自评表")
    card.update(changes)


def _change_table(content: dict[str, Any], table_id: str, changes: dict[str, Any]) -> None:
    checks = changes.pop("check", [])
    if changes.get("id", table_id) != table_id:
        raise FormError(_PLACE, f"表 {table_id}", f"id 写作 {changes['id']}")
    tables = content["tables"]
    for table in tables:
        if table.get("id") == table_id:
            table.update(changes)
            break
    else:
        position = sum(1 for table in tables if not table.get("supplementary") and not table.get("repeated"))
        tables.insert(position, {**changes, "id": table_id})
    known = {check["id"] for check in content["checks"]}
    for check in checks:
        if check.get("id") in known:
            raise FormError(_PLACE, f"审核 {check.get('id')}", "编号已经用过")
        content["checks"].append(check)
