"""The components of a judgement of certainty in plain words, after GRADE-CERQual, with what a concern looks like."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Component:
    name: str
    title: Any
    question: Any
    example: Any


COMPONENTS = (
    Component(
        "methods",
        _("How it was found out"),
        _(
            "Can one trust how the cases were studied? Who looked, for how long, whom did they speak, and is that"
            " written down?"
        ),
        _("A serious concern: all passages come from one short visit, in the words of the initiator alone."),
    ),
    Component(
        "coherence",
        _("Whether it fits together"),
        _("Does the lesson fit what the passages say, those that nuance and contradict it as well?"),
        _("A moderate concern: in two cases the opposite happened, and nobody knows why."),
    ),
    Component(
        "adequacy",
        _("Whether there is enough"),
        _("Are there enough cases, and do they tell enough, to say this beyond each of them?"),
        _("A moderate concern: two cases, each with one sentence."),
    ),
    Component(
        "relevance",
        _("Whether it speaks of the same"),
        _("Are these the places, people and circumstances that the lesson speaks of?"),
        _("A minor concern: the lesson speaks of all neighbourhoods, the cases are all in large cities."),
    ),
)
LEVELS = (
    ("high", _("It is very likely that it is as the lesson says.")),
    ("moderate", _("It is likely that it is as the lesson says.")),
    ("low", _("It is possible that it is as the lesson says.")),
    ("very_low", _("It is not clear whether it is as the lesson says.")),
)
