"""Long work asks between its pieces whether to go on: a piece never grows with the report, and stopping leaves no file."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from juesuan_gui.document import Document, Grid, Section
from juesuan_gui.live import LiveReport
from juesuan_gui.publishing.cards.files import write_cards
from juesuan_gui.publishing.compose import compose
from juesuan_gui.publishing.excel.render import render_excel
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.own_template.filling import fill_template
from juesuan_gui.publishing.package.content import make_package
from juesuan_gui.publishing.package.made import Order
from juesuan_gui.publishing.pauses import ROWS_OF_A_PIECE
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.publishing.word.render import render_word
from tests.benchmarks.reports import large_draft
from tests.cards.published import published
from tests.generator.reports import codes
from tests.narrative.drafted import form_named, full_report, live_of

from .office_template import office_template, split
from .test_pdf import long_grid

Work = Callable[[Callable[[], None]], object]


class Stop(BaseException):
    """The wish to stop, as the window's is: no Exception, so that no work swallows it."""


def pauses(work: Work) -> int:
    """How often work asks."""
    counted = itertools.count()
    work(lambda: next(counted) and None)
    return next(counted)


def stopped_at(number: int, work: Work) -> None:
    """Run work until it asks for this time."""
    counted = itertools.count(1)

    def ask() -> None:
        if next(counted) == number:
            raise Stop

    with pytest.raises(Stop):
        work(ask)


def pages(rows: int) -> Document:
    """A document of one long table."""
    grid: Grid = long_grid(rows)
    return Document("长表", (Section((grid,)),))


WRITERS: dict[str, Callable[[Document, Path, FontBook, Callable[[], None]], object]] = {
    "pdf": lambda document, path, fonts, ask: render_pdf(document, path, fonts=fonts, pause=ask),
    "docx": lambda document, path, fonts, ask: render_word(document, path, fonts=fonts, pause=ask),
    "xlsx": lambda document, path, fonts, ask: render_excel(document, path, pause=ask),
}


@pytest.mark.parametrize("kind", WRITERS)
def test_a_writer_asks_at_every_hundred_rows_and_leaves_the_old_file(
    kind: str, fonts: FontBook, tmp_path: Path
) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes(b"old")

    def work(rows: int, ask: Callable[[], None]) -> object:
        return WRITERS[kind](pages(rows), path, fonts, ask)

    few, many = (pauses(functools.partial(work, rows)) for rows in (ROWS_OF_A_PIECE, 6 * ROWS_OF_A_PIECE))
    assert many - few >= 5
    path.write_bytes(b"old")
    for number in (1, 2, many // 2, many):
        stopped_at(number, functools.partial(work, 6 * ROWS_OF_A_PIECE))
        assert path.read_bytes() == b"old" and [item.name for item in tmp_path.iterdir()] == [path.name]


def test_composing_asks_between_sections_and_rows() -> None:
    def asked(rows: int) -> int:
        draft = large_draft(rows)
        live = LiveReport(draft, codes(draft.form.year))
        compose(live)  # a template is compiled once
        return pauses(lambda ask: compose(live, pause=ask))

    few, many = asked(20), asked(20 + 2 * ROWS_OF_A_PIECE)
    # Three of its tables have a row for every code.
    assert few > len(form_named("wuhan-2020").outline) / 2 and many - few >= 3 * 2


def test_a_package_can_be_stopped_at_any_time_and_has_no_half_file(tmp_path: Path) -> None:
    live = live_of(full_report("wuhan-2020"))
    order = Order(("pdf", "xlsx"), "甲")

    def work(folder: Path, ask: Callable[[], None]) -> object:
        return make_package(live, folder, order, progress=lambda step, done, total: ask())

    make_package(live, tmp_path / "first", Order(("xlsx",), "甲"))  # a template is compiled once
    whole = tmp_path / "whole"
    count = pauses(functools.partial(work, whole))
    finished = {item.name for item in whole.iterdir()}
    assert finished == {"甲.pdf", "甲.xlsx"}
    for number in (1, count // 2, count - 1):
        folder = tmp_path / str(number)
        stopped_at(number, functools.partial(work, folder))
        made = {item.name for item in folder.iterdir()} if folder.exists() else set()
        assert made < finished
    assert not (tmp_path / "1").exists()


def test_a_template_alone_and_cards_alone_can_be_stopped(tmp_path: Path) -> None:
    live = live_of(full_report("wuhan-2020"))
    source, target = office_template(tmp_path, split("{{ 说明 }}")), tmp_path / "成文.docx"
    stopped_at(2, lambda ask: fill_template(live, source, target, fonts=FontBook(), pause=ask))
    assert not target.exists()
    cards = published("fengtai")
    for suffix in WRITERS:
        stopped_at(2, lambda ask, suffix=suffix: write_cards(cards, [tmp_path / f"表.{suffix}"], ask))  # type: ignore[misc]
    assert not list(tmp_path.glob("表.*"))
