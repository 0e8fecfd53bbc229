"""Django's configuration of this app, and what it adds to the catalogue and to the pages of cases and lessons."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    name = "publications"
    verbose_name = _("Publications")

    def ready(self) -> None:
        from curation.panels import add_panel
        from initiatives import contributions
        from initiatives.models import Initiative, Theme
        from lessons.models import Lesson
        from publications.findables import found_publications
        from publications.models import Publication
        from publications.workflow import KIND, bundles_of
        from search import findables

        publications = Publication.objects
        contributions.facets["bundel"] = contributions.FacetContribution(
            values=publications.bundles_as_facet_values, keys_of=bundles_of
        )
        add_panel(Initiative, "publications/_of_record.html", publications.panel_of_initiative)
        add_panel(Lesson, "publications/_of_record.html", publications.panel_of_lesson)
        findables.sources[KIND] = found_publications
        findables.followers.setdefault(Theme, []).append(KIND)
