"""Using the workspace in tests as a browser without JavaScript does: a form is sent as it was shown, with changes."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from initiatives.models import InitiativeVersion


def address_of(version: InitiativeVersion) -> str:
    return f"/werkplek/initiatieven/{version.record.slug}/"


def filled_in(response: Any) -> dict[str, list[str]]:
    """What the browser would send of the entry form, by name; buttons left out."""
    reader = _Form()
    reader.feed(response.content.decode())
    return reader.found


def send(client: Client, page: Any, changes: Mapping[str, str], *, address: str = "") -> Any:
    """Send the entry form of `page` with other texts in some of its inputs; a button is such an input too."""
    data: dict[str, Any] = filled_in(page) | {name: [text] for name, text in changes.items()}
    return client.post(address or page.request["PATH_INFO"], data)


class _Form(HTMLParser):
    """The inputs of the form with id "entry"."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self._is_inside, self._templates = False, 0
        self._select = self._area = ""
        self._text: list[str] = []
        self._first_option: str | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._is_inside = given.get("id") == "entry"
        self._templates += tag == "template"
        if not self._is_inside or self._templates:
            return
        if tag == "input":
            self._input(given)
        elif tag == "select":
            self._select, self._first_option = given["name"], None
        elif tag == "option":
            if "selected" in given:
                self._add(self._select, given["value"])
            elif self._first_option is None:
                self._first_option = given["value"]
        elif tag == "textarea":
            self._area, self._text = given["name"], []

    def handle_endtag(self, tag: str) -> None:
        self._templates -= tag == "template"
        if tag == "form":
            self._is_inside = False
        if tag == "select" and self._select:
            if self._select not in self.found and self._first_option is not None:
                self._add(self._select, self._first_option)
            self._select = ""
        if tag == "textarea" and self._area:
            text = "".join(self._text).removeprefix("\r\n").removeprefix("\n")
            self._add(self._area, text.replace("\r\n", "\n").replace("\n", "\r\n"))
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text.append(data)

    def _input(self, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in {"checkbox", "radio"} and "checked" not in given:
            return
        if kind != "file" and given.get("name"):
            self._add(given["name"], given.get("value", "on" if kind in {"checkbox", "radio"} else ""))

    def _add(self, name: str, value: str) -> None:
        self.found.setdefault(name, []).append(value)
