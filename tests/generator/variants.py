"""A form declared as data alone, with every row and column that only some places print (the optional checks)."""

from __future__ import annotations

from pathlib import Path

from juesuan_gui.forms import Form, load_form
from tests.generator.reports import TEMPLATES

_CODED = """
  { role = "code", header = ["科目编码"] }, { role = "name", header = ["科目名称"] },
"""


def _columns(names: tuple[str, ...], above: str = "") -> str:
    return "\n".join(f'  {{ role = "figure", header = [{above}"{name}"], column = "{name}" }},' for name in names)


def _coded_table(table_id: str, names: tuple[str, ...]) -> str:
    keys = ", ".join(f'{{ key = "{name}" }}' for name in names)
    return f'id = "{table_id}"\ncolumns = [{keys}]\n[[blocks]]\nfields = [{_CODED}{_columns(names)}\n]\n'


_FLOW = ("年初结转和结余", "本年收入", "合计", "基本支出", "项目支出", "年末结转和结余")
_TRAVEL = tuple(
    f"{side}{name}"
    for side in ("预算", "决算")
    for name in (
        "合计",
        "因公出国（境）费",
        "公务用车小计",
        "公务用车购置费",
        "公务用车运行费",
        "公务接待费",
        "会议费",
        "培训费",
    )
)
_CARS = tuple(name for name in _TRAVEL if "公务用车" in name)
_T7 = (
    'id = "T7"\ncolumns = ['
    + ", ".join(f'{{ key = "{name}" }}' for name in _TRAVEL)
    + ']\n[[blocks]]\nname = "三公"\nfields = [\n'
    + _columns(tuple(name for name in _TRAVEL if name not in _CARS))
    + "\n"
    + _columns(_CARS, '"公务用车购置及运行费", ')
    + "\n]\n"
)
# Two rows of the inherited table become those that only some places print.
_T6 = """
id = "T6"
[edit.row."39907"]
key = "309"
code = "309"
label = "资本性支出（基本建设）"
groups = ["公用类"]
[edit.row."39908"]
key = "311"
code = "311"
label = "对企业补助（基本建设）"
groups = ["公用类"]
"""
VARIANT = {
    "form.toml": 'id = "variant-2020"\nname = "某省"\nregion = "某省"\nyear = 2020\nextends = "ningxia-2020"\n',
    "tables/T5.toml": _coded_table("T5", _FLOW),
    "tables/T6.toml": _T6,
    "tables/T7.toml": _T7,
    "tables/T9.toml": _coded_table("T9", _FLOW),
}


def variant_form(folder: Path) -> Form:
    """Write the variant into a folder and load it over the bundled forms."""
    for name, text in VARIANT.items():
        path = folder / "variant-2020" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_form("variant-2020", [TEMPLATES, folder])
