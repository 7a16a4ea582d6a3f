"""Owns the 报送包: Word, PDF and Excel of a report under one file name, with 审签表 and 公开情况回执."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from juesuan_gui.forms import FormError
from juesuan_gui.live import LiveReport
from juesuan_gui.publishing.compose import compose
from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.publishing.excel.render import render_excel
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.naming import file_stem
from juesuan_gui.publishing.own_template.filling import fill_template
from juesuan_gui.publishing.own_template.told import FilledTemplate
from juesuan_gui.publishing.package.made import FORMATS, Order, Package
from juesuan_gui.publishing.package.sheets import package_sheets
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.publishing.rare_characters import missing_characters, missing_sentences
from juesuan_gui.publishing.word.render import render_word

_MADE_IN_ORDER: Final = ("pdf", "docx", "xlsx")
#: Told what is begun, how many steps are done and of how many; it may end the work by raising.
Progress = Callable[[str, int, int], None]


def make_package(
    live: LiveReport,
    folder: Path,
    order: Order,
    open_findings: Mapping[str, int] | None = None,
    progress: Progress = lambda step, done, total: None,
) -> Package:
    """Write the files into the folder, which is made where it is missing. Raises PublishingError.

    The PDF is laid out first: its page numbers fill Word's contents. Open findings never stop the work; they are
    counted on the 审签表.
    """
    stem = order.name or file_stem(live.report, order.pattern)
    formats = [suffix for suffix in FORMATS if suffix in order.formats]
    total = len(formats) + 1 + order.with_sheets
    composing = partial(progress, "正在编排", 0, total)
    composing()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise PublishingError(f"文件夹“{folder}”建不了：{fault.strerror}。请换一个位置。") from fault
    try:
        document = compose(live, with_formulas="xlsx" in formats, pause=composing)
        sheets = package_sheets(live, open_findings or {}) if order.with_sheets else {}
    except FormError as error:
        raise PublishingError(str(error)) from error
    fonts = FontBook.of_machine()
    made: dict[str, Path] = {}
    pages: dict[str, int] | None = None
    filled: FilledTemplate | None = None
    lacking: list[str] = []
    for done, suffix in enumerate(sorted(formats, key=_MADE_IN_ORDER.index), 1):
        tell = partial(progress, f"正在生成 {FORMATS[suffix]}", done, total)
        tell()
        made[suffix] = path = folder / f"{stem}.{suffix}"
        if suffix == "pdf":
            pages = render_pdf(document, path, fonts=fonts, pause=tell)
            lacking = missing_sentences(missing_characters(document, fonts))
        elif suffix == "xlsx":
            render_excel(document, path, pause=tell)
        elif order.template is not None:
            filled = fill_template(live, order.template, path, fonts=fonts, pause=tell)
        else:
            render_word(document, path, heading_pages=pages, fonts=fonts, pause=tell)
    files = [made[suffix] for suffix in formats]
    if order.with_sheets:
        progress("正在生成 审签表和公开情况回执", total - 1, total)
        for name, sheet in sheets.items():
            files.append(folder / f"{stem}{name}.docx")
            render_word(sheet, files[-1], fonts=fonts)
    progress("完成", total, total)
    return Package(tuple(files), filled, tuple(lacking))
