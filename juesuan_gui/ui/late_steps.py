"""Owns the steps of a window and its page of new reports, loaded and made when first asked for.

The start page needs none of them. They bring reading, judging, storing and publishing with them: half a second.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from juesuan_gui.ui.steps_window import StepsWindow
from juesuan_gui.ui.warming import load_rest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from juesuan_gui.ui.file_taking import FileTaking
    from juesuan_gui.ui.keeping_steps import KeepingSteps
    from juesuan_gui.ui.large_steps import LargeSteps
    from juesuan_gui.ui.leaving import Leaving
    from juesuan_gui.ui.opening_steps import OpeningSteps
    from juesuan_gui.ui.review.page import ReviewPage
    from juesuan_gui.ui.review.steps import ReviewSteps
    from juesuan_gui.ui.starting.new_page import NewPage
    from juesuan_gui.ui.years import YearSteps


class SteppingWindow(StepsWindow, Protocol):
    """The window as its steps know it, with the steps that lean on each other."""

    @property
    def keeping(self) -> KeepingSteps:
        """What is said about keeping."""

    @property
    def opening(self) -> OpeningSteps:
        """The ways to an open report."""

    @property
    def reviews(self) -> ReviewSteps:
        """What is done with published files and reviews."""

    @property
    def years(self) -> YearSteps:
        """What is done between years."""


class LateSteps:
    """Mixed into the window, which asks for a step as for any attribute."""

    @cached_property
    def files(self: SteppingWindow) -> FileTaking:
        """What becomes of a file that comes from outside."""
        from juesuan_gui.ui.file_taking import FileTaking

        return FileTaking(self, self.reviews)

    @cached_property
    def keeping(self: SteppingWindow) -> KeepingSteps:
        """What is said about keeping."""
        from juesuan_gui.ui.keeping_steps import KeepingSteps

        return KeepingSteps(self)

    @cached_property
    def large(self: SteppingWindow) -> LargeSteps:
        """What is said while a very large step is made."""
        from juesuan_gui.ui.large_steps import LargeSteps

        return LargeSteps(self)

    @cached_property
    def leaving(self: SteppingWindow) -> Leaving:
        """The leaving of an open report."""
        from juesuan_gui.ui.leaving import Leaving

        return Leaving(self, self.keeping)

    @cached_property
    def new(self: SteppingWindow) -> NewPage:
        """新建."""
        from juesuan_gui.ui.starting.new_page import NewPage

        page = NewPage(self.settings)
        page.created.connect(self.opening.create)
        page.closed.connect(self.show_start)
        page.notice.connect(self.tell)
        self.pages.addWidget(page)
        return page

    @cached_property
    def opening(self: SteppingWindow) -> OpeningSteps:
        """The ways to an open report."""
        from juesuan_gui.ui.opening_steps import OpeningSteps

        return OpeningSteps(self, self.reviews.open)

    @cached_property
    def reviews(self: SteppingWindow) -> ReviewSteps:
        """What is done with published files and reviews."""
        load_rest()
        from juesuan_gui.ui.review.steps import ReviewSteps

        return ReviewSteps(self, lambda path: self.years.load_prior(path))

    @cached_property
    def years(self: SteppingWindow) -> YearSteps:
        """What is done between years."""
        load_rest()
        from juesuan_gui.ui.years import YearSteps

        return YearSteps(self)

    # -- without making what is not there yet --------------------------------------------------------

    @property
    def review_page(self: SteppingWindow) -> ReviewPage | None:
        """The open review."""
        return self.reviews.page if "reviews" in vars(self) else None

    @property
    def review_front(self: SteppingWindow) -> QWidget | None:
        """The open review, else the list of files it came from."""
        return self.reviews.front if "reviews" in vars(self) else None

    def stop_years(self: SteppingWindow) -> None:
        """The report is left: what is being made of it for another year is not wanted any more."""
        if "years" in vars(self):
            self.years.cancel()

    def stop_steps(self: SteppingWindow) -> None:
        """The window closes: what is being opened is let go."""
        if "opening" in vars(self):
            self.opening.cancel()
        if "reviews" in vars(self):
            self.reviews.close()
