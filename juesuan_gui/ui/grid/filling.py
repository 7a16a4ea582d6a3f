"""Owns the changes that fill or clear a selection."""

from __future__ import annotations

from collections.abc import Iterable

from juesuan_gui.figures import Figure
from juesuan_gui.relations import Address, Unread
from juesuan_gui.ui.grid.draft import Draft
from juesuan_gui.ui.grid.model import GridModel
from juesuan_gui.ui.grid.navigation import Area, Navigator, Place


def clear(model: GridModel, places: Iterable[Place]) -> Draft:
    """Empty every input cell of these places."""
    draft = Draft(model)
    for place in places:
        address = model.address(*place)
        if address is None:
            continue
        if model.is_locked(address):
            draft.locked += 1
        elif model.session.report.stated(address) is not None:
            draft.put_figure(address, None)
    return draft


def fill(model: GridModel, places: Iterable[Place], text: str) -> Draft:
    """The same text in every input cell of these places."""
    draft = Draft(model)
    for place in places:
        address = model.address(*place)
        if address is not None:
            draft.put_text(address, text)
    return draft


def fill_down(model: GridModel, navigator: Navigator, area: Area) -> Draft:
    """The uppermost line of the area into all others; a single line takes from the line above it."""
    lines = [row for row in navigator.visible_lines(area.top, area.bottom - area.top + 1) if row <= area.bottom]
    if len(lines) == 1:
        above = navigator.step(Place(area.top, area.left), -1, 0).row
        lines = [above, *lines] if above != area.top else []
    draft = Draft(model)
    for column in range(area.left, area.right + 1):
        for row in lines[1:]:
            _copy(model, draft, Place(lines[0], column), Place(row, column))
    return draft


def fill_right(model: GridModel, navigator: Navigator, area: Area) -> Draft:
    """The leftmost column of the area into all others; a single column takes from the one before it."""
    columns = list(range(area.left, area.right + 1))
    if len(columns) == 1:
        columns = [columns[0] - 1, *columns] if columns[0] > 0 else []
    draft = Draft(model)
    for row in navigator.visible_lines(area.top, area.bottom - area.top + 1):
        if row <= area.bottom:
            for column in columns[1:]:
                _copy(model, draft, Place(row, columns[0]), Place(row, column))
    return draft


def fill_area(model: GridModel, navigator: Navigator, source: Area, target: Area) -> Draft:
    """The source's figures repeated over all of the target that lies outside it."""
    lines = [row for row in navigator.visible_lines(target.top, target.bottom - target.top + 1) if row <= target.bottom]
    sources = [row for row in lines if row <= source.bottom]
    width = source.right - source.left + 1
    draft = Draft(model)
    for number, row in enumerate(lines if sources else ()):
        for column in range(target.left, target.right + 1):
            place = Place(row, column)
            if not source.holds(place):
                origin = Place(sources[number % len(sources)], source.left + (column - source.left) % width)
                _copy(model, draft, origin, place)
    return draft


def _copy(model: GridModel, draft: Draft, source: Place, target: Place) -> None:
    origin, address = model.address(*source), model.address(*target)
    if origin is None or address is None:
        return
    stated = model.session.report.stated(origin)
    if model.kind(origin).is_words:
        if model.kind(address).is_words:
            draft.put_text(address, stated.text if stated else "")
        return
    draft.put_figure(address, _shown(model, origin))


def _shown(model: GridModel, address: Address) -> Figure | None:
    try:
        return model.session.live.shown(address)
    except Unread:
        return None
