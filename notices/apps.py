"""Django's configuration of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = _("Messages")

    def ready(self) -> None:
        from accounts import backend, personal
        from notices import long_work
        from notices.models import Notice
        from notices.workflow import everything_of, forget

        backend.also_asked["unread_notices"] = Notice.objects.unread_by_person()
        long_work.register()
        personal.register("notices", everything_of, erase=forget)
