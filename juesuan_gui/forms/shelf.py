"""Owns the forms at hand: what each is for, known at once; the form itself, read when it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from juesuan_gui.forms.declarations import read_toml
from juesuan_gui.forms.load import form_ids, load_form
from juesuan_gui.forms.model import Form

NATIONWIDE = "全国"


@dataclass(frozen=True, slots=True)
class FormHead:
    """What a form is for, without its tables."""

    id: str
    name: str
    region: str
    year: int

    @property
    def places(self) -> tuple[str, ...]:
        """The places that the form is of; none for a nationwide one."""
        return tuple(word for word in self.region.split("·") if word and word != NATIONWIDE)


class FormShelf:
    """Forms by id, each read at most once."""

    def __init__(self, heads: Iterable[FormHead], load: Callable[[str], Form]) -> None:
        self.heads = tuple(heads)
        self._load = load
        self._forms: dict[str, Form] = {}

    @classmethod
    def of(cls, forms: Iterable[Form]) -> FormShelf:
        """A shelf of forms already read."""
        by_id = {form.id: form for form in forms}
        heads = [FormHead(form.id, form.name, form.region, form.year) for form in by_id.values()]
        return cls(heads, by_id.__getitem__)

    @classmethod
    def in_folders(cls, folders: Iterable[Path]) -> FormShelf:
        """The forms of these folders; a later folder wins. Raises FormError for a form.toml that is no TOML."""
        places = tuple(folders)
        return cls(_heads(form_ids(places)), lambda form_id: load_form(form_id, places))

    def form(self, form_id: str) -> Form:
        """The form with this id. Raises FormError when it cannot be read."""
        if form_id not in self._forms:
            self._forms[form_id] = self._load(form_id)
        return self._forms[form_id]

    def __iter__(self) -> Iterator[Form]:
        return (self.form(head.id) for head in self.heads)


def _heads(folders: dict[str, Path]) -> Iterator[FormHead]:
    contents: dict[str, dict[str, object]] = {}
    for form_id, folder in folders.items():
        contents[form_id] = read_toml(folder / "form.toml")
    for form_id in contents:
        region, year, name = (_own_or_inherited(contents, form_id, key) for key in ("region", "year", "name"))
        yield FormHead(form_id, str(name or form_id), str(region or NATIONWIDE), year if isinstance(year, int) else 0)


def _own_or_inherited(contents: dict[str, dict[str, object]], form_id: str, key: str) -> object:
    seen: set[str] = set()
    while form_id in contents and form_id not in seen:
        seen.add(form_id)
        if key in contents[form_id]:
            return contents[form_id][key]
        form_id = str(contents[form_id].get("extends", ""))
    return None
