"""Django's configuration of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    name = "initiatives"
    verbose_name = _("Cases and vocabulary")

    def ready(self) -> None:
        from curation.places import leave_alone
        from initiatives.findables import MUNICIPALITY, THEME, found_municipalities, found_themes
        from initiatives.models import CatalogueEntry, InitiativeAttachment, InitiativePicture, Theme
        from initiatives.shown import PUBLIC, visible_to
        from media import access
        from search import findables

        leave_alone(CatalogueEntry)
        findables.sources |= {THEME: found_themes, MUNICIPALITY: found_municipalities}
        for rows in (InitiativePicture, InitiativeAttachment):
            access.register(rows, public=PUBLIC, visible_to=visible_to)
        findables.followers.setdefault(Theme, []).append(THEME)
