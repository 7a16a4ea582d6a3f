"""Owns the palette roles: every colour on the screen, in light and in dark."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class Colors:
    """One set of palette roles. Every colour on the screen is one of these."""

    ground: QColor
    surface: QColor
    line: QColor
    text: QColor
    quiet: QColor
    accent: QColor
    on_accent: QColor
    header: QColor
    computed: QColor
    selection: QColor
    error: QColor
    error_ground: QColor
    warning: QColor
    warning_ground: QColor
    good: QColor
    dark: bool


@cache
def light_colors() -> Colors:
    """The roles on a light ground; every ink is readable (WCAG AA, 4.5 : 1) on every ground, the selection included."""
    return _colors(
        dark=False,
        ground="#F5F6F8",
        surface="#FFFFFF",
        line="#E2E5EA",
        text="#1F2430",
        quiet="#5C6575",
        accent="#2457C5",
        on_accent="#FFFFFF",
        header="#F0F2F5",
        computed="#F3F6FB",
        selection="#DCE7FB",
        error="#BC2A45",
        error_ground="#FCEBEE",
        warning="#925506",
        warning_ground="#FDF3E1",
        good="#1A7349",
    )


@cache
def dark_colors() -> Colors:
    """The roles on a dark ground; every ink is readable on every ground here too."""
    return _colors(
        dark=True,
        ground="#1B1D22",
        surface="#23262C",
        line="#343841",
        text="#E4E7EC",
        quiet="#A3ABB8",
        accent="#86ADF9",
        on_accent="#14171C",
        header="#2A2E35",
        computed="#2A2F38",
        selection="#2C3E63",
        error="#F78B9C",
        error_ground="#3D272C",
        warning="#E3AE5C",
        warning_ground="#3A3122",
        good="#68C296",
    )


def _colors(*, dark: bool, **names: str) -> Colors:
    known = {field.name for field in fields(Colors)} - {"dark"}
    return Colors(dark=dark, **{name: QColor(names[name]) for name in known})
