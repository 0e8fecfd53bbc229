"""What the address bar may ask of the list of publications, beside what it may ask of any list with facets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.questions import FixedChoiceFilter, QuestionFilterSet, QuestionForm, YearFilter
from publications.browsing.facets import BY_NAME


class Sorting(models.TextChoices):
    RELEVANCE = "relevantie", _("Relevance")
    NEWEST = "nieuwste", _("Newest")
    TITLE = "titel", _("Title")


class PublicationForm(QuestionForm):
    facets = BY_NAME


class PublicationFilterSet(QuestionFilterSet):
    jaar_van = YearFilter(_("Issued from"))
    jaar_tot = YearFilter(_("Issued until"))
    sorteer = FixedChoiceFilter(Sorting.choices, _("Sort by"))

    class Meta(QuestionFilterSet.Meta):
        form = PublicationForm
