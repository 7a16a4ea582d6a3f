"""Owns the asking where the listed findings are to be exported, and what is said about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from juesuan_gui.publishing.naming import file_stem
from juesuan_gui.ui.audit.exporting import Exporting
from juesuan_gui.ui.audit.finding_words import ListedRow
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.file_choosing import choose_target
from juesuan_gui.ui.giving_out.export_box import documents_folder, free_path
from juesuan_gui.ui.settings import Settings


def export_findings(
    parent: QWidget, rows: Sequence[ListedRow], desk: Desk, settings: Settings, notice: Callable[[str, str], object]
) -> None:
    """Ask for a file and write the findings into it; ``notice`` takes a level and a Chinese sentence."""
    if not rows:
        notice("info", "没有列出的审核结果，不用导出。")
        return
    name = f"{file_stem(desk.report)}审核清单"
    folder = Path(settings.text("export_folder") or documents_folder())
    chosen, _ = choose_target(parent, "导出清单", folder / f"{name}.xlsx", "Excel 工作簿 (*.xlsx)")
    if not chosen:
        return
    path = Path(chosen)
    # The dialog has asked about replacing only the name that it saw.
    path = path if path.suffix.lower() == ".xlsx" else free_path(path.with_name(f"{path.name}.xlsx"))
    exporting = Exporting(rows, desk.session, name, path)

    def say() -> None:
        if exporting.problem:
            notice("error", exporting.problem)
        else:
            notice("info", f"已导出 {len(rows)} 条审核结果到 {path}。")

    if exporting.is_very_large:
        desk.large.make(exporting, say)
    else:
        exporting.export()
        say()
