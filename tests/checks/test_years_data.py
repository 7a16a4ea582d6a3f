"""The declared XY, XB and XZ checks against CHECKS.md, and their help pages."""

from __future__ import annotations

import re

import pytest

from juesuan_gui.forms import form_ids, load_form
from juesuan_gui.forms.declarations import CheckDeclaration, ChecksDeclaration, decode, read_toml
from tests.checks.test_catalogue_data import HELP, PLACEHOLDERS, SECTIONS, TEMPLATES

LEVELS = {
    "XY-01": "warning",
    "XY-02": "warning",
    "XY-04": "warning",
    "XB-01": "warning",
    "XZ-01": "error",
    "XZ-02": "error",
}
FOLDER = TEMPLATES / "national-2020" / "checks"
DECLARED: dict[str, CheckDeclaration] = {
    item.id: item
    for name in ("XY", "XB", "XZ")
    for item in decode(read_toml(FOLDER / f"{name}.toml"), ChecksDeclaration, FOLDER / f"{name}.toml", "check").check
}


def test_declares_exactly_the_catalogue() -> None:
    assert {check: item.level for check, item in DECLARED.items()} == LEVELS
    for item in DECLARED.values():
        assert set(re.findall(r"\{([^}]*)\}", item.message)) <= PLACEHOLDERS
        assert item.message.endswith("。")


@pytest.mark.parametrize("check", sorted(LEVELS))
def test_help_page(check: str) -> None:
    item = DECLARED[check]
    text = (HELP / f"{check}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {check} {item.title}\n")
    assert tuple(re.findall(r"^## (.+)$", text, re.MULTILINE)) == SECTIONS
    assert len(re.findall(r"^- (?:通过|不通过)：", text, re.MULTILINE)) == 2
    pattern = "[^\n]*?".join(re.escape(part) for part in re.split(r"\{[^}]*\}", item.message))
    assert re.search(rf"^  > {pattern}$", text, re.MULTILINE)
    related = text.rsplit("## 相关审核", 1)[1].strip().split("、")
    assert check not in related
    assert all((HELP / f"{item}.md").is_file() for item in related)


def test_every_form_has_them() -> None:
    for form_id in form_ids([TEMPLATES]):
        form = load_form(form_id, [TEMPLATES])
        assert set(LEVELS) <= set(form.checks), form_id
