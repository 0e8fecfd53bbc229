"""What comes to the door of the production server: whatever a request claims, it gets an answer."""

import io
from typing import Any

import pytest

from wijk.wsgi import LARGEST_BODY, application

pytestmark = pytest.mark.django_db  # each request looks after the connection, whether it needs it or not


def ask(path: str, **environ: Any) -> str:
    """The status that the server gets to send."""
    answers: list[str] = []
    asked = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "q=%5cud800",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "127.0.0.1:8000",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
    }
    list(application(asked | environ, lambda status, _headers: answers.append(status)))
    return answers[0]


@pytest.mark.parametrize("charset", ["hex", '"rot13"', "undefined", "idna", "unicode_escape", "utf-16", "utf-8"])
@pytest.mark.parametrize("form", ["text/plain; charset={}", "text/plain;x=y;  Charset ={};z=1", "a/b;charset*=''{}"])
def test_an_encoding_of_their_own_is_not_followed(charset: str, form: str) -> None:
    assert ask("/over/", CONTENT_TYPE=form.format(charset)) == "200 OK"


def test_a_form_arrives_whatever_encoding_it_claims() -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="next"\r\n\r\n/lessen/\r\n--b--\r\n'
    sent = {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}

    assert ask("/taal/", CONTENT_TYPE="multipart/form-data; charset=hex; boundary=b", **sent) == "302 Found"


def test_what_no_form_takes_is_refused_unread() -> None:
    unread = io.BytesIO(b"x")

    assert (
        ask("/taal/", REQUEST_METHOD="POST", CONTENT_LENGTH=str(LARGEST_BODY + 1), **{"wsgi.input": unread})[:3]
        == "413"
    )
    assert unread.tell() == 0
