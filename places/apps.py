"""Django's configuration of this app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "places"
