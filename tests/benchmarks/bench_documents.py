"""The proof of the reader: generated reports in every form, style and format, as printed and with one thing wrong.

Run as ``python -m tests.benchmarks.bench_documents --count 2000``. Every report is written in one look, read and
examined: each figure must come back at its address and nothing may be found. Then one figure, word or name is
changed: its finding must appear there, and nothing beside what follows from it. Expectations are the generator's.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence

from juesuan_gui.forms import form_ids
from tests.documents.judging import Verdict, examined, judge_changed, judge_clean, prepared
from tests.generator.documents_changes import KINDS
from tests.generator.documents_files import WRITERS
from tests.generator.reports import TEMPLATES

#: How often each look comes; files of Word and PDF take longest to make.
LOOKS = (
    "txt",
    "html",
    "txt",
    "pdf",
    "txt",
    "html",
    "xlsx",
    "txt",
    "docx",
    "html",
    "txt",
    "own-pdf",
    "txt",
    "bare-pdf",
    "html",
    "own-docx",
    "txt",
)


class Score:
    """Counts by one way of dividing the documents."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {}

    def add(self, name: str, clean: Verdict, changed: Verdict | None) -> None:
        """Take one report in."""
        row = self.counts.setdefault(name, Counter())
        row["reports"] += 1
        row["misread"] += bool(clean.wrong_figures)
        row["alarms"] += len(clean.alarms)
        row["alarmed"] += bool(clean.alarms)
        row["hints"] += len(clean.hints)
        if changed is not None:
            row["changed"] += 1
            row["found"] += not changed.missed
            row["unfounded"] += len(changed.unfounded)

    def lines(self) -> list[str]:
        """A table, one line a name."""
        lines = [
            f"{'':<18}{'reports':>8}{'misread':>8}{'alarmed':>8}{'alarms':>7}{'hints':>6}{'changed':>8}{'found':>7}{'recall':>8}{'unfounded':>10}"
        ]
        for name in sorted(self.counts):
            row = self.counts[name]
            recall = f"{100 * row['found'] / row['changed']:.1f}%" if row["changed"] else "-"
            lines.append(
                f"{name:<18}{row['reports']:>8}{row['misread']:>8}{row['alarmed']:>8}{row['alarms']:>7}{row['hints']:>6}"
                f"{row['changed']:>8}{row['found']:>7}{recall:>8}{row['unfounded']:>10}"
            )
        return lines


def main(arguments: Sequence[str] | None = None) -> None:
    """Judge so many reports, or as many as the time allows, and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--first", type=int, default=10_000, help="the first seed")
    parser.add_argument("--seconds", type=float, default=0, help="stop after so many seconds (0: never)")
    parser.add_argument("--looks", default=",".join(LOOKS), help=f"of {', '.join(WRITERS)}")
    parser.add_argument("--quiet", action="store_true", help="scores only")
    options = parser.parse_args(arguments)
    forms, looks = tuple(form_ids([TEMPLATES])), options.looks.split(",")
    by_form, by_look, by_kind = Score(), Score(), Score()
    started = time.monotonic()
    for number in range(options.count):
        if options.seconds and time.monotonic() - started > options.seconds:
            break
        seed = options.first + number
        # Every round of forms begins one look later, so that each form meets each look where both are as many.
        form_id, look = forms[number % len(forms)], looks[(number + number // len(forms)) % len(looks)]
        kind = KINDS[number % len(KINDS)]
        published, change = prepared(seed, form_id, kind)
        clean = judge_clean(published, examined(published.told(), look))
        changed = judge_changed(change, examined(change.document, look)) if change is not None else None
        for score, name in ((by_form, form_id), (by_look, look), (by_kind, kind)):
            score.add(name, clean, changed)
        if not options.quiet:
            _tell(f"{seed} {form_id} {look} {kind}", clean, changed)
    for title, score in (("by form", by_form), ("by look", by_look), ("by change", by_kind)):
        sys.stdout.write(f"\n{title}\n" + "\n".join(score.lines()) + "\n")
    total = Score()
    for row in by_form.counts.values():
        total.counts.setdefault("all", Counter()).update(row)
    sys.stdout.write("\n" + "\n".join(total.lines()) + f"\n{time.monotonic() - started:.0f} s\n")


def _tell(name: str, clean: Verdict, changed: Verdict | None) -> None:
    wrong = [*(f"misread {item}" for item in clean.wrong_figures[:3]), *(f"alarm {item}" for item in clean.alarms[:5])]
    wrong += [f"hint {item}" for item in clean.hints[:2]]
    if changed is not None:
        wrong += [f"missed {changed.missed}"] * bool(changed.missed) + [
            f"unfounded {item}" for item in changed.unfounded[:4]
        ]
    for item in wrong:
        sys.stdout.write(f"{name}: {item}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
