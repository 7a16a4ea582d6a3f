"""Owns the way from a file to a report in memory: read it, choose the form, recognise its tables, take them over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from juesuan_gui.checks.print.report_year import year_of
from juesuan_gui.document import Grid, Paragraph
from juesuan_gui.forms import CodeCatalogue, Form, FormHead, FormShelf, Table, fields_of
from juesuan_gui.forms.shelf import NATIONWIDE
from juesuan_gui.live import RuleBook, computed_cells
from juesuan_gui.reading.accounts.reader import is_final_accounts, recognise_accounts
from juesuan_gui.reading.importing import import_change
from juesuan_gui.reading.limits import Limits
from juesuan_gui.reading.normal import folded
from juesuan_gui.reading.open_source import read_any
from juesuan_gui.reading.places import provinces_in, without_streets
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.recognise import recognise
from juesuan_gui.reading.tables.recognised import Recognised, RecognisedFigure
from juesuan_gui.reading.tables.surroundings import department_in_titles
from juesuan_gui.reading.told_settings import setting_edits
from juesuan_gui.reading.worker import ReadingWorker
from juesuan_gui.relations import Address
from juesuan_gui.report import History, Report, compose
from juesuan_gui.report.card_contents import take_in_cards

#: What a workbook may be called; what it really is decides its content.
WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xls", ".xlsm", ".et", ".htm", ".html"})

_YEAR = re.compile(r"(?<!\d)(20\d\d)年度")
#: A document with so many tables is more than an excerpt.
_WHOLE = 6
#: A longer line is a sentence and no title.
_TITLE = 40
#: What stands before the name of whose table it is.
_NAMED_BY = ("部门:", "单位:", "公开部门:", "公开单位:", "编制单位:", "编制部门:", "部门名称:", "单位名称:")
_YEAR_IN_NAME = re.compile(r"(?<!\d)20\d\d(?!\d)")
_FIRST_LINES = 40
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Intake:
    """A file taken into a report: where each figure stands in the file, and what was not matched.

    ``card_notices`` are Chinese sentences on scorecards that could not be taken in as they stand.
    """

    report: Report
    history: History
    recognised: Recognised
    sources: Mapping[Address, RecognisedFigure]
    card_notices: tuple[str, ...] = ()


def read_source(path: Path, worker: ReadingWorker, limits: Limits | None = None) -> Source:
    """Read a file of any kind, what needs it in the worker process. Raises ReadingError with a Chinese sentence."""
    return read_any(path, worker, limits)


@dataclass(frozen=True, slots=True)
class Fit:
    """A form that fits a document. ``found`` are its tables there, every blank kept; none of a 财决 workbook.

    ``is_own`` where the form is that of the document's own place.
    """

    form: Form
    found: Recognised | None = None
    is_own: bool = False


def recognise_with(
    source: Source, form: Form, codes: CodeCatalogue, book: RuleBook | None = None, into: Report | None = None
) -> Recognised:
    """Recognise a document, telling blanks of computed cells (stated blank) from blanks that say nothing.

    Which cells the form computes depends on the code rows, so they are recognised first. A 财决 workbook fills
    the form's tables by content; ``into`` is the report that it will be taken into, if there is one.
    """
    return recognise_fit(source, Fit(form), codes, book or RuleBook(form), into)


def recognise_fit(
    source: Source, fit: Fit, codes: CodeCatalogue, book: RuleBook, into: Report | None = None
) -> Recognised:
    """As `recognise_with`, for a form whose tables may have been looked for already."""
    form = fit.form
    if is_final_accounts(source):
        return recognise_accounts(source, form, into)
    found = fit.found or recognise(source, form, _every_blank)
    rows = {table.id: [row.code for row in table.code_rows] for table in found.tables}
    return found.with_blanks(computed_cells(form, codes, book, rows))


def _every_blank(table: str, row: str, column: str) -> bool:
    return True


def choose_form(source: Source, forms: Iterable[Form] | FormShelf) -> Form | None:
    """The form that fits a document best, ``None`` when none fits."""
    fit = choose_fit(source, forms)
    return fit.form if fit is not None else None


def choose_fit(source: Source, forms: Iterable[Form] | FormShelf) -> Fit | None:
    """The form that fits a document best with what it finds there, ``None`` when none fits.

    Most of its tables found; fewest names left over; fewest of its tables missing; the year that the document
    says; a form of its place or a nationwide one; its unit; its place, where it is known; and of forms that are
    alike in all this, the one whose words (表号, 注, headings) are printed, and the more general one. The likeliest
    are looked at first, and others only while none fits in everything. A place without a form of the year is read
    with its own form of the nearest year, unless the nationwide one of the year fits its tables or their order
    better.
    """
    shelf = forms if isinstance(forms, FormShelf) else FormShelf.of(forms)
    texts = _texts(source)
    year = _year(source, texts.values())
    if is_final_accounts(source):
        general = general_form(shelf, year)
        return Fit(general) if general is not None else None

    places = _own_places(shelf.heads, source, texts)
    neighbours = _neighbouring_years(shelf.heads, year, places)

    def likelihood(head: FormHead) -> tuple[int, int]:
        named = not places.isdisjoint(head.places)
        return _gap(head, year, neighbours), 0 if named else 1 if not head.places else _OTHER_PLACE

    best: tuple[tuple[int, ...], Fit] | None = None
    looked_at = False
    for (gap, further), heads in groupby(sorted(shelf.heads, key=likelihood), key=likelihood):
        if best is None and looked_at and further >= _OTHER_PLACE:
            # Neither the place's own form nor the nationwide one knows a table here.
            break
        if best is not None and _is_settled(best[0], gap):
            break
        looked_at = True
        for form in (shelf.form(head.id) for head in heads):
            found = recognise(source, form, _every_blank)
            if not found.tables:
                continue
            is_own = not places.isdisjoint(form.region.split("·"))
            rank = _rank(found, form, gap, texts, is_own=is_own, is_of_year=form.id not in neighbours)
            if best is None or rank < best[0]:
                best = rank, Fit(form, found, is_own)
    return best[1] if best else None


def nearness_of(source: Source, heads: Iterable[FormHead]) -> dict[str, tuple[int, int]]:
    """How far forms are from a document, by id: years off, then 0 for its own place's, 1 nationwide, 2 another's."""
    known, texts = list(heads), _texts(source)
    lines = [
        block.text for section in source.document.sections for block in section.blocks if isinstance(block, Paragraph)
    ]
    year, places = _year(source, [*texts.values(), *lines]), _own_places(known, source, texts)
    neighbours = _neighbouring_years(known, year, places)
    return {
        head.id: (
            _gap(head, year, neighbours),
            0 if not places.isdisjoint(head.places) else 1 if not head.places else _OTHER_PLACE,
        )
        for head in known
    }


def _gap(head: FormHead, year: int | None, neighbours: AbstractSet[str]) -> int:
    """How many years a form is off; a place's own form of the nearest year stands for the year itself."""
    return 0 if year is None or head.id in neighbours else abs(head.year - year)


def _neighbouring_years(heads: Iterable[FormHead], year: int | None, own: AbstractSet[str]) -> frozenset[str]:
    """The forms of the document's place in the year nearest to it, where the place has none of the year."""
    if year is None:
        return frozenset()
    of_place = [head for head in heads if not own.isdisjoint(head.places)]
    nearest = min((abs(head.year - year) for head in of_place), default=0)
    return frozenset(head.id for head in of_place if abs(head.year - year) == nearest) if nearest else frozenset()


def _own_places(heads: Iterable[FormHead], source: Source, texts: Mapping[str, str]) -> frozenset[str]:
    """The places that the document is of: those of its unit's name, else of its tables, file name or titles.

    A place that the text only mentions (a journey there, a company of it) is not the document's own; where nothing
    says whose document it is, the place is that which its first lines name, else the one that it names most.
    """
    lines = [
        line.text for section in source.document.sections for line in section.blocks if isinstance(line, Paragraph)
    ]
    words = [folded(line) for line in lines]
    of_forms = {word for head in heads for word in head.places}
    evidence = (
        [department_in_titles(lines)],
        [line for text in texts.values() for line in text.split("\n") if line.startswith(_NAMED_BY)],
        [source.file_name],
        [line for line in words if _YEAR.search(line) and len(line) <= _TITLE],
        [line for line in words[:_FIRST_LINES] if len(line) <= _TITLE],
    )
    for names in evidence:
        found = {place for name in names for place in provinces_in(name)}
        found |= {word for word in of_forms if any(word in without_streets(name) for name in names)}
        if found:
            return frozenset(found)
    mentioned = Counter(place for text in (*words, *texts.values()) for place in provinces_in(text))
    most = mentioned.most_common(2)
    if not most or (len(most) > 1 and most[0][1] == most[1][1]):
        return frozenset()
    return frozenset({most[0][0]})


def general_form(shelf: FormShelf, year: int | None) -> Form | None:
    """The general form of a year, or of the nearest one: the accounts do not say how a place prints them."""
    heads = [head for head in shelf.heads if not head.places]
    wanted = year or max((head.year for head in heads), default=0)
    nearest = min(heads, key=lambda head: (abs(head.year - wanted), -head.year), default=None)
    return shelf.form(nearest.id) if nearest is not None else None


def _is_settled(rank: tuple[int, ...], next_gap: int) -> bool:
    """Whether forms further off need no look.

    A form with all its tables there is not beaten by another year's; within the year it is settled when it is the
    place's own, or when nothing is left over and every word of it is printed.
    """
    if rank[_MISSING]:
        return False
    own = rank[_REGION] == 0 and rank[_OTHER_YEAR] == 0
    return next_gap > rank[_GAP] or own or (not any(rank[_LEFT_OVER]) and rank[_UNPRINTED] == 0)


#: Where in a rank stands what is left over, missing and ignored: all zero, no other year's form fits better.
_LEFT_OVER = slice(1, 4)
_MISSING = 2
_GAP = 4
_REGION = 8
#: How likely a form of a place is that the document does not name; its own and nationwide ones come before.
_OTHER_PLACE = 2
_UNPRINTED = 9
_OTHER_YEAR = 11


def _rank(
    found: Recognised, form: Form, gap: int, texts: Mapping[str, str], *, is_own: bool, is_of_year: bool
) -> tuple[int, ...]:
    left_over = sum(
        len(table.unmatched_columns) + len(table.unmatched_rows) + len(table.missing_columns) for table in found.tables
    )
    return (
        -len(found.tables),
        left_over,
        # Of an excerpt most tables are missing anyhow: the form with fewest tables is not the likelier one.
        len(found.missing) if len(found.tables) >= _WHOLE else 0,
        len(found.ignored),
        gap,
        _disorder(found),
        # Another place's habits say nothing about this document, even in the same unit.
        0 if is_own or form.region == NATIONWIDE else 1,
        0 if found.unit is form.unit else 1,
        0 if is_own else 1,
        sum(_unprinted(form.table(item.id), texts.get(item.place.sheet or "", "")) for item in found.tables),
        len(form.lineage),
        0 if is_of_year else 1,
    )


def _disorder(found: Recognised) -> int:
    """How many neighbouring tables of the form stand the other way round in the document.

    Only a text or a PDF has lines or pages in one order; the sheets of a workbook may be in any.
    """
    places = [(table.place.page or 0, table.place.line or 0) for table in found.tables]
    return sum(after < before for before, after in pairwise(places))


def _texts(source: Source) -> dict[str, str]:
    """What each sheet says, with the lines before it."""
    texts: dict[str, str] = {}
    for section in source.document.sections:
        before: list[str] = []
        for block in section.blocks:
            if isinstance(block, Paragraph):
                before.append(block.text)
            elif isinstance(block, Grid):
                words = "\n".join(folded(text) for text in (*before, *(cell.text for cell in block.cells)))
                texts[block.sheet_name or ""] = f"{texts.get(block.sheet_name or '', '')}\n{words}\n"
                before = []
    return texts


def _year(source: Source, texts: Iterable[str]) -> int | None:
    """The year that the tables name most often, else the one in the file's name.

    What the document's own titles name counts once more and goes first among equals: a single table with a title of
    last year does not make a report one of last year.
    """
    years = Counter(int(match) for text in texts for match in _YEAR.findall(text))
    named = year_of(
        [line.text for section in source.document.sections for line in section.blocks if isinstance(line, Paragraph)]
    )
    if named is not None:
        years[named] += 1
        return max(years, key=lambda year: (years[year], year == named))
    if not years:
        years = Counter(int(match) for match in _YEAR_IN_NAME.findall(source.file_name))
    return years.most_common(1)[0][0] if years else None


def _unprinted(table: Table, text: str) -> int:
    """How many of the words that a form prints on a table are not there."""
    printed = {table.label, *table.notes, *(part for line in table.above for part in line)}
    printed |= {heading for item in fields_of(table) for heading in item.header}
    words = {folded(part) for item in printed for part in _PLACEHOLDER.split(item)} - {""}
    return sum(1 for word in words if word not in text)


def take_in(
    recognised: Recognised, form: Form, into: Intake | None = None, told: Mapping[str, str] | None = None
) -> Intake:
    """A report that states what was recognised; ``into`` adds to one taken in before.

    ``told`` are settings that the document itself states (see ``told_settings``); all is one step.
    """
    report = into.report if into else Report(form)
    history = into.history if into else History()
    notices = take_in_cards(report, recognised.cards).notices
    change = import_change(report, recognised)
    history.do(report, compose(change.label, (*change.edits, *setting_edits(report, told or {}))))
    sources = dict(into.sources) if into else {}
    for table in recognised.tables:
        sources |= {figure.address: figure for figure in table.figures}
    return Intake(report, history, recognised, sources, notices)
