"""Owns the command pack: the 报送包 of a report, with what is still open told first, and build by an own template."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from juesuan_gui.card_book import CardBook
from juesuan_gui.checks import Finding
from juesuan_gui.checks.observations import Observation
from juesuan_gui.cli_check import FINE, UNREADABLE, all_forms
from juesuan_gui.cli_progress import progress_line
from juesuan_gui.forms import Level
from juesuan_gui.publishing.package.content import make_package
from juesuan_gui.publishing.package.made import FORMATS, Order
from juesuan_gui.reading import ReadingWorker
from juesuan_gui.report_contract import observations_beside_tables
from juesuan_gui.report_files import open_report
from juesuan_gui.session import Session


def pack_files(options: argparse.Namespace) -> int:
    """Make the package of every report, or with ``as_build`` the plain files by an own template; the exit code."""
    formats = [word.strip().lower() for word in options.formats.split(",") if word.strip()]
    if not formats or any(word not in FORMATS for word in formats):
        print(f"--formats 只能是 {'、'.join(FORMATS)}，写成了 {options.formats}。", file=sys.stderr)
        return UNREADABLE
    if options.template is not None and "docx" not in formats:
        print("--template 是 Word 模板，--formats 里要有 docx。", file=sys.stderr)
        return UNREADABLE
    with ReadingWorker() as worker, progress_line() as line:
        for path in options.files:
            line.tell(f"正在读取和核对 {path.name}…")
            session = Session(open_report(path, worker, all_forms))
            counts = open_findings(session)
            line.clear()
            _print_open(path, counts)
            order = Order(tuple(formats), options.name, template=options.template, with_sheets=not options.no_sheets)
            # Several reports in one folder must not write over each other under one pattern without the unit.
            folder = options.out / path.stem if len(options.files) > 1 else options.out
            package = make_package(session.live, folder, order, counts, line.of(path.name))
            line.clear()
            for made in package.files:
                print(made)
            for remark in package.remarks:
                print(remark, file=sys.stderr)
    return FINE


def open_findings(session: Session) -> dict[str, int]:
    """How many findings are not settled, by the level's label: roots without a standing explanation.

    Of the tables, the explanation and the scorecards, as the window lists them.
    """
    of_cards = CardBook(session.live).findings().findings
    found: list[Finding | Observation] = [*session.audit.result().findings]
    found += observations_beside_tables(session.live, of_cards)
    counts = Counter(
        item.level
        for item in found
        if item.root is None
        and ((note := session.report.note(item.key)) is None or note.fingerprint != item.fingerprint)
    )
    return {level.label: counts[level] for level in Level if counts[level]}


def _print_open(path: Path, counts: dict[str, int]) -> None:
    told = "，".join(f"{level} {count} 条" for level, count in counts.items())
    print(f"{path.name}：还有{told}没有处理；照常生成。" if told else f"{path.name}：审核没有未处理的发现。")
