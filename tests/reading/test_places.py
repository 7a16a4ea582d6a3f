"""Which province a name is of."""

from __future__ import annotations

import pytest

from juesuan_gui.reading.places import provinces_in


@pytest.mark.parametrize(
    ("name", "provinces"),
    [
        ("固原市医疗保障局", ("宁夏",)),
        ("上海市普陀区财政局", ("上海",)),
        ("海南州教育局", ("青海",)),
        ("海南省教育厅", ("海南",)),
        ("辽宁省朝阳市教育局", ("辽宁", "辽宁")),
        ("朝阳区教育局", ()),
        ("北京西路街道办事处", ()),
        ("四川大道派出所", ()),
        ("某县某局", ()),
        ("", ()),
    ],
)
def test_a_name_tells_its_province(name: str, provinces: tuple[str, ...]) -> None:
    assert provinces_in(name) == provinces
