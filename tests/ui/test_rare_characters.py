"""Names with characters that no font has: told beside the preview, and when the files are made."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from juesuan_gui.publishing import fonts
from juesuan_gui.report import set_text

from .hands import WindowHands

#: Of the private area: whatever fonts a machine has, none may draw it here.
_RARE = "\ue863"


def test_a_character_without_font_is_told_beside_the_preview_and_after_the_export(
    open_hands: WindowHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands, desk = open_hands, open_hands.workspace.desk
    monkeypatch.setattr(fonts, "machine_font_folders", lambda: ())
    told: list[tuple[str, str]] = []
    name = desk.report.text("单位名称")
    desk.do(set_text(desk.report, "单位名称", f"王{_RARE}办公室"))
    hands.workspace.go_to_step("预览导出")
    preview = hands.workspace.pages.preview
    preview.export.notice.connect(lambda level, words: told.append((level, words)))
    hands.wait(lambda: preview.pages.page_count > 0 and not preview.is_rendering)
    hands.wait(preview.lacking.isVisible)
    assert _RARE in preview.lacking.text() and "封面" in preview.lacking.text()
    for suffix, box in preview.export.formats.items():
        box.setChecked(suffix == "pdf")
    preview.export.folder.setText(str(tmp_path / "出"))
    hands.click(preview.export.accept)
    hands.wait(lambda: any(level == "warning" and _RARE in words for level, words in told))
    hands.wait(lambda: not preview.export.is_running)
    # With a name that can be printed the notice is gone.
    desk.do(set_text(desk.report, "单位名称", name))
    hands.wait(lambda: not preview.lacking.isVisible())
    hands.key(Qt.Key.Key_Escape)
