"""Owns the published report used again: as a report of ours, and as last year's figures of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from juesuan_gui.forms import Form
from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.reading.intake import Intake
from juesuan_gui.reading.told_settings import told_settings
from juesuan_gui.reading.whole_import import printed_manner
from juesuan_gui.report_files import as_report, forms_of_cards
from juesuan_gui.review import Review
from juesuan_gui.storage import SUFFIX, Options, ReportFile
from juesuan_gui.ui.file_choosing import choose_target
from juesuan_gui.ui.giving_out.export_box import documents_folder, free_path
from juesuan_gui.ui.review.opening import Examined, examine_file, with_forms
from juesuan_gui.ui.settings import own_folder
from juesuan_gui.ui.tasks import Progress, Work


def ask_report_path(parent: QWidget, review: Review) -> Path | None:
    """Where the report of ours is to be kept; ``None`` when the user thinks better of it."""
    current = review.current
    stem = f"{current.unit_name or Path(current.file_name).stem}{current.year or ''}决算"
    clean = "".join("_" if mark in '\\/:*?"<>|\n\t' else mark for mark in stem).strip(". ")
    proposed = str(documents_folder() / f"{clean}{SUFFIX}")
    chosen, _ = choose_target(parent, "转为决算文件", proposed, f"决算文件 (*{SUFFIX})")
    if not chosen:
        return None
    # The dialog has asked about replacing only the name that it saw.
    return Path(chosen) if chosen.endswith(SUFFIX) else free_path(Path(chosen + SUFFIX))


@dataclass(frozen=True, slots=True)
class FormWanted:
    """What was sent in has scorecards alone, and these forms fit them equally well: a person chooses."""

    examined: Examined
    forms: Sequence[Form]
    target: Path


@dataclass(frozen=True, slots=True)
class Converted:
    """A report file made of what was sent in, and what may be taken over besides.

    ``told`` are the settings that the document states and the report has taken over, ``printed`` the adjustments
    (see ``forms.adjust``) with which it would print its tables as the document does, by table.
    """

    path: Path
    told: Mapping[str, str]
    printed: Mapping[str, str]
    titles: Sequence[str]


def converted(found: Examined | None, review: Review, source: bytes, target: Path, form: Form | None = None) -> Work:
    """The work of making a report file of what was sent in; examined again when that is not at hand.

    It comes to the file, or, where only scorecards were sent in that several forms fit equally well and
    no ``form`` was chosen, to ``FormWanted``.
    """

    def work(progress: Progress) -> Converted | FormWanted:
        examined = found
        if examined is None or examined.submission.sha256 != review.current.sha256:
            examined = examine_file(kept_source(review, source), progress)
        intake = as_report(examined.examination, form)
        if intake is None and form is None:
            read = examined.examination.source
            fitting = with_forms(lambda shelf: forms_of_cards(read, shelf))
            if len(fitting) > 1:
                return FormWanted(examined, fitting, target)
            intake = as_report(examined.examination, fitting[0]) if fitting else None
        if intake is None:
            raise PublishingError(
                f"“{review.current.file_name}”里没有认出决算公开的表和绩效自评表，不能转为决算文件。可以新建报告后导入或录入。"
            )
        progress("正在写入决算文件", 2, 3)
        options = Options(backups=0)

        def still_wanted() -> None:
            progress("正在写入决算文件", 2, 3)

        made = ReportFile.create(
            target, intake.report, history=intake.history, replace=True, options=options, finished=still_wanted
        )
        made.close()
        return _account(intake, examined, target)

    return work


def _account(intake: Intake, examined: Examined, target: Path) -> Converted:
    report, read = intake.report, examined.examination.source
    told = {name: value for name, value in told_settings(read).items() if report.setting(name) == value}
    printed = printed_manner(read, intake.recognised, report.form, report.base_form)
    titles = [table.title for table in report.form.tables.values() if table.id in printed]
    return Converted(target, told, printed, titles)


def kept_source(review: Review, source: bytes) -> Path:
    """A copy of what was sent in, under its name, in the program's own folder: readers want a file."""
    current = review.current
    folder = own_folder() / "送审" / current.sha256[:16]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / Path(current.file_name).name
    if not (path.exists() and path.stat().st_size == len(source)):
        path.write_bytes(source)
    return path
