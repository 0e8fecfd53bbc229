"""Make the public catalogue anew from what is published."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives import projection


class Command(BaseCommand):
    help = gettext_lazy("Make the rows of the public catalogue anew from the published cases.")  # type: ignore[assignment]

    def handle(self, **_options: Any) -> None:
        self.stdout.write(_("%(number)d cases in the catalogue.") % {"number": projection.rebuild()})
