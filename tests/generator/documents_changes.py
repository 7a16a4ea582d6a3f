"""One change in a consistent report, where its finding must appear, and which words are no business of others.

A change is a figure of a table, a figure or word of the text, the year of a title, a department, or a code's name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from juesuan_gui.document import Document, Grid, Paragraph, TextStyle
from tests.generator.documents import Published
from tests.generator.documents_words import Token, marks_in, parsed

#: Figures of the nine tables that no equality reads.
_ALONE = ("预算会议费", "预算培训费", "决算会议费", "决算培训费")
_NINE = tuple(f"T{number}" for number in range(1, 10))
_OTHER = {"大于": "小于", "小于": "大于", "增加": "减少", "上升": "下降", "减少": "增加", "下降": "上升"}
#: What a change of a token of the text can be; the others are not checkable alone.
_TEXT_KINDS = ("tied", "change", "rate", "share", "completion", "direction", "compared", "budget")
KINDS = ("cell", *_TEXT_KINDS, "year", "department", "name")


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed. ``cell`` is the address of a changed figure, ``quote`` the changed words or paragraph."""

    kind: str
    before: str
    after: str
    document: Document
    cell: tuple[str, str, str] | None = None
    table: str = ""
    quote: str = ""
    section: str = ""


def make_change(published: Published, kind: str, random: Random) -> Change | None:
    """One change of a kind; ``None`` where the report has nothing of the kind."""
    if kind == "cell":
        return _cell(published, random)
    if kind == "year":
        return _year(published, random)
    if kind == "department":
        return _department(published, random)
    if kind == "name":
        return _name(published, random)
    return _token(published, kind, random)


def _cell(published: Published, random: Random) -> Change | None:
    cells = [cell for cell in published.printed if cell[0] in _NINE and cell[2] not in _ALONE and published.fen(cell)]
    if not cells:
        return None
    table = random.choice(sorted({cell[0] for cell in cells}))
    cell = random.choice(sorted(item for item in cells if item[0] == table))
    before = published.printed[cell]
    after = another(before, random)

    def changed(grid: Grid) -> Grid:
        key = next(item for item in _keys(published) if item[1] == cell)[0]
        return replace(grid, cells=tuple(replace(c, text=after) if c.key == key else c for c in grid.cells))

    return Change("cell", before, after, _grids(published.told(), cell[0], changed), cell, cell[0])


def _keys(published: Published) -> list[tuple[str, tuple[str, str, str]]]:
    from juesuan_gui.relations import Address

    return [(Address(*cell).text, cell) for cell in published.printed]


def another(before: str, random: Random) -> str:
    """Another amount printed alike, too far off to be rounding."""
    number = parsed(before)
    places = len(before.partition(".")[2])
    step = Decimal(1).scaleb(-places)
    change = max(abs(number) * random.randint(30, 150) / 100, 60 * step)
    after = number + change if number <= change or random.random() < 0.6 else number - change * Decimal("0.5")
    after = after.quantize(step, ROUND_HALF_UP)
    return f"{after:,.{places}f}" if "," in before else f"{after:.{places}f}"


def _token(published: Published, kind: str, random: Random) -> Change | None:
    teller = published.teller
    texts = [text for text in published.paragraphs() if marks_in(text)]
    found = [(text, index) for text in texts for index in marks_in(text) if teller.tokens[index].kind == kind]
    if not found:
        return None
    text, index = random.choice(found)
    token = teller.tokens[index]
    after = _other(token, random)
    quote = published.style.plain(teller.filled(text, {index: after}))
    return Change(kind, token.text, after, published.told({index: after}), None, "", quote, token.section)


def _other(token: Token, random: Random) -> str:
    if token.kind == "direction":
        return _OTHER[token.text]
    if token.kind == "compared":
        ways = ("大于年初预算数的主要原因：追加项目", "小于年初预算数的主要原因：压减支出", "与年初预算数持平")
        return random.choice([way for way in ways if way[:2] != token.text[:2]])
    wide = "０" <= token.text[0] <= "９"
    if token.text.endswith(("%", "％")):
        text = token.text.rstrip("%％")
        places = len(text.partition("．" if wide else ".")[2])
        after = f"{parsed(text) + Decimal(random.randint(33, 150)) / 10:.{places}f}%"
    else:
        after = another(token.text.translate(str.maketrans("０１２３４５６７８９．", "0123456789.")), random)
    return after.translate(str.maketrans("0123456789.%", "０１２３４５６７８９．％")) if wide else after


def _tables(published: Published) -> list[Grid]:
    return [
        block for section in published.document.sections for block in section.blocks
        if isinstance(block, Grid) and block.key in _NINE
    ]  # fmt: skip


def _grids(document: Document, key: str, change: Callable[[Grid], Grid]) -> Document:
    return replace(
        document,
        sections=tuple(
            replace(
                section,
                blocks=tuple(
                    change(block) if isinstance(block, Grid) and block.key == key else block for block in section.blocks
                ),
            )
            for section in document.sections
        ),
    )


def _year(published: Published, random: Random) -> Change | None:
    """The title of one table names last year."""
    grid = random.choice(_tables(published))
    if grid.title is None:
        return None
    year = published.form.year
    words = grid.title.text
    after = words.replace(str(year), str(year - 1)) if str(year) in words else f"{year - 1}年度{words}"

    def changed(item: Grid) -> Grid:
        return replace(item, title=Paragraph.of(after, TextStyle.TABLE_TITLE, key=f"table-{item.key}"))

    return Change("year", words, after, _grids(published.told(), grid.key, changed), None, grid.key, after)


def _department(published: Published, random: Random) -> Change | None:
    """One table says that it is of another department."""
    grids = [grid for grid in _tables(published) if any(published.office in line.left for line in grid.lines)]
    if len(grids) < 3:
        return None
    grid = random.choice(grids)
    other = "南山县档案馆"

    def changed(item: Grid) -> Grid:
        lines = tuple(replace(line, left=line.left.replace(published.office, other)) for line in item.lines)
        return replace(item, lines=lines)

    return Change(
        "department", published.office, other, _grids(published.told(), grid.key, changed), None, grid.key, other
    )


def _name(published: Published, random: Random) -> Change | None:
    """One table calls a code by another name than the others."""
    uses: Counter[tuple[str, str]] = Counter()
    for grid in _tables(published):
        for code, name in _coded(grid).items():
            uses[code, name] += 1
    grid = next((item for item in _tables(published) if item.key == "T3"), None)
    if grid is None:
        return None
    codes = [(code, name) for code, name in _coded(grid).items() if uses[code, name] > 2]
    if not codes:
        return None
    code, name = random.choice(sorted(codes))
    after = name.removesuffix("支出") + random.choice(("事务", "管理", "保障"))

    def changed(item: Grid) -> Grid:
        rows = {cell.row for cell in item.cells if (cell.key or "").startswith(f"T3[{code}]")}
        cells = tuple(
            replace(cell, text=cell.text.replace(name, after)) if cell.row in rows and cell.key is None else cell
            for cell in item.cells
        )
        return replace(item, cells=cells)

    return Change("name", name, after, _grids(published.told(), "T3", changed), None, "T3", after)


def _coded(grid: Grid) -> Mapping[str, str]:
    """Code → printed name of a table of codes."""
    found: dict[str, str] = {}
    codes = {cell.row: cell.key.partition("[")[2].partition("]")[0] for cell in grid.cells if cell.key}
    for cell in grid.cells:
        code = codes.get(cell.row, "")
        words = cell.text.removeprefix(code).strip()
        if cell.key is None and code.isdigit() and words and not words[0].isdigit():
            found[code] = words
    return found
