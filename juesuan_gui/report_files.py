"""Owns getting reports out of files of any kind, and making many report files of many workbooks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from juesuan_gui.examination import Examination
from juesuan_gui.forms import Form, FormShelf
from juesuan_gui.reading import ReadingError, ReadingWorker
from juesuan_gui.reading.as_printed import printed_adjustments
from juesuan_gui.reading.cards.choosing import forms_for_cards
from juesuan_gui.reading.cards.reader import read_cards
from juesuan_gui.reading.cards.taking import with_cards
from juesuan_gui.reading.intake import Intake, choose_form, nearness_of, read_source, recognise_with, take_in
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.plausible import with_doubts
from juesuan_gui.reading.text_facts import with_text_facts
from juesuan_gui.reading.told_settings import told_settings
from juesuan_gui.report import Report, adjust_form
from juesuan_gui.session import catalogue
from juesuan_gui.storage import SUFFIX, Options, ReportFile, StorageError

#: The forms to choose from are loaded only when a file needs them.
Forms = Callable[[], Iterable[Form] | FormShelf]


def open_report(path: Path, worker: ReadingWorker, forms: Forms) -> Report:
    """The report in a report file, or the one that a workbook or published document states.

    A file with scorecards alone has the form that they fit. Raises ReadingError or StorageError with a Chinese
    sentence; the file is never changed.
    """
    if path.suffix.lower() == SUFFIX:
        opened = ReportFile.open(path, read_only=True)
        opened.file.abandon()
        return opened.report
    source = read_source(path, worker)
    shelf = _shelf(forms())
    form = choose_form(source, shelf)
    if form is None:
        fitting = forms_of_cards(source, shelf)
        if not fitting:
            raise ReadingError(path.name, "没有找到部门决算公开的表。", "请核对文件是否是公开01至09表。")
        if len(fitting) > 1:
            names = "、".join(f"{item.id}（{item.name}）" for item in fitting)
            problem = f"文件里只有绩效自评表，和几个版式一样符合：{names}。"
            raise ReadingError(path.name, problem, "请先用 import --form 指明版式，做成决算文件。")
        form = fitting[0]
    codes = catalogue("function", form)
    recognised = with_doubts(recognise_with(source, form, codes), form)
    recognised = with_text_facts(recognised, source, form, codes)
    return take_in(with_cards(recognised, source.document), form, told=told_settings(source)).report


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one source of a batch: its report file with the account of the import, or why there is none."""

    source: Path
    target: Path | None
    intake: Intake | None
    problem: str = ""


def import_many(
    sources: Iterable[Path], form: Form, folder: Path, worker: ReadingWorker, *, as_printed: bool = False
) -> Iterator[Made]:
    """One report file for each source, in ``folder``, named after it; a source that fails does not stop the others.

    A report that an earlier batch left under the same name is replaced; two sources of one batch never share one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    for source in sources:
        target = folder / f"{_free_name(source.stem, taken)}{SUFFIX}"
        try:
            intake = import_into(source, form, worker, as_printed=as_printed)
            if not intake.recognised.tables and not intake.recognised.cards:
                raise ReadingError(source.name, "没有找到本版式的表。", "请核对版式，或文件是否是部门决算公开的表。")
            store(intake, target)
        except (ReadingError, StorageError) as error:
            yield Made(source, None, None, str(error))
        except OSError as error:
            yield Made(source, None, None, f"“{source.name}”没有做成报告：{error.strerror or type(error).__name__}。")
        else:
            taken.add(target.stem)
            yield Made(source, target, intake)


def import_into(
    source: Path, form: Form, worker: ReadingWorker, into: Intake | None = None, *, as_printed: bool = False
) -> Intake:
    """Take a source into a report of ``form``, or into one that holds earlier sources. Raises ReadingError.

    ``as_printed``: the report's settings are such that its tables are printed as the source prints them.
    """
    document = read_source(source, worker)
    codes = catalogue("function", form)
    recognised = with_doubts(recognise_with(document, form, codes, into=into.report if into else None), form)
    recognised = with_cards(with_text_facts(recognised, document, form, codes), document.document)
    intake = take_in(recognised, form, into, told_settings(document))
    if as_printed:
        wanted = printed_adjustments(document, recognised, form)
        intake.history.do(intake.report, adjust_form(intake.report, "照原件的印法", wanted))
    return intake


def as_report(examined: Examination, form_of_cards: Form | None = None) -> Intake | None:
    """What was examined as a report of ours: its tables, its scorecards, and the figures of its text in the
    supplementary tables.

    Where no table of a form was found, its scorecards in ``form_of_cards`` (see ``forms_of_cards``); ``None`` without
    such a form. The examination's own report is left alone: it also holds what was only wanted for checking.
    """
    if examined.intake is not None and examined.form is not None and examined.intake.recognised.tables:
        form, recognised = examined.form, examined.intake.recognised
    elif form_of_cards is not None:
        form = form_of_cards
        recognised = recognise_with(examined.source, form, catalogue("function", form))
    else:
        return None
    recognised = with_text_facts(recognised, examined.source, form, catalogue("function", form))
    return take_in(with_cards(recognised, examined.source.document), form, told=told_settings(examined.source))


def forms_of_cards(source: Source, forms: Iterable[Form] | FormShelf) -> list[Form]:
    """The forms that the scorecards of a document fit, all equally well; empty where it has none that a form knows."""
    cards = read_cards(source.document).cards
    shelf = _shelf(forms)
    return forms_for_cards(cards, shelf, nearness_of(source, shelf.heads)) if cards else []


def _shelf(forms: Iterable[Form] | FormShelf) -> FormShelf:
    return forms if isinstance(forms, FormShelf) else FormShelf.of(forms)


def store(intake: Intake, target: Path) -> None:
    """Write the report of an import to a file. Raises StorageError."""
    file = ReportFile.create(target, intake.report, history=intake.history, replace=True, options=Options(backups=0))
    file.close()


def _free_name(stem: str, taken: set[str]) -> str:
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}（{number}）"
    return name
