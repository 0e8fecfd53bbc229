"""Django's configuration of this app."""

from django.apps import AppConfig


class CurationConfig(AppConfig):
    name = "curation"
