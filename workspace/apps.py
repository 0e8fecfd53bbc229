"""Django's configuration of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkspaceConfig(AppConfig):
    name = "workspace"
    verbose_name = _("Workspace")

    def ready(self) -> None:
        from workspace.lessons import told as told_of_lessons
        from workspace.personal_data import registered
        from workspace.publications import composed
        from workspace.publications import told as told_of_publications
        from workspace.review import told

        told.register()
        told_of_lessons.register()
        told_of_publications.register()
        composed.register()
        registered.register()
