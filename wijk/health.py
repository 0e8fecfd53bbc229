"""What a load balancer or a watchdog asks: does the process live, and can it serve?"""

from collections.abc import Callable
from functools import cache
from typing import ClassVar

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import Error
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobs.holding import there_is_a_worker

NO_WORKER = "there is no worker: long work, mail and what has its time wait for it"


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The process lives: 200, whatever the state of the database."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The process can serve: 200 when the database is reachable and no migration is missing, else 503.

    Pages are served without a worker too, so that it is away is only said.
    """
    try:
        missing = pending_migrations()
        works = missing or there_is_a_worker()
    except Error:
        connection.close()
        return HttpResponse("the database cannot be reached\n", status=503, content_type="text/plain")
    if missing:
        reason = f"migrations are missing: {', '.join(missing)}\n"
        return HttpResponse(reason, status=503, content_type="text/plain")
    said = "ready\n" if works else f"ready\n{NO_WORKER}\n"
    return HttpResponse(said, content_type="text/plain")


def pending_migrations() -> list[str]:
    """The last migration of each app that the database has not had, as "app.name"; one or two queries."""
    applied = MigrationRecorder(connection).applied_migrations()
    return [f"{app}.{name}" for app, name in _last_migrations() if (app, name) not in applied]


@cache
def _last_migrations() -> list[tuple[str, str]]:
    return sorted(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())


class ProbeMiddleware:
    """Answer probes before anything else: they know no host name, no https, no session and no language."""

    probes: ClassVar = {"/healthz": healthz, "/readyz": readyz}

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.probes.get(request.path_info, self.get_response)
        return answer(request)
