"""Prints how long the published files take: a full report of about 45 pages, and growth with the rows of its tables.

Run as ``python -m tests.benchmarks.bench_publish [ROWS...]``. Seconds of this process's own work (user and system
time) and on the clock, the best of three, so that a busy machine counts little; the fonts are open, as in a window that has shown a
preview.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pypdfium2

from juesuan_gui.live import LiveReport
from juesuan_gui.publishing.compose import compose
from juesuan_gui.publishing.excel.render import render_excel
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.publishing.word.render import render_word
from juesuan_gui.report import set_setting
from tests.benchmarks.reports import large_draft
from tests.generator.reports import codes
from tests.narrative.drafted import answered, full_report

ROWS = (250, 500, 1000, 2500, 5000)
_FORM = "beijing-2022"
_REPEATS = 3
_STEPS = ("编排", "PDF", "Word", "Excel")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line for every report."""
    rows = [int(text) for text in (sys.argv[1:] if arguments is None else arguments)] or list(ROWS)
    report = full_report(_FORM)
    report.apply(set_setting(report, "图表", "全部"))
    _print("一份完整的报告", answered(report))
    for count in rows:
        draft = large_draft(count)
        _print(f"{count} 行", LiveReport(draft, codes(draft.form.year)))


def _print(name: str, live: LiveReport) -> None:
    fonts = FontBook.of_machine()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        render_pdf(compose(live, with_formulas=False), path, fonts=fonts)
        with pypdfium2.PdfDocument(path) as pdf:
            count = len(pdf)
        runs = [_timed(live, path, fonts) for _ in range(_REPEATS)]
        steps = min((own for own, _ in runs), key=lambda found: sum(found.values()))
        elapsed = min(clock for _, clock in runs)
    parts = "，".join(f"{step} {seconds:.2f}" for step, seconds in steps.items())
    sys.stdout.write(f"{name}：{count} 页，共 {sum(steps.values()):.2f} 秒（{parts}），钟上 {elapsed:.2f} 秒\n")
    sys.stdout.flush()


def _timed(live: LiveReport, path: Path, fonts: FontBook) -> tuple[dict[str, float], float]:
    """The process's own seconds of every step, and the seconds on the clock, which a busy machine makes more."""
    began = time.perf_counter()
    return _steps(live, path, fonts), time.perf_counter() - began


def _steps(live: LiveReport, path: Path, fonts: FontBook) -> dict[str, float]:
    """The seconds of one whole export, from the report to the last file; nothing is laid out before."""
    fonts.laid_out.clear()
    times = [time.process_time()]
    document = compose(live)
    times.append(time.process_time())
    pages = render_pdf(document, path, fonts=fonts)
    times.append(time.process_time())
    render_word(document, path, heading_pages=pages, fonts=fonts)
    times.append(time.process_time())
    render_excel(document, path)
    times.append(time.process_time())
    return {step: after - before for step, before, after in zip(_STEPS, times, times[1:], strict=False)}


if __name__ == "__main__":
    main()
