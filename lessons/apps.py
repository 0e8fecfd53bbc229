"""Django's configuration of this app."""

from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "lessons"
