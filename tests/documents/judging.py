"""What the program makes of a generated report, against what was printed: figures, findings, places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from juesuan_gui.contract import examination_json
from juesuan_gui.document import Document
from juesuan_gui.examination import Examination, examine
from juesuan_gui.forms import CodeCatalogue, Form, FormShelf, load_codes
from juesuan_gui.reading.limits import Limits
from juesuan_gui.reading.open_source import read_any
from juesuan_gui.reading.source import Source
from tests.generator.documents import Published, make_published
from tests.generator.documents_changes import Change, make_change
from tests.generator.documents_files import write
from tests.generator.reports import ROOT, TEMPLATES


class Here:
    """Reads in this process; the worker process is tested elsewhere."""

    def read(self, reader, path, limits):  # type: ignore[no-untyped-def]
        """Read at once."""
        return reader(path, limits)


@cache
def shelf() -> FormShelf:
    """All bundled forms."""
    return FormShelf.in_folders([TEMPLATES])


@cache
def _codes(year: int) -> CodeCatalogue:
    return load_codes(ROOT / "resources" / "codes" / "function_codes.csv", year)


def codes_of(form: Form) -> CodeCatalogue:
    """The bundled codes of a form's year."""
    return _codes(form.year)


def examined(document: Document, look: str, folder: Path | None = None) -> Examination:
    """The document written in a look, read again and examined with all forms."""
    with TemporaryDirectory() as own:
        return examined_file(write(document, folder or Path(own), look))


def examined_file(path: Path) -> Examination:
    """A file read and examined with all forms."""
    source: Source = read_any(path, Here(), Limits())  # type: ignore[arg-type]
    return examine(source, shelf(), codes_of)


def findings(examination: Examination) -> list[dict]:  # type: ignore[type-arg]
    """The findings as the contract says."""
    return examination_json(examination, "", 0, with_held=False)["findings"]


@dataclass
class Verdict:
    """What went wrong with one document; all empty is as it should be.

    Of the wrong figures, ``listed_figures`` are listed as unread, ``lost_figures`` not said at all; others misread.
    """

    wrong_figures: list[str] = field(default_factory=list)
    lost_figures: int = 0
    listed_figures: int = 0
    alarms: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    missed: str = ""
    unfounded: list[str] = field(default_factory=list)
    unread: int = 0


def said(finding: dict) -> str:  # type: ignore[type-arg]
    """A finding in one line."""
    return f"{finding['level']} {finding['check']} {finding['quote']!r}: {finding['message']}"


def judge_clean(published: Published, examination: Examination) -> Verdict:
    """Every printed figure at its address, no other figure, nothing found."""
    verdict = Verdict()
    read = {
        address[:3]: item.stated.figure.value
        for address, item in examination.sources.items()
        if item.stated.figure is not None
    }
    unread = {address[:3] for address, item in examination.sources.items() if item.stated.unread}
    if examination.recognised is not None:
        # A table that was not found is told as a whole.
        missing = examination.recognised.missing
        unread |= {cell for cell in published.printed if cell[0] in missing}
    for cell, text in published.printed.items():
        if read.get(cell) != published.fen(cell):
            verdict.wrong_figures.append(
                f"{cell} printed {text} read {read.get(cell, 'unread' if cell in unread else None)}"
            )
            verdict.listed_figures += cell in unread
            verdict.lost_figures += cell not in read and cell not in unread
    verdict.wrong_figures += [
        f"{cell} read {read[cell]} not printed" for cell in read if cell not in published.printed and read[cell]
    ]
    for finding in findings(examination):
        (verdict.hints if finding["level"] == "info" else verdict.alarms).append(said(finding))
    verdict.unread = len(examination.unread)
    return verdict


def judge_changed(change: Change, examination: Examination) -> Verdict:
    """The change is found where it is, and whatever else is found follows from it or stands there too."""
    verdict = Verdict()
    found = [finding for finding in findings(examination) if finding["level"] != "info"]
    about = [finding for finding in found if is_about(change, finding)]
    if not about:
        verdict.missed = f"{change.kind} {change.section}{change.cell or change.table} {change.before} → {change.after} in {change.quote}"
    roots = {id(finding) for finding in about}
    every = findings(examination)
    for finding in found:
        root = finding
        while root["root"] is not None:
            root = every[root["root"]]
        if id(finding) not in roots and not is_about(change, root):
            verdict.unfounded.append(said(finding))
    return verdict


def is_about(change: Change, finding: dict) -> bool:  # type: ignore[type-arg]
    """Whether one side of a finding is what was changed."""
    if change.cell is not None:
        return any((side["table"], side["row"], side["column"]) == change.cell for side in finding["places"])
    if change.kind in ("year", "department", "name"):
        here = {"year": "F06", "department": "F07", "name": "F13"}[change.kind]
        words = (finding["quote"] or "", finding["stated"] or "")
        after = str(int(change.after[:4])) if here == "F06" and change.after[:4].isdigit() else change.after
        return finding["check"] == here and any(squeezed(after) in squeezed(word) for word in words)
    words = squeezed(change.quote)
    return any(
        len(quote) > 1 and quote in words for side in finding["places"] if (quote := squeezed(side["quote"] or ""))
    )


def squeezed(text: str) -> str:
    """Words without blanks."""
    return "".join(text.split())


def cases(
    seeds: range, forms: tuple[str, ...], looks: tuple[str, ...], kinds: tuple[str, ...]
) -> Iterator[tuple[int, str, str, str]]:
    """Seed, form, look and kind of change, each taking its turn."""
    for number, seed in enumerate(seeds):
        yield seed, forms[number % len(forms)], looks[number % len(looks)], kinds[number % len(kinds)]


def prepared(seed: int, form_id: str, kind: str) -> tuple[Published, Change | None]:
    """A report and a change of it."""
    published = make_published(seed, form_id)
    return published, make_change(published, kind, Random(seed + 7))
