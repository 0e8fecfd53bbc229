"""Publish what was planned for now, by hand; the worker does so by itself."""

from typing import Any

from django.core.management.base import BaseCommand

from workspace.review.workflow import publish_due


class Command(BaseCommand):
    help = "Publishes the cases whose planned moment of publication has come."

    def handle(self, **_options: Any) -> None:
        published, refused = publish_due()
        self.stdout.write(f"{published} cases published, {refused} could not be.")
