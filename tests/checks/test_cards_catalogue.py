"""The scorecard checks against CHECKS.md (section P) and their help pages, one to one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from juesuan_gui.checks.cards.catalogue import CARD_CHECKS
from juesuan_gui.forms.build_checks import KINDS

HELP = Path(__file__).resolve().parents[2] / "resources" / "help"
SECTIONS = ("查什么", "依据", "例子", "常见原因", "怎么改", "相关审核")

#: Transcribed from CHECKS.md; P10 is lowered to a hint (its limit is a matter of taste), P23 to P25 are ours.
LEVELS = {
    "error": "P01 P02 P04 P05 P06 P13 P16 P17 P25",
    "warning": "P03 P08 P09 P11 P12 P15 P18 P19 P20 P21 P23 P24",
    "info": "P07 P10 P14 P22",
}


def test_the_catalogue_is_that_of_the_list() -> None:
    assert {check: item.level.value for check, item in CARD_CHECKS.items()} == {
        check: level for level, checks in LEVELS.items() for check in checks.split()
    }
    assert [int(check[1:]) for check in CARD_CHECKS] == list(range(1, 26))


def test_help_pages_one_to_one() -> None:
    assert {path.stem for path in HELP.glob("P*.md") if re.fullmatch(r"P\d\d", path.stem)} == set(CARD_CHECKS)


@pytest.mark.parametrize("check", CARD_CHECKS)
def test_help_page(check: str) -> None:
    item = CARD_CHECKS[check]
    text = (HELP / f"{check}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {check} {item.title}\n")
    assert tuple(re.findall(r"^## (.+)$", text, re.MULTILINE)) == SECTIONS
    assert all(body.strip() for body in re.split(r"^## .+$", text, flags=re.MULTILINE)[1:])
    assert len(re.findall(r"^- (?:通过|不通过)：", text, re.MULTILINE)) == 2
    assert len(re.findall(r"^  > .+。$", text, re.MULTILINE)) == 1
    assert f"级别：{item.level.label}" in text
    related = text.rsplit("## 相关审核", 1)[1].strip().split("、")
    assert check not in related and set(related) <= set(CARD_CHECKS)


@pytest.mark.parametrize("check", CARD_CHECKS)
def test_declaration(check: str) -> None:
    item = CARD_CHECKS[check]
    assert item.id == check and item.title and item.basis
    assert item.kind in KINDS | {"scorecard_rate", "scorecard_sum", "scorecard_logic", "cross_ref", "structure"}
