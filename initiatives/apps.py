"""Django's configuration of this app."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "initiatives"
