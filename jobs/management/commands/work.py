"""The worker alone; `serve` starts one beside the server."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from jobs.worker import Worker


class Command(BaseCommand):
    help = "Does long work and makes rounds until it is stopped, such as on a machine of its own."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at-once", type=int, default=2, help="how many jobs to do beside each other")
        parser.add_argument("--while-open", type=int, help="end when the other side of this open file is closed")

    def handle(self, *, at_once: int, while_open: int | None, **options: Any) -> None:  # noqa: ARG002
        Worker(at_once).work(while_open)
