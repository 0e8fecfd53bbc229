"""Django's configuration of this app."""

from django.apps import AppConfig


class WijkConfig(AppConfig):
    name = "wijk"

    def ready(self) -> None:
        from wijk import rounds

        rounds.register()
