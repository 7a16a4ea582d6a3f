"""Measures reading: seconds and peak memory of whole processes per file, and how they grow with the pages.

Run as ``python -m tests.benchmarks.bench_read [FILE...]``; without files it makes PDFs of 25 to 500 pages and a
report in each format. Each file is read in a process of its own, so that start-up counts and the peak is its own.
``bare`` is the time inside the process, without start-up; ``processor`` what the whole process used, which a busy
machine does not lengthen.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from juesuan_gui.publishing.excel.render import render_excel
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.publishing.word.render import render_word
from tests.publishing.sample import sample_document
from tests.reading.published_files import Look, Page, draw_table, make_pdf

PAGES = (25, 50, 100, 250, 500)
ROWS_ON_A_PAGE = 35
SENTENCE = "一般公共预算财政拨款支出{}.{:02}万元，占本年支出合计的{}.{:02}%，与上年相比增加。"
#: Reads one file with as little else as a worker process loads.
READ = """
import json, re, resource, sys, time
from pathlib import Path
started = time.perf_counter()
from juesuan_gui.reading.open_source import read_any
from juesuan_gui.reading.limits import Limits
class Here:
    def read(self, reader, path, limits):
        return reader(path, limits)
source = read_any(Path(sys.argv[1]), Here(), Limits())
blocks = [block for section in source.document.sections for block in section.blocks]
cells = sum(len(block.cells) for block in blocks if hasattr(block, "cells"))
usage = resource.getrusage(resource.RUSAGE_SELF)
# Where the system tells it: the other peak counts the parent before this program began.
status = Path("/proc/self/status")
peak = re.search(r"VmHWM:\\s*(\\d+)", status.read_text()) if status.exists() else None
print(json.dumps({"bare": time.perf_counter() - started, "blocks": len(blocks), "cells": cells,
    "processor": usage.ru_utime + usage.ru_stime, "memory": (int(peak[1]) if peak else usage.ru_maxrss) / 1024}))
"""


def long_pdf(path: Path, pages: int) -> Path:
    """A PDF of which every other page is a full table and the rest is prose."""

    def table(number: int) -> object:
        def draw(page: Page) -> None:
            page.text(300, 60, f"第{number}张支出决算表", 14, "centre")
            rows = [("项目", "合计", "基本支出", "项目支出")]
            rows += [(f"支出{row}", f"{number}{row}.50", f"{row}.25", f"{number}.10") for row in range(ROWS_ON_A_PAGE)]
            draw_table(page, rows, (180, 90, 90, 90), 70, 100, Look())

        return draw

    def prose(number: int) -> object:
        def draw(page: Page) -> None:
            for line in range(ROWS_ON_A_PAGE):
                page.text(90, 80 + 20 * line, SENTENCE.format(number * line, line, line % 90, number % 100), 11)

        return draw

    return make_pdf(path, [(table if number % 2 else prose)(number) for number in range(pages)])  # type: ignore[misc]


def measured(path: Path) -> dict[str, float]:
    """One reading in a process of its own."""
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True)
    return {"seconds": time.perf_counter() - started, **json.loads(done.stdout)}


def made_files(folder: Path, pages: Sequence[int]) -> list[Path]:
    """Files of every format, and PDFs of growing length."""
    document = sample_document()
    numbers = render_pdf(document, folder / "report.pdf")
    render_word(document, folder / "report.docx", heading_pages=numbers)
    render_excel(document, folder / "report.xlsx")
    return [folder / f"report.{suffix}" for suffix in ("pdf", "docx", "xlsx")] + [
        long_pdf(folder / f"{count}-pages.pdf", count) for count in pages
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--pages", default=",".join(map(str, PAGES)))
    parser.add_argument("--runs", type=int, default=1)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        files = options.files or made_files(Path(folder), [int(count) for count in options.pages.split(",")])
        say(f"{'file':<32}{'seconds':>9}{'bare':>8}{'processor':>11}{'MB':>7}{'blocks':>8}{'cells':>8}")
        for path in files:
            best = min((measured(path) for _ in range(options.runs)), key=lambda result: result["seconds"])
            say(
                f"{path.name:<32}{best['seconds']:>9.2f}{best['bare']:>8.2f}{best['processor']:>11.2f}"
                f"{best['memory']:>7.0f}{best['blocks']:>8}{best['cells']:>8}"
            )


def say(line: str) -> None:
    """Print a line at once, so that a long run shows how far it is."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
