"""Django's configuration of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = _("Long work")

    def ready(self) -> None:
        from accounts import personal
        from jobs.keeping import everything_of, forget

        personal.register("jobs", everything_of, erase=forget)
