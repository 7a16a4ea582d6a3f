"""Owns the parts of the guided path, and how far each of them is."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan_gui.forms import Level
from juesuan_gui.report import TableKey
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.outline import outline_tables

BASICS, DATA, AUDIT, EXPLANATION, PREVIEW = "基本信息", "数据", "审核", "说明", "预览导出"
STEPS = (BASICS, DATA, AUDIT, EXPLANATION, PREVIEW)


def guide_states(desk: Desk, *, has_basics: bool, explanation: tuple[str, str]) -> Iterator[tuple[str, str, str]]:
    """Name, tone and words of every part that has a state; ``explanation`` is the tone and words of that part."""
    # The printed tables make the report; supplementary data may stay empty.
    own = [TableKey(table.id) for table in outline_tables(desk.form)[0][1]]
    filled = [key for key in own if desk.report.is_filled(key)]
    yield BASICS, "good" if has_basics else "quiet", "已填" if has_basics else "还没有填单位名称"
    tone = "good" if len(filled) == len(own) else "accent" if filled else "quiet"
    yield DATA, tone, f"{len(own)} 张表填了 {len(filled)} 张"
    # What an empty report has drafted is not begun by anybody.
    yield EXPLANATION, *(explanation if filled else ("quiet", explanation[1]))
    counts = desk.session.audit.counts() + desk.parts.counts()
    if not filled and not counts:
        yield AUDIT, "quiet", "还没有数据"
    elif counts[Level.ERROR]:
        yield AUDIT, "error", f"{counts[Level.ERROR]} 个错误"
    elif counts[Level.WARNING]:
        yield AUDIT, "warning", f"{counts[Level.WARNING]} 个警告"
    else:
        is_whole = len(filled) == len(own)
        yield AUDIT, "good" if is_whole else "quiet", "全部相符" if is_whole else "已填的都相符"
