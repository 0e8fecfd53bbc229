"""Bring in what the site ships with: register, vocabulary, cases, lessons and publications of Wij in de Wijk."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from initiatives import projection
from initiatives.harvest import load_cases, load_vocabulary
from lessons.harvest import load_lessons
from lessons.shipped_evidence import load_evidence
from places.workflow import load_register
from publications.harvest import load_publications
from search import findables


class Command(BaseCommand):
    help = "Bring in register, vocabulary, cases, lessons and publications; what people changed stays."

    @transaction.atomic
    def handle(self, *_args: Any, **options: Any) -> None:
        # Entries are found by the name of their place, and ordered by it.
        if load_register().has_changed or projection.is_missing():
            projection.rebuild()
        changes = load_vocabulary() + load_cases() + load_lessons() + load_publications()
        evidence = load_evidence()
        findables.renew_all()
        if options["verbosity"]:
            for line in evidence.skipped:
                self.stdout.write(line)
            self.stdout.write(f"The catalogue is loaded: {changes + evidence.number} things were made or bettered.")
