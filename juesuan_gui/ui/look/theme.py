"""Owns the look in force: light or dark, Fusion style, fonts, following the system or not."""

from __future__ import annotations

from enum import Enum
from functools import cache

from PySide6.QtCore import QObject, QSysInfo, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from juesuan_gui.paths import resource
from juesuan_gui.ui.look.palette import Colors, dark_colors, light_colors
from juesuan_gui.ui.look.style import style_sheet

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
"""Interface typefaces, best first; nearly every system this program meets has one of them."""
OWN_FONT = "Hei-NotoSansSC-Medium.ttf"


class Appearance(Enum):
    """What the user chose: follow the system, or always light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


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
    font.setFamilies(_families())
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
        self._application.setStyleSheet(style_sheet(roles))
        self.changed.emit()


@cache
def _families() -> list[str]:
    """The typefaces to write with; where no other has Chinese the one that the program brings along for its PDFs."""
    present = set(QFontDatabase.families())
    found = [family for family in UI_FAMILIES if family in present]
    if found or QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        return found or list(UI_FAMILIES)
    own = QFontDatabase.addApplicationFont(str(resource("fonts", OWN_FONT)))
    return QFontDatabase.applicationFontFamilies(own) or list(UI_FAMILIES)


def _base_size() -> float:
    # macOS draws 13 points at 72 dots per inch, everybody else 10 at 96: the same size to the eye.
    return 13.0 if QSysInfo.productType() == "macos" else 10.0
