"""Make the public catalogue anew from what is published."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from initiatives import projection


class Command(BaseCommand):
    help = "Make the rows of the public catalogue anew from the published cases."

    def handle(self, **_options: Any) -> None:
        number = projection.rebuild()
        projection.renew_word_lists()
        self.stdout.write(_("%(number)d cases in the catalogue.") % {"number": number})
