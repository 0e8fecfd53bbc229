"""Django's configuration of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShelfConfig(AppConfig):
    name = "shelf"
    verbose_name = _("My wijk")

    def ready(self) -> None:
        from accounts import personal
        from notices import rounds
        from shelf import kinds
        from shelf.personal_data import everything_of, forget
        from shelf.telling import tell_followers

        kinds.register()
        rounds.found_first.append(tell_followers)
        personal.register("shelf", everything_of, erase=forget)
