"""What infographics add to the rest of the site, said once at its start."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from curation import leaning
from initiatives.models import Initiative
from jobs import rounds
from media import access
from publications.infographics.obstacles import obstacles_of
from publications.infographics.quoting import cases_changed, infographics_quoting
from publications.infographics.staleness import compare_if_changed
from publications.models import Kind, TilePicture
from publications.models.records import obstacles_of_kinds
from publications.shown import PUBLIC, visible_to

HOW_OFTEN = timedelta(minutes=5)


def join() -> None:
    access.register(TilePicture, public=PUBLIC, visible_to=visible_to)
    leaning.register(Initiative, asked=infographics_quoting, told=cases_changed)
    obstacles_of_kinds[Kind.INFOGRAPHIC] = [obstacles_of]
    title = _("see which figures of infographics have changed")
    rounds.register("compare_tiles", title, compare_if_changed, every=HOW_OFTEN)
