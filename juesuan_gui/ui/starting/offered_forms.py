"""Owns which forms a report can be made with: known at once by place and year, read whole when one is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from juesuan_gui.forms import Form, FormError, FormHead, FormShelf, form_ids, load_form
from juesuan_gui.forms.shelf import NATIONWIDE
from juesuan_gui.paths import form_folders

#: In the order in which every national list has them (行政区划代码).
_PROVINCES = (
    *("北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建"),
    *("江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏"),
    *("陕西", "甘肃", "青海", "宁夏", "新疆", "台湾", "香港", "澳门"),
)


def in_usual_order(regions: Iterable[str]) -> list[str]:
    """Places as an accountant looks for them: nationwide first, then by province, its cities behind it."""

    def place(region: str) -> tuple[int, str]:
        if region == NATIONWIDE:
            return -1, ""
        found = (number for number, name in enumerate(_PROVINCES) if region.startswith(name))
        return next(found, len(_PROVINCES)), region

    return sorted(dict.fromkeys(regions), key=place)


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
