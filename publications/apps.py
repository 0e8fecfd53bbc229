"""Django's configuration of this app, and what it adds to the catalogue and to the pages of cases and lessons."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    name = "publications"
    verbose_name = _("Publications")

    def ready(self) -> None:
        from changes.models import Kind
        from curation.panels import add_panel
        from initiatives import contributions
        from initiatives.models import Initiative, Theme
        from lessons.models import Lesson
        from media import access
        from publications.findables import found_publications
        from publications.infographics.joining import join
        from publications.models import Publication, PublicationCover
        from publications.recordings import joining as recordings
        from publications.shown import PUBLIC, visible_to
        from publications.workflow import KIND, bundles_of
        from search import findables

        publications = Publication.objects
        contributions.facets["bundel"] = contributions.FacetContribution(
            values=publications.bundles_as_facet_values, keys_of=bundles_of
        )
        for model, context, subjects in (
            (Initiative, publications.panel_of_initiative, publications.subjects_among_initiatives),
            (Lesson, publications.panel_of_lesson, publications.subjects_among_lessons),
        ):
            add_panel(model, "publications/_of_record.html", context, subjects=subjects, kind=Kind.VALUES)
        access.register(PublicationCover, public=PUBLIC, visible_to=visible_to)
        join()
        recordings.join()
        findables.sources[KIND] = found_publications
        findables.followers.setdefault(Theme, []).append(KIND)
