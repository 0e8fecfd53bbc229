"""Django's configuration of this app."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "publications"
