"""Owns the proof of when a stated total differs from the computed one."""

from __future__ import annotations

import pytest

from juesuan_gui.figures import Figure
from juesuan_gui.live import stated_differs
from juesuan_gui.report import Origin, Stated


@pytest.mark.parametrize(
    ("stated", "computed", "differs"),
    [
        (100, 100, False),
        (100, 101, True),
        (None, 100, True),
        (100, None, True),
        (None, 0, False),
        (0, None, False),
        (None, None, False),
        (0, 0, False),
        (-5, 5, True),
    ],
)
def test_blank_and_zero_say_the_same(stated: int | None, computed: int | None, differs: bool) -> None:
    given = Stated(Figure(stated) if stated is not None else None, Origin.IMPORTED)
    assert stated_differs(given, Figure(computed) if computed is not None else None) is differs
