"""Owns the items that 基本支出 is said to consist of: what the table has nothing for is not listed (N6-01)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.figures import Figure
from juesuan_gui.forms import Form, Level
from juesuan_gui.narrative.model import Passage
from juesuan_gui.relations import Address
from juesuan_gui.report import PrintedTable, TableKey

_BASIC = "T6"
_LIST = re.compile(r"包括:?(?P<names>[^。;:\d]{12,})")
_END = re.compile(r"等(?:支出|费用|方面)?[,，]?$")
#: Of a shorter list too little is known to be the table's own names.
_FEWEST = 4
_SHOWN = 5


def listed_item_checks(
    text: Sequence[Passage], form: Form, printed: Sequence[PrintedTable], figures: Mapping[Address, Figure]
) -> Iterator[Observation]:
    """Names of a list under 基本支出 for which the printed rows of the table show nothing: one hint a list.

    ``figures`` are those that the source states. Nothing is said where the table was not read, or left rows unread.
    """
    table = next((item for item in printed if item.id == _BASIC), None)
    if table is None:
        return
    amounts = _amounts(form, table, figures)
    for passage in text:
        if passage.is_heading or passage.in_cell or not any("基本支出" in heading for heading in passage.headings):
            continue
        for match in _LIST.finditer(passage.text):
            names = [_plain(name) for name in re.split(r"[、,，]", _END.sub("", match["names"])) if name.strip()]
            known = [name for name in names if name in amounts]
            empty = [name for name in known if not amounts[name]]
            # Where most is empty the list is that of another table, or the table another year's.
            if len(known) < _FEWEST or not empty or len(empty) * 2 > len(known):
                continue
            more = f"等 {len(empty)} 项" if len(empty) > _SHOWN else ""
            place = passage.text.find(match["names"], match.start())
            yield Observation(
                key=f"N6-01|所列科目|{names[0][:12]}",
                check="N6-01",
                level=Level.INFO,
                kind="table_vs_text",
                spot=Spot(passage.place(place), passage.quote(place, match.end())),
                message=f"这里说“包括”的{'、'.join(empty[:_SHOWN])}{more}，在“{form.table(_BASIC).title}”里没有数，请核对。",
            )


def _amounts(form: Form, table: PrintedTable, figures: Mapping[Address, Figure]) -> dict[str, bool]:
    """Whether any printed row of a name shows an amount; rows that are not printed say nothing."""
    key = TableKey(_BASIC)
    columns = [column.key for column in form.table(_BASIC).columns]
    labels = {row.key: row.label or row.key for row in form.table(_BASIC).rows.values() if row.code}
    found: dict[str, bool] = {}
    for row in table.rows:
        if row.key in labels:
            cells = (figures.get(key.cell(row.key, column)) for column in columns)
            name = _plain(labels[row.key])
            found[name] = found.get(name, False) or any(cell is not None and cell.value for cell in cells)
    return found


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
