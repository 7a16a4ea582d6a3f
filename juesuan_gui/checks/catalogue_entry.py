"""Owns what is declared of a check that Python carries out: one entry of the lists of text and scorecard checks."""

from __future__ import annotations

from dataclasses import dataclass

from juesuan_gui.forms import Level


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One check. ``level`` is the highest that its findings take by themselves, ``basis`` the source of the rule."""

    id: str
    title: str
    level: Level
    kind: str
    basis: str
