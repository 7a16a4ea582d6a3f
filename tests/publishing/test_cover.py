"""The words of a cover: what is its title and what stands small below it."""

import pytest

from juesuan_gui.document import TextStyle
from juesuan_gui.publishing.cover import cover_lines, named_with_scope


@pytest.mark.parametrize(
    ("words", "title", "below"),
    [
        ("某局\n2020年度部门决算", "某局\n2020年度部门决算", []),
        ("某局\n部门决算\n（2020年度）", "某局\n部门决算", ["（2020年度）"]),
        ("2024年度\n某局部门决算", "2024年度\n某局部门决算", []),
        ("某局\n绩效报告\n二〇二一年八月", "某局", ["绩效报告", "二〇二一年八月"]),
        ("某局部门决算", "某局部门决算", []),
    ],
)
def test_the_title_ends_with_the_line_that_names_the_accounts(words: str, title: str, below: list[str]) -> None:
    first, *rest = cover_lines(words)
    assert (first.text, first.style) == (title, TextStyle.COVER_TITLE)
    assert [line.text for line in rest] == below
    assert all(line.style is TextStyle.COVER_LINE for line in rest)


@pytest.mark.parametrize(
    ("name", "scope", "printed"),
    [("某局", "", "某局"), ("某局", "本级", "某局（本级）"), ("某局本级", "本级", "某局本级")],
)
def test_a_scope_is_named_once(name: str, scope: str, printed: str) -> None:
    assert named_with_scope(name, scope) == printed
