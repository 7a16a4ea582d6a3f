"""Owns the proof that the written half of a form can be used: what its narrative folder says is read and leads on."""

from __future__ import annotations

from juesuan_gui.forms import Form
from juesuan_gui.narrative.drafting.charts import refuse_lost_charts
from juesuan_gui.narrative.drafting.templates import TextTemplates
from juesuan_gui.narrative.text_facts import load_fact_rules, refuse_lost_facts
from juesuan_gui.narrative.ties import load_ties, refuse_lost_ties


def refuse_broken_words(form: Form) -> None:
    """Raise FormError naming file, place and key for what cannot be read, or leads nowhere in the form's own files.

    What a form inherits may lead nowhere: a table that it gave up takes its sentences with it.
    """
    templates = TextTemplates(form)
    templates.style(form.numbers)
    templates.refuse_broken(form.id)
    load_fact_rules(form)
    refuse_lost_facts(form)
    load_ties(form)
    refuse_lost_ties(form)
    refuse_lost_charts(form)
