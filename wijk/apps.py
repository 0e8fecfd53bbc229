"""Django's configuration of this app."""

from django.apps import AppConfig


class WijkConfig(AppConfig):
    name = "wijk"
