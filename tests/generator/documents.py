"""Whole published reports, consistent by plain arithmetic: tables, explanation, cover, contents, in any form and style.

A `Published` holds a document tree whose figures are known one by one, so that it can be printed in any format,
and printed again with one figure, word or name changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from random import Random

from juesuan_gui.document import (
    Block,
    Cell,
    Column,
    Document,
    EdgeLine,
    Grid,
    Orientation,
    Paragraph,
    TableOfContents,
    TextStyle,
)
from juesuan_gui.document import CellRole as Printed
from juesuan_gui.document import Section as Pages
from juesuan_gui.forms import CellRole, CodeRow, Form, Table, lay_out, load_form
from juesuan_gui.relations import Address
from tests.generator.cards import PlainCard, title_of
from tests.generator.documents_cards import card_grid, project_cards
from tests.generator.documents_facts import make_facts
from tests.generator.documents_text import numeral, sections
from tests.generator.documents_words import SIZES, Style, Teller, parsed
from tests.generator.fitting import fitted
from tests.generator.ledger import Cells, Shape, make_ledger, tables
from tests.generator.reports import TEMPLATES, codes, codes_name, with_both_funds

_PLACES = {
    "北京": "北京市海清区",
    "河北": "河北省临江县",
    "湖南": "湖南省临江县",
    "江西": "江西省临江县",
    "宁夏": "宁夏回族自治区临江县",
    "上海": "上海市临江区",
    "四川": "四川省临江县",
    "湖北": "武汉市临江区",
    "云南": "云南省临江县",
}
_OFFICES = ("医疗保障局", "水务局", "财政局", "科学技术局", "文化和旅游局", "审计局", "应急管理局")
_TERMS = (
    "财政拨款收入：指本级财政当年拨付的资金。",
    "基本支出：指保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。",
    "项目支出：指在基本支出之外为完成特定任务而发生的支出。",
)


@dataclass(frozen=True)
class Published:
    """One consistent report. ``printed`` is what each cell of the nine tables prints, by address."""

    form: Form
    style: Style
    teller: Teller
    office: str
    document: Document
    printed: Mapping[tuple[str, str, str], str]
    cards: tuple[PlainCard, ...]

    def fen(self, cell: tuple[str, str, str]) -> Decimal:
        """What a cell states, in 分; a blank one states nothing."""
        return parsed(self.printed[cell]) * SIZES[self.style.unit]

    def paragraphs(self) -> Iterator[str]:
        """Every paragraph of the text with its figures as marks."""
        for section in self.document.sections:
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    yield block.text

    def told(self, changed: Mapping[int, str] | None = None) -> Document:
        """The document with its figures filled in, some of those in the text changed."""
        return replace(
            self.document,
            sections=tuple(
                replace(section, blocks=tuple(self._told(block, changed) for block in section.blocks))
                for section in self.document.sections
            ),
        )

    def _told(self, block: Block, changed: Mapping[int, str] | None) -> Block:
        if not isinstance(block, Paragraph):
            return block
        text = self.style.plain(self.teller.filled(block.text, changed))
        return replace(block, runs=(replace(block.runs[0], text=text),))


@cache
def form_of(form_id: str) -> Form:
    """A bundled form."""
    return load_form(form_id, [TEMPLATES])


def make_style(form: Form, random: Random) -> Style:
    """A way of printing; that of the form more often than not."""
    unit = form.unit.label if random.random() < 0.7 else random.choice(("元", "万元"))
    places = 2 if unit == "元" or random.random() < 0.75 else random.choice((0, 1, 3, 4, 6))
    fine = places > 2
    return Style(
        unit,
        places,
        random.random() < 0.5,
        random.choice(("", "0.00" if places == 2 else "0", "")),
        2 if not fine and places == 2 else places,
        random.random() < 0.4,
        random.random() < 0.3,
        random.choice((1, 2, 2)),
        random.choice(("", "", " ")),
        random.random() < 0.12,
        random.random() < 0.15,
    )


def make_published(seed: int, form_id: str) -> Published:
    """The report of a seed in a form."""
    random = Random(seed)
    form = form_of(form_id)
    style = make_style(form, random)
    coarse = style.places < 2 and style.unit == "万元"
    shape = Shape(
        other_sources=random.choice((None, True, False)),
        other_funds=random.choice((None, True, False)),
        carry_over=random.choice((None, False)),
        in_print=True,
    )
    ledger = make_ledger(random, random.randint(4, 12), shape=shape)
    if coarse:
        _enlarge(ledger, 10_000)
    cells = with_both_funds(form, tables(fitted(ledger, form), random))
    region = next((word for word in form.region.split("·") if word in _PLACES), "")
    office = _PLACES.get(region, random.choice(("临江县", "东海市"))) + random.choice(_OFFICES)
    facts = make_facts(cells, random, int(max(style.step, style.text_step)) or 1)
    teller = Teller(style, random, form.year, office)
    cards = project_cards(random, facts.at("T3", "合计", "项目支出"))
    pages = list(_pages(form, cells, style, office, teller, facts, cards))
    addresses = {Address(*cell).text: cell for cell in cells}
    printed = {
        key: cell.text
        for section in pages
        for block in section.blocks
        if isinstance(block, Grid)
        for cell in block.cells
        if cell.key and cell.text and (key := addresses.get(cell.key)) is not None
    }
    return Published(
        form, style, teller, office, Document(f"{office}{form.year}年度部门决算", tuple(pages)), printed, cards
    )


def _enlarge(ledger: list, times: int) -> None:  # type: ignore[type-arg]
    """Amounts that show in a report without decimals."""
    for entry in ledger:
        for name in (
            "opening",
            "income",
            "closing",
            "shared_out",
            "drawn",
            "tuition",
            "project",
            "upward",
            "business",
            "downward",
        ):
            setattr(entry, name, getattr(entry, name) * times)
        entry.basic = {code: fen * times for code, fen in entry.basic.items()}


def _pages(form, cells, style, office, teller, facts, cards) -> Iterator[Pages]:  # type: ignore[no-untyped-def]
    year = form.year
    yield Pages(
        (
            Paragraph.of(office, TextStyle.COVER_TITLE),
            Paragraph.of(f"{year}年度部门决算", TextStyle.COVER_LINE),
        )
    )
    yield Pages((TableOfContents(Paragraph.of("目录", TextStyle.CONTENTS_TITLE)),))
    yield Pages(
        (
            Paragraph.of("第一部分 部门概况", TextStyle.PART_TITLE, key="part-1"),
            Paragraph.of("一、部门职责", TextStyle.HEADING_1),
            Paragraph.of(f"{office}贯彻执行有关法律法规和政策，承担本行政区域内的管理和服务工作。"),
            Paragraph.of("二、机构设置", TextStyle.HEADING_1),
            Paragraph.of("本部门内设办公室、规划财务科、业务科等科室，纳入部门决算编制范围的单位共1个。"),
        )
    )
    yield from _table_pages(form, cells, style, office)
    blocks: list[Block] = [Paragraph.of(f"第三部分 {year}年度部门决算情况说明", TextStyle.PART_TITLE, key="part-3")]
    for place, section in enumerate(sections(teller, facts, form, codes(year), cards), 1):
        blocks.append(Paragraph.of(f"{numeral(place)}、{section.title}", TextStyle.HEADING_1, key=f"section-{place}"))
        for text in section.paragraphs:
            is_heading = text.startswith("（") and "\ue000" not in text
            blocks.append(Paragraph.of(text, TextStyle.HEADING_2 if is_heading else TextStyle.BODY))
    yield Pages(tuple(blocks))
    terms = [Paragraph.of(f"{numeral(place)}、{term}") for place, term in enumerate(_TERMS, 1)]
    yield Pages((Paragraph.of("第四部分 名词解释", TextStyle.PART_TITLE, key="part-4"), *terms))
    for card in cards:
        titles = [Paragraph.of(text, TextStyle.CAPTION) for text in title_of(card)]
        yield Pages((*titles, card_grid(card)), Orientation.LANDSCAPE)


def _table_pages(form: Form, cells: Cells, style: Style, office: str) -> Iterator[Pages]:
    part = Paragraph.of(f"第二部分 {form.year}年度部门决算表", TextStyle.PART_TITLE, key="part-2")
    for number, table in enumerate(form.printed_tables):
        grid = _printed(table, cells, style, form, office)
        orientation = Orientation.LANDSCAPE if table.landscape else Orientation.PORTRAIT
        yield Pages((grid,) if number else (part, grid), orientation)


def _printed(table: Table, cells: Cells, style: Style, form: Form, office: str) -> Grid:
    """A table as the form lays it out, its amounts and its unit as this report prints them."""
    words = {
        "单位": office,
        "年度": str(form.year),
        "文种": "部门",
        "计量单位": style.unit,
        "表号": table.label,
        "表名": table.title,
    }

    def filled(text: str) -> str:
        for name, value in words.items():
            text = text.replace("{" + name + "}", value)
        return text

    used = sorted({row for (found, row, _), fen in cells.items() if found == table.id and table.is_code(row) and fen})
    layout = lay_out(table, [CodeRow(code, codes_name(code, form.year)) for code in used], join_number_row=False)
    fixed_zero = table.coded is not None or table.id == "T7"
    found = []
    for item in layout.cells:
        is_figure = item.role is CellRole.FIGURE and bool(item.row)
        fen = cells.get((table.id, item.row, item.column), 0) if is_figure else 0
        text = (style.cell(fen) if fen or fixed_zero else "") if is_figure else filled(item.text)
        key = Address(table.id, item.row, item.column).text if is_figure else None
        role = Printed.HEADER if item.line < layout.header_lines else Printed.FIGURE if is_figure else Printed.LABEL
        found.append(Cell(item.line, item.position, text, role, item.row_span, item.column_span, key=key))
    is_empty = not any(fen for (name, _, _), fen in cells.items() if name == table.id)
    return Grid(
        table.id,
        tuple(Column(weight) for weight in layout.widths),
        tuple(found),
        layout.header_lines,
        Paragraph.of(filled(table.heading or table.title), TextStyle.TABLE_TITLE, key=f"table-{table.id}"),
        tuple(EdgeLine(*(filled(part) for part in line)) for line in table.above),
        tuple(Paragraph.of(filled(note), TextStyle.TABLE_NOTE) for note in table.notes),
        Paragraph.of(filled(table.zero_sentence), TextStyle.TABLE_NOTE) if table.zero_sentence and is_empty else None,
    )
