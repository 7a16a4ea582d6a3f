"""The declared checks of the nine tables against CHECKS.md (sections T1–T9 and X) and their help pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from juesuan_gui.forms import Form, load_form
from juesuan_gui.forms.build_checks import KINDS
from juesuan_gui.forms.declarations import CheckDeclaration, ChecksDeclaration, decode, read_toml

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
HELP = ROOT / "resources" / "help"
NATIONAL, NINGXIA = "national-2020", "ningxia-2020"

#: Transcribed from CHECKS.md: what this year's nine tables alone can show, by level.
LEVELS = {
    "error": """
        T1-01 T1-02 T1-03 T1-04 T1-05 T2-01 T2-02 T2-03 T2-04 T3-01 T3-02
        T4-01 T4-02 T4-03 T4-04 T4-05 T4-06 T4-07 T5-01 T5-02 T5-04 T5-05
        T6-01 T6-02 T6-03 T6-04 T7-01 T7-02 T7-04 T7-09 T8-01 T8-02 T8-03 T9-01 T9-02 T9-03
        X12-01 X12-02 X12-03 X13-01 X13-02 X14-01 X14-02 X24-01 X34-01 X45-01 X45-02 X48-01 X49-01 X56-01
    """,
    "warning": """
        T1-07 T1-08 T1-09 T2-05 T4-08 T5-03 T6-07 T7-03 T7-05 T7-06 T7-07 T8-04
        X14-03 X14-04 X14-05 X24-02 X34-02 X67-01 X67-02
    """,
    "info": "T1-06 T3-03 T3-04 T3-05 T6-05 T6-06 X56-02 X68-01",
}
CATALOGUE = {check: level for level, checks in LEVELS.items() for check in checks.split()}
#: Listed in those sections too, but they need the text, last year, the budget, other units or the 财决 workbook.
NEED_MORE = {
    "T7-08",
    *(f"XY-0{number}" for number in range(1, 6)),
    "XB-01",
    "XU-01",
    "XU-02",
    "XZ-01",
    "XZ-02",
}
#: Checks about rows or columns that only some places print; the national form has no rule for them.
ONLY_ELSEWHERE = frozenset({"T2-04", "T5-04", "T6-04", "T6-07", "T7-09", "T9-02"})
PLACEHOLDERS = frozenset({"位置", "表", "行", "列", "左", "右", "差"})
SECTIONS = ("查什么", "依据", "例子", "常见原因", "怎么改", "相关审核")


def declared(form_id: str) -> dict[str, CheckDeclaration]:
    """The declarations of one form's own files for the nine tables (T1.toml … T9.toml, X.toml)."""
    found: dict[str, CheckDeclaration] = {}
    for path in sorted((TEMPLATES / form_id / "checks").glob("*.toml")):
        if re.fullmatch(r"T\d|X", path.stem):
            for item in decode(read_toml(path), ChecksDeclaration, path, "check").check:
                assert item.id not in found
                found[item.id] = item
    return found


DECLARED = declared(NATIONAL)


def test_declares_exactly_the_catalogue() -> None:
    assert set(DECLARED) == set(CATALOGUE)
    assert not set(CATALOGUE) & NEED_MORE
    assert set(declared(NINGXIA)) <= set(CATALOGUE)


@pytest.mark.parametrize("check", sorted(CATALOGUE))
def test_declaration(check: str) -> None:
    item = DECLARED[check]
    assert item.level == CATALOGUE[check]
    assert item.kind in KINDS
    assert item.title and item.basis and item.message.endswith("。") and item.rule
    assert set(re.findall(r"\{([^}]*)\}", item.message)) <= PLACEHOLDERS
    assert not re.search(r"[TZ]\d", item.title + item.message), "an accountant does not know our table codes"
    if item.level != "error":
        assert not item.message.startswith("错误")


def test_help_pages_one_to_one() -> None:
    pages = {path.stem for path in HELP.glob("*.md") if re.match(r"[TX]\d", path.stem)}
    # T7-08 is about the text and in its own list.
    assert pages - NEED_MORE == set(DECLARED)


@pytest.mark.parametrize("check", sorted(CATALOGUE))
def test_help_page(check: str) -> None:
    item = DECLARED[check]
    text = (HELP / f"{check}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {check} {item.title}\n")
    assert tuple(re.findall(r"^## (.+)$", text, re.MULTILINE)) == SECTIONS
    for body in re.split(r"^## .+$", text, flags=re.MULTILINE)[1:]:
        assert body.strip()
    assert len(re.findall(r"^- (?:通过|不通过)：", text, re.MULTILINE)) == 2
    # The message shown in the example is the one that the program writes.
    pattern = "[^\n]*?".join(re.escape(part) for part in re.split(r"\{[^}]*\}", item.message))
    assert re.search(rf"^  > {pattern}$", text, re.MULTILINE)


@pytest.mark.parametrize("check", sorted(CATALOGUE))
def test_related_checks_exist(check: str) -> None:
    text = (HELP / f"{check}.md").read_text(encoding="utf-8")
    related = text.rsplit("## 相关审核", 1)[1].strip().split("、")
    own = [item for item in related if re.match(r"[TX]\d", item)]
    assert check not in related
    assert set(own) <= set(CATALOGUE) | NEED_MORE
    assert all(re.fullmatch(r"[A-Z]+\d*-?\d+", item) for item in related)


@pytest.fixture(scope="module", params=[NATIONAL, NINGXIA])
def form(request: pytest.FixtureRequest) -> Form:
    return load_form(request.param, [TEMPLATES])


def test_loads_in_form(form: Form) -> None:
    loaded = {check for check in form.checks if check in CATALOGUE}
    elsewhere = ONLY_ELSEWHERE if form.id == NATIONAL else ONLY_ELSEWHERE - {"T2-04", "T6-04"}
    assert loaded == set(CATALOGUE) - elsewhere


def test_no_rule_is_lost(form: Form) -> None:
    """Only what is marked optional may be missing from a form."""
    own = {**DECLARED, **({} if form.id == NATIONAL else declared(form.id))}
    for check, item in own.items():
        firm = [rule.relation for rule in (item.rule or DECLARED[check].rule) if not rule.optional]
        kept = [rule.text for rule in form.checks[check].rules] if check in form.checks else []
        assert set(firm) <= set(kept), check


def test_settings_are_the_forms(form: Form) -> None:
    for check in form.checks.values():
        for setting, values in check.settings.items():
            # "" stands for a report in which the setting was never chosen.
            assert set(values) <= {"", *form.settings[setting]}, check.id
