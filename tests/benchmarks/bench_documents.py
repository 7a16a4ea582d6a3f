"""The proof of the reader: generated reports in every form, style and format, as printed and with one thing wrong.

Run as ``python -m tests.benchmarks.bench_documents --count 2000 --record FILE``. Every report is written in one look,
read and examined: each figure must come back at its address and nothing may be found. Then one figure, word or name is
changed: its finding must appear there, and nothing beside what follows from it. Expectations are the generator's.
The file holds a line a document; started again, the run goes on where it stopped.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from juesuan_gui.examination import Examination
from juesuan_gui.forms import form_ids
from tests.benchmarks.documents_scores import Judged, recorded, summary
from tests.documents.judging import examined, examined_file, judge_changed, judge_clean, prepared
from tests.generator.documents import Published
from tests.generator.documents_changes import KINDS, Change
from tests.generator.documents_files import WRITERS
from tests.generator.documents_office import OFFICE, is_here, write_pdfs
from tests.generator.reports import TEMPLATES

#: How often each look comes: PDF and Word, as reports are published, more often than the others. Their number has
#: no divisor in common with the steps from one round of forms to the next, so that each form meets each look.
LOOKS = (
    *("pdf", "own-docx", "html", "bare-pdf", "docx", "own-pdf", "txt", "own-docx", "xlsx", "office-page"),
    *("own-pdf", "html", "docx", "bare-pdf", "own-docx", "txt", "pdf", "own-pdf", "xlsx", "own-docx"),
    *("html", "pdf", "own-docx", "bare-pdf", "txt", "own-pdf", "docx", "office-wide", "own-docx", "xlsx"),
    *("bare-pdf", "own-docx", "html", "own-pdf", "pdf", "docx", "office-sheet", "own-docx", "txt", "xlsx", "pdf"),
)
#: As many documents LibreOffice prints in one run.
_BATCH = 8


@dataclass(frozen=True, slots=True)
class Case:
    """One document: its seed, form and look, and the kind of change; another where the report has nothing of it."""

    seed: int
    form: str
    look: str
    kind: int

    def prepared(self) -> tuple[str, Published, Change]:
        """The kind of change, the report and the change. Raises LookupError where nothing can be changed."""
        for step in range(len(KINDS)):
            kind = KINDS[(self.kind + step) % len(KINDS)]
            published, change = prepared(self.seed, self.form, kind)
            if change is not None:
                return kind, published, change
        raise LookupError("nothing to change")


def cases(first: int, count: int, looks: Sequence[str]) -> Iterator[Case]:
    """The documents of a run; every round of forms begins one look later."""
    forms = tuple(form_ids([TEMPLATES]))
    for number in range(count):
        look = looks[(number + number // len(forms)) % len(looks)]
        yield Case(first + number, forms[number % len(forms)], look, number % len(KINDS))


def tasks(wanted: Sequence[Case]) -> Iterator[list[Case]]:
    """What is judged at once: one document, or several for one run of LibreOffice."""
    waiting: dict[str, list[Case]] = {}
    for case in wanted:
        same = waiting.setdefault(case.look, [])
        same.append(case)
        if case.look not in OFFICE or len(same) == _BATCH:
            yield waiting.pop(case.look)
    yield from waiting.values()


def judged_all(task: list[Case]) -> list[Judged]:
    """Judge the documents of a task. Whatever fails is said of its document; nothing stops the run."""
    # What stays (forms, catalogues) is not gone through again at every collection of garbage.
    gc.collect()
    gc.freeze()
    if task[0].look not in OFFICE:
        return [_judged(case, None) for case in task]
    with TemporaryDirectory() as own:
        try:
            told = [document for case in task for document in _documents(case)]
            files = write_pdfs(told, Path(own), task[0].look)
        except Exception as error:
            return [Judged(case.seed, case.form, case.look, KINDS[case.kind], broken=repr(error)) for case in task]
        return [_judged(case, files[2 * number : 2 * number + 2]) for number, case in enumerate(task)]


def _documents(case: Case):  # type: ignore[no-untyped-def]
    _, published, change = case.prepared()
    return published.told(), change.document


def _judged(case: Case, files: Sequence[Path] | None) -> Judged:
    item = Judged(case.seed, case.form, case.look, KINDS[case.kind])
    try:
        item.kind, published, change = case.prepared()
        item.figures = len(published.printed)

        def look_at(place: int) -> Examination:
            if files is not None:
                return examined_file(files[place])
            return examined(change.document if place else published.told(), case.look)

        item.clean = judge_clean(published, look_at(0))
        item.changed = judge_changed(change, look_at(1))
    except Exception as error:
        # A document that stops the program is the worst result and has to be told, with all others.
        item.broken = f"{type(error).__name__}: {error}"
    return item


def main(arguments: Sequence[str] | None = None) -> None:
    """Judge so many reports, or as many as the time allows, and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--first", type=int, default=10_000, help="the first seed")
    parser.add_argument("--seconds", type=float, default=0, help="stop after so many seconds (0: never)")
    parser.add_argument("--looks", default="", help=f"of {', '.join([*WRITERS, *OFFICE])}")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--record", type=Path, help="a file with a line a document; what is in it is not judged again")
    parser.add_argument(
        "--again", action="store_true", help="judge those of the file again with which something is wrong"
    )
    parser.add_argument("--seeds", default="", help="only these")
    parser.add_argument("--listing", type=int, default=6, help="so many lines of each wrong document")
    options = parser.parse_args(arguments)
    looks = options.looks.split(",") if options.looks else [look for look in LOOKS if look not in OFFICE or is_here()]
    found = recorded(options.record) if options.record else {}
    wanted = list(_wanted(options, looks, found))
    started = time.monotonic()
    with get_context("spawn").Pool(options.processes) as pool:
        for results in pool.imap_unordered(judged_all, tasks(wanted)):
            for item in results:
                found[item.seed] = item
                if options.record:
                    with options.record.open("a", encoding="utf-8") as record:
                        record.write(item.line() + "\n")
            if options.seconds and time.monotonic() - started > options.seconds:
                break
    sys.stdout.write("\n".join(summary(found.values(), listing=options.listing)))
    sys.stdout.write(f"\n{len(found)} documents, {time.monotonic() - started:.0f} s\n")


def _wanted(options: argparse.Namespace, looks: Sequence[str], found: dict[int, Judged]) -> Iterator[Case]:
    if options.again:
        # As they were, whatever the looks of this run.
        for item in found.values():
            if item.wrong:
                yield Case(item.seed, item.form, item.look, KINDS.index(item.kind) if item.kind in KINDS else 0)
        return
    seeds = set(options.seeds.split(",")) if options.seeds else None
    for case in cases(options.first, options.count, looks):
        if str(case.seed) in seeds if seeds else case.seed not in found:
            yield case


if __name__ == "__main__":
    main()
