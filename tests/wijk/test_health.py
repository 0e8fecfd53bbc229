"""/healthz and /readyz answer probes plainly, whatever stands around them."""

import pytest
from django.db import connection
from django.test import Client, override_settings
from pytest_django import DjangoAssertNumQueries

from jobs.holding import Hold, Kind
from wijk.health import NO_WORKER, pending_migrations


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.django_db
def test_a_probe_gets_a_plain_answer_without_cookie_or_cache(client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain"
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@override_settings(SECURE_SSL_REDIRECT=True)
@pytest.mark.django_db
def test_a_probe_is_not_sent_to_https_nor_asked_for_a_host_name(client: Client, path: str) -> None:
    assert client.get(path, HTTP_HOST="10.0.0.7").status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_probe_only_reads(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


def test_life_needs_no_database(client: Client) -> None:
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_it_is_not_ready_with_a_migration_missing(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'accounts'")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert b"accounts." in answer.content
    assert all(name.startswith("accounts.") for name in pending_migrations())


@pytest.mark.django_db
def test_readiness_costs_three_queries_at_most(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):
        client.get("/readyz")


@pytest.mark.django_db
def test_it_says_when_there_is_no_worker(client: Client) -> None:
    alone = client.get("/readyz").content.decode()
    presence = Hold(Kind.WORKER, "worker", shared=True)
    try:
        together = client.get("/readyz").content.decode()
    finally:
        presence.let_go()

    assert alone == f"ready\n{NO_WORKER}\n"
    assert together == "ready\n"
