"""What the address bar may ask of the list of lessons: its facets, beside what it may ask of any list with facets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.questions import FixedChoiceFilter, QuestionFilterSet, QuestionForm
from lessons.browsing.facets import BY_NAME


class Sorting(models.TextChoices):
    RELEVANCE = "relevantie", _("Relevance")
    NEWEST = "nieuwste", _("Newest")
    TITLE = "titel", _("Title")
    CERTAINTY = "zekerheid", _("Certainty")


class LessonForm(QuestionForm):
    facets = BY_NAME


class LessonFilterSet(QuestionFilterSet):
    sorteer = FixedChoiceFilter(Sorting.choices, _("Sort by"))

    class Meta(QuestionFilterSet.Meta):
        form = LessonForm
