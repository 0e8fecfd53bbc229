"""Django's configuration of this app, and what it adds to the catalogue and to the page of a case."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "publications"

    def ready(self) -> None:
        from initiatives import contributions
        from publications.models import Publication
        from publications.workflow import bundles_of

        contributions.facets["bundel"] = contributions.FacetContribution(
            values=lambda: Publication.objects.bundles_as_facet_values(), keys_of=bundles_of
        )
