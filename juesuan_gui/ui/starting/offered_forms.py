"""Owns which forms a report can be made with: known at once by place and year, read whole when one is wanted."""

from __future__ import annotations

from collections.abc import Callable

from juesuan_gui.forms import Form, FormError, FormHead, FormShelf, form_ids, load_form
from juesuan_gui.paths import form_folders


def _head(form: Form) -> FormHead:
    return FormHead(form.id, form.name, form.region, form.year)


class OfferedForms:
    """The bundled forms and the user's own, newest year first; one of the user's replaces a bundled one of its id."""

    def __init__(self) -> None:
        self._bundled: FormShelf | None = None
        self._own: dict[str, Form] = {}
        self.heads: tuple[FormHead, ...] = ()

    def look(self) -> list[str]:
        """Look again what there is; a sentence for each form that cannot be used.

        The user's own forms are read whole each time: they are edited outside the program, and what is wrong in one
        is to be told before it is missed. The bundled ones are proved by the tests.
        """
        bundled, own_folder = form_folders()
        problems: list[str] = []
        if self._bundled is None:
            try:
                self._bundled = FormShelf.in_folders([bundled])
            except FormError as error:
                problems.append(str(error))
        self._own = {}
        for form_id in form_ids([own_folder]):
            try:
                self._own[form_id] = _proved(form_id)
            except FormError as error:
                problems.append(str(error))
        heads = [_head(form) for form in self._own.values()]
        heads += [head for head in self._bundled.heads if head.id not in self._own] if self._bundled else []
        self.heads = tuple(sorted(heads, key=lambda head: (-head.year, head.id)))
        return problems

    def form(self, head: FormHead) -> Form:
        """The form itself. Raises FormError when it cannot be read."""
        if head.id in self._own:
            return self._own[head.id]
        return self._bundled.form(head.id) if self._bundled else load_form(head.id, form_folders())


def _proved(form_id: str) -> Form:
    """A form of the user's own, its words proved too. Raises FormError."""
    # Only who has forms of their own waits for the reading of words when the window opens.
    from juesuan_gui.narrative.drafting.proof import refuse_broken_words

    form = load_form(form_id, form_folders())
    refuse_broken_words(form)
    return form


def usable_forms(wanted: Callable[[FormHead], bool] = lambda head: True) -> tuple[list[Form], list[str]]:
    """The forms that can be used and are wanted, newest year first, and a sentence for each that cannot."""
    offered, forms = OfferedForms(), []
    problems = offered.look()
    for head in filter(wanted, offered.heads):
        try:
            forms.append(offered.form(head))
        except FormError as error:
            problems.append(str(error))
    return forms, problems
