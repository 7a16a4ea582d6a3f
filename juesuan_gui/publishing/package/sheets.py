"""The sheets that go with a report to the finance bureau (审签表, 公开情况回执), as the form declares them.

``narrative/sheets.toml`` of the nearest form that has it says their rows; each cell is a text template.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec
from jinja2 import TemplateError

from juesuan_gui.document import (
    Alignment,
    Cell,
    CellRole,
    Column,
    Document,
    Grid,
    Metadata,
    PageNumbering,
    Paragraph,
    Section,
    TextStyle,
)
from juesuan_gui.forms import FormError, read_declared
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.drafting.facts import Facts
from juesuan_gui.narrative.drafting.figures import Marks
from juesuan_gui.narrative.drafting.templates import PARAGRAPH_END, TextTemplates
from juesuan_gui.publishing.own_template.words import Words
from juesuan_gui.relations import RelationError

_FILE: Final = "sheets.toml"
_WIDTHS: Final = (24, 28, 22, 26)
_NOTHING_OPEN: Final = "没有未处理的审核结果。"


class _Row(msgspec.Struct, forbid_unknown_fields=True):
    cells: tuple[str, ...]
    high: int = 0


class _Sheet(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    title: str
    rows: tuple[_Row, ...]


class _SheetFile(msgspec.Struct, forbid_unknown_fields=True):
    sheet: tuple[_Sheet, ...] = ()


def package_sheets(live: LiveReport, open_findings: Mapping[str, int]) -> dict[str, Document]:
    """The sheets of a report by name, each a document of one page.

    ``open_findings`` counts what is not settled by the level's label (错误, 警告, 提示). Raises FormError for a file
    that cannot be read or a cell that cannot be written.
    """
    templates = TextTemplates(live.form)
    path = next((folder / _FILE for folder in templates.folders if (folder / _FILE).is_file()), None)
    if path is None:
        return {}
    counted = "、".join(f"{level}{count}条" for level, count in open_findings.items() if count)
    writer = _Writer(live, templates, path, f"还有{counted}没有处理。" if counted else _NOTHING_OPEN)
    return {sheet.name: writer.document(sheet) for sheet in _declared(path)}


def _declared(path: Path) -> tuple[_Sheet, ...]:
    return read_declared(path, _SheetFile).sheet


class _Writer:
    """Writes the cells of one report's sheets."""

    def __init__(self, live: LiveReport, templates: TextTemplates, path: Path, is_open: str) -> None:
        self._templates = templates
        self._path = path
        self._marks = Marks(templates.style(live.form.numbers))
        self._names = Words(live).names()
        extra = {"未处理": is_open, "有自评表": bool(live.report.card_ids())}
        self._context: dict[str, object] = {**Facts(live, self._marks, "").context(), **self._names, **extra}

    def document(self, sheet: _Sheet) -> Document:
        """One sheet."""
        title = self._said(sheet.title, sheet.name)
        cells: list[Cell] = []
        for at, row in enumerate(sheet.rows):
            for column, text in enumerate(row.cells):
                is_label = column % 2 == 0
                # Blank lines above keep room for a signature.
                blank = "\n" * row.high if not is_label else ""
                span = len(_WIDTHS) - column if column == len(row.cells) - 1 else 1
                alignment = Alignment.CENTER if is_label else Alignment.LEFT
                said = blank + self._said(text, sheet.name)
                cells.append(Cell(at, column, said, CellRole.LABEL, 1, span, alignment, bold=is_label))
        grid = Grid(
            f"sheet-{sheet.name}",
            tuple(Column(width) for width in _WIDTHS),
            tuple(cells),
            title=Paragraph.of(title, TextStyle.TABLE_TITLE, outline_level=0),
            sheet_name=sheet.name,
        )
        name = f"{self._names['单位']}{self._names['年度']}年度{title}"
        return Document(name, (Section((grid,), numbering=PageNumbering.NONE),), Metadata(author=self._names["单位"]))

    def _said(self, text: str, sheet: str) -> str:
        try:
            said = self._templates.render_own(text, self._context)
        except (TemplateError, RelationError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise FormError(self._path, sheet, f"“{text}”写不出来：{error}") from None
        return self._marks.unmarked(said.replace(PARAGRAPH_END, ""))[0].strip("\n")
