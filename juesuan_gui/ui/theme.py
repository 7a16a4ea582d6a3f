"""Owns the look: palette roles in light and dark, Fusion style, fonts, following the system or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import Enum

from PySide6.QtCore import QObject, QSysInfo, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

UI_FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "HarmonyOS Sans SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "SimHei",
    "SimSun",
)
"""Interface typefaces, best first; every system this program meets has one of them."""


class Appearance(Enum):
    """What the user chose: follow the system, or always light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


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


def colors(widget: QWidget | None = None) -> Colors:
    """The roles in force, told by the palette, so that a widget needs no other source."""
    palette = widget.palette() if widget is not None else QGuiApplication.palette()
    return dark_colors() if palette.window().color().lightness() < 128 else light_colors()


def palette_of(roles: Colors) -> QPalette:
    """Qt's palette filled from the roles, disabled state included."""
    palette = QPalette()
    role = QPalette.ColorRole
    for key, color in (
        (role.Window, roles.ground),
        (role.WindowText, roles.text),
        (role.Base, roles.surface),
        (role.AlternateBase, roles.header),
        (role.Text, roles.text),
        (role.Button, roles.surface),
        (role.ButtonText, roles.text),
        (role.BrightText, roles.error),
        (role.ToolTipBase, roles.surface),
        (role.ToolTipText, roles.text),
        (role.PlaceholderText, roles.quiet),
        (role.Highlight, roles.selection),
        (role.HighlightedText, roles.text),
        (role.Link, roles.accent),
        (role.LinkVisited, roles.accent),
        (role.Light, roles.surface),
        (role.Midlight, roles.line),
        (role.Mid, roles.line),
        (role.Dark, roles.quiet),
        (role.Shadow, roles.line),
        (role.Accent, roles.accent),
    ):
        palette.setColor(key, color)
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, roles.quiet)
    return palette


def interface_font(size: float | None = None, *, bold: bool = False) -> QFont:
    """The font of the interface, with Chinese, at ``size`` points."""
    font = QFont()
    font.setFamilies(list(_installed(UI_FAMILIES)) or list(UI_FAMILIES))
    font.setPointSizeF(size if size is not None else _base_size())
    font.setBold(bold)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font


def figure_font(size: float | None = None, *, bold: bool = False) -> QFont:
    """The interface font with digits of equal width, for columns of amounts."""
    font = interface_font(size, bold=bold)
    # Many Chinese fonts have proportional digits until OpenType's tabular figures are asked for.
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


class Theme(QObject):
    """Applies one appearance to the whole program and follows the system when asked to."""

    changed = Signal()

    def __init__(self, application: QApplication, appearance: Appearance = Appearance.SYSTEM) -> None:
        super().__init__(application)
        self._application = application
        self.appearance = appearance
        application.setStyle("Fusion")
        application.setFont(interface_font())
        application.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.apply(appearance)

    def apply(self, appearance: Appearance) -> None:
        """Switch to following the system, to light or to dark."""
        self.appearance = appearance
        hints = self._application.styleHints()
        # Window frames and native menus follow only from Qt 6.8 on; the rest is our own palette.
        if hasattr(hints, "setColorScheme"):
            hints.setColorScheme(
                {
                    Appearance.SYSTEM: Qt.ColorScheme.Unknown,
                    Appearance.LIGHT: Qt.ColorScheme.Light,
                    Appearance.DARK: Qt.ColorScheme.Dark,
                }[appearance]
            )
        self._paint()

    def is_dark(self) -> bool:
        """Whether the roles in force are the dark ones."""
        if self.appearance is Appearance.SYSTEM:
            return self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self.appearance is Appearance.DARK

    def _system_changed(self) -> None:
        if self.appearance is Appearance.SYSTEM:
            self._paint()

    def _paint(self) -> None:
        roles = dark_colors() if self.is_dark() else light_colors()
        self._application.setPalette(palette_of(roles))
        # The style sheet belongs to the theme: it must change in the same breath as the palette.
        from juesuan_gui.ui.style import style_sheet

        self._application.setStyleSheet(style_sheet(roles))
        self.changed.emit()


def _colors(*, dark: bool, **names: str) -> Colors:
    known = {field.name for field in fields(Colors)} - {"dark"}
    return Colors(dark=dark, **{name: QColor(names[name]) for name in known})


def _installed(families: Iterable[str]) -> list[str]:
    present = set(QFontDatabase.families())
    return [family for family in families if family in present]


def _base_size() -> float:
    # macOS draws 13 points at 72 dots per inch, everybody else 10 at 96: the same size to the eye.
    return 13.0 if QSysInfo.productType() == "macos" else 10.0
