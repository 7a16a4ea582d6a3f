"""Owns hints at names of fixed rows that lost a word: beside the rows around them, beside the catalogue (F13, F14)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan_gui.checks.observations import Observation
from juesuan_gui.checks.print.published import Published, plain, spot_of
from juesuan_gui.forms import Level
from juesuan_gui.narrative.headings import ordinal_of
from juesuan_gui.report import PrintedRow, PrintedTable

#: So many numbered rows of one block must end alike before the one that does not stands out.
_FEW = 5
_ENDS = ("收入", "支出")
#: A name may lose these without becoming another.
_JOINTS = re.compile(r"[和与及、]")


def row_name_checks(source: Published) -> Iterator[Observation]:
    """Fixed rows that are named otherwise than those beside them, or than the catalogue of economic 科目 names them."""
    for printed in source.tables:
        if not printed.is_inferred:
            yield from _odd_ends(printed)
            yield from _lost_joints(source, printed)


def _odd_ends(printed: PrintedTable) -> Iterator[Observation]:
    """F14: 一、…收入 二、政府性基金预算财政拨款 三、…收入: one numbered row lacks the word that all others end with."""
    blocks: dict[int, list[PrintedRow]] = {}
    for row in printed.rows:
        if row.name is not None and (ordinal := ordinal_of(plain(row.name.text))) is not None and ordinal.rank == 1:
            blocks.setdefault(row.block, []).append(row)
    for rows in blocks.values():
        for word in _ENDS:
            odd = [row for row in rows if not _bare(row).endswith(word)]
            if len(rows) >= _FEW and len(odd) == 1 and odd[0].name is not None and f"{word}" not in _bare(odd[0]):
                yield Observation(
                    key=f"F14|少字|{printed.id}|{odd[0].key}",
                    check="F14",
                    level=Level.INFO,
                    kind="wording",
                    spot=spot_of(odd[0].name, printed.id, odd[0].key),
                    message=f"“{odd[0].name.text.strip()}”少了“{word}”二字，同栏其他各行都以“{word}”结尾。",
                    stated=odd[0].name.text.strip(),
                    expected=f"{odd[0].name.text.strip()}{word}",
                )


def _bare(row: PrintedRow) -> str:
    return re.sub(r"\([^()]*\)$", "", plain(row.name.text)) if row.name is not None else ""


def _lost_joints(source: Published, printed: PrintedTable) -> Iterator[Observation]:
    """F13: 30299 其他商品服务支出, which the catalogue calls 其他商品和服务支出."""
    rows = source.form.table(printed.id).rows
    for row in printed.rows:
        known = rows.get(row.key)
        if known is None or row.name is None or not row.key.isdigit() or not row.title:
            continue
        title, label = plain(row.title), plain(known.label)
        if len(title) < len(label) and title == _JOINTS.sub("", label):
            yield Observation(
                key=f"F13|少字|{printed.id}|{row.key}",
                check="F13",
                level=Level.INFO,
                kind="wording",
                spot=spot_of(row.name, printed.id, row.key),
                message=f"科目 {row.key} 印作“{row.title}”，科目表中叫“{known.label}”。",
                stated=row.title,
                expected=known.label,
            )
