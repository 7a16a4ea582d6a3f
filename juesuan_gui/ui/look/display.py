"""Owns the choice of how amounts look on this machine: where it is kept."""

from __future__ import annotations

from juesuan_gui.ui.grid.display import Display, ZeroShown
from juesuan_gui.ui.settings import Settings

_ZERO, _RED = "display/zero", "display/red_negatives"


def kept_display(settings: Settings) -> Display:
    """What was chosen last; amounts as the form prints them until then."""
    names = {choice.value: choice for choice in ZeroShown}
    zero = names.get(settings.text(_ZERO), ZeroShown.AS_PRINTED)
    return Display(zero, settings.text(_RED) == "yes")


def keep_display(settings: Settings, display: Display) -> None:
    """Remember the choice."""
    settings.put(_ZERO, display.zero.value)
    settings.put(_RED, "yes" if display.red_negatives else "no")
