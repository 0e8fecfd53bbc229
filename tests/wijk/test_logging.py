"""An error on the site reaches its operator, and a page that does not exist does not."""

import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("stuk")


urlpatterns = [path("stuk/", broken)]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@override_settings(ROOT_URLCONF=__name__)
def test_a_server_error_is_logged_with_its_cause(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/stuk/")

    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert "stuk" in caplog.text
    assert "RuntimeError" in caplog.text


@pytest.mark.django_db
def test_a_page_that_does_not_exist_is_not_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    assert client.get("/bestaat-niet/").status_code == 404

    assert not caplog.records
