"""The checks of text and print: their list, their help pages, and that no finding has an id outside the catalogues."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from juesuan_gui.checks.cards.catalogue import CARD_CHECKS
from juesuan_gui.checks.print.text_catalogue import TEXT_CHECKS
from juesuan_gui.forms import load_form
from juesuan_gui.forms.build_checks import KINDS

ROOT = Path(__file__).resolve().parents[2]
HELP = ROOT / "resources" / "help"
SECTIONS = ("查什么", "依据", "例子", "常见原因", "怎么改", "相关审核")
FORM_CHECKS = frozenset(load_form("national-2020", [ROOT / "templates"]).checks)
_ID = re.compile(r'"((?:F|N|P|S|XY|XB|XU|XZ|T\d)\d*-?\d\d?)"')


@pytest.mark.parametrize("check", TEXT_CHECKS.values(), ids=lambda check: check.id)
def test_a_check_is_declared_and_explained(check: object) -> None:
    declared = TEXT_CHECKS[check.id]  # type: ignore[attr-defined]
    assert declared.title and declared.basis
    assert declared.kind in {*KINDS, "wording", "structure", "unit", "table_vs_text", "cross_ref"}
    page = (HELP / f"{declared.id}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {declared.id} {declared.title}")
    for section in SECTIONS:
        assert f"\n## {section}\n" in page
    assert re.search(r"\n  > \S", page), "an example of the finding"


def test_no_check_is_declared_twice() -> None:
    assert not set(TEXT_CHECKS) & set(CARD_CHECKS)
    assert not set(TEXT_CHECKS) & FORM_CHECKS


def test_every_id_in_the_code_is_in_a_catalogue() -> None:
    known = {*TEXT_CHECKS, *CARD_CHECKS, *FORM_CHECKS}
    for folder in ("checks", "narrative"):
        for path in (ROOT / "juesuan_gui" / folder).glob("*.py"):
            used = set(_ID.findall(path.read_text(encoding="utf-8")))
            tables = {name for name in used if re.fullmatch(r"T\d", name)}
            assert used - tables <= known, f"{path.name}: {used - tables - known}"
