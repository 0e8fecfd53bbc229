"""Django's configuration of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CurationConfig(AppConfig):
    name = "curation"
    verbose_name = _("Editorial work")

    def ready(self) -> None:
        from curation.actions import ACTIONS
        from trail import actions

        actions.register(ACTIONS)
