"""Owns the list of keys: those of the menus and those of the table."""

from __future__ import annotations

import html
import re

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from juesuan_gui.ui.menus import MENUS, SEPARATOR

_TABLE_KEYS = (
    ("Enter、Shift+Enter", "下一行、上一行；连按 Tab 之后按 Enter 回到起始列的下一行"),
    ("Tab、Shift+Tab", "右一格、左一格"),
    ("方向键", "移动一格；按住 Shift 扩大选区"),
    ("Ctrl+方向键", "跳到数据边缘"),
    ("Home、Ctrl+Home、Ctrl+End", "行首、表头第一格、最后一格"),
    ("Ctrl+PgUp、Ctrl+PgDn", "上一张表、下一张表"),
    ("直接输入", "替换这一格"),
    ("F2、双击", "在原数上修改"),
    ("Esc", "放弃修改"),
    ("Delete", "清除选中的格"),
    ("Ctrl+D、Ctrl+R", "向下填充、向右填充"),
    ("Ctrl+Enter", "把输入的数填满选区"),
    ("Ctrl+C、Ctrl+X、Ctrl+V", "复制、剪切、粘贴（Excel、WPS、Word、网页；整张表连表名、表头一起粘贴也认得）"),
    ("Ctrl+I", "插入科目行：输入编码、名称或拼音首字母"),
    ("Ctrl+-", "删除选中的科目行"),
    ("Alt+=", "选中的合计采用计算值"),
    ("Ctrl+滚轮", "放大、缩小"),
)
_PANE_KEYS = (
    ("Enter、双击", "到这条发现的单元格；两张表之间的，旁边并列两表的数"),
    ("Ctrl+C", "复制选中的审核结果，可粘贴到 Excel、WPS"),
    ("Ctrl+Enter", "保存正在写的说明"),
    ("Esc", "从查找、审核依据、说明、版本、导入、新建、两表对照返回"),
)
_EXPLANATION_KEYS = (
    ("Alt+↓、Alt+↑", "下一处、上一处待填"),
    ("Tab、Enter", "到下一个可点的地方；打开它：填写、改写，或到表里"),
    ("F2、双击", "改写这一段"),
    ("Ctrl+Enter", "写好；在待填处接着到下一处"),
    ("Esc", "放弃正在写的"),
)
_REVIEW_KEYS = (
    ("F8、Shift+F8", "下一条、上一条，原文同时到那一处"),
    ("1、2、3、4", "在审核结果里：待核、认可、不采纳、已修改"),
    ("Enter", "在审核结果里：回到原文的这一处；在理由里：存下"),
    ("←、→", "收起、展开由它引起的各条"),
    ("Ctrl+Z", "撤销上一步处理"),
    ("Ctrl+F", "筛选审核结果"),
    ("F6、Shift+F6", "在原文、审核结果、理由之间移动"),
    ("F1、Esc", "打开、关闭审核依据"),
)


def shortcut_sections() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every key with what it does, by section."""
    sections = [
        ("表格", list(_TABLE_KEYS)),
        ("审核窗格和右侧", list(_PANE_KEYS)),
        ("文字说明", list(_EXPLANATION_KEYS)),
        ("审核待审报告", list(_REVIEW_KEYS)),
    ]
    for title, entries in MENUS:
        rows = [
            ("、".join(QKeySequence(key).toString() for key in entry.keys), _plain(entry.name))
            for entry in entries
            if entry is not SEPARATOR and entry.keys
        ]
        if rows:
            sections.append((_plain(title), rows))
    return sections


class ShortcutList(QDialog):
    """A window that can stay open beside the work."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("快捷键一览")
        self.resize(560, 640)
        page = QTextBrowser()
        page.document().setDocumentMargin(18)
        page.setHtml(_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)


def _page() -> str:
    parts = []
    for title, rows in shortcut_sections():
        lines = "".join(
            f"<tr><td style='padding:3px 22px 3px 0'><b>{html.escape(keys)}</b></td>"
            f"<td style='padding:3px 0'>{html.escape(words)}</td></tr>"
            for keys, words in rows
        )
        parts.append(f"<h3>{html.escape(title)}</h3><table cellspacing='0'>{lines}</table>")
    return "".join(parts)


def _plain(name: str) -> str:
    """A menu's name without its mnemonic: 新建(&N)… is 新建."""
    return re.sub(r"\(&\w\)…?", "", name)
