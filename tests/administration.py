"""Using the administration in tests as a person does: signed in, with the form that the page shows."""

from collections.abc import Iterator
from typing import Any

from django.forms import BaseForm
from django.test import Client

from accounts.models import User


def signed_in(user: User, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(user)
    return client


def filled_form(response: Any) -> dict[str, Any]:
    """What the browser would send if one pressed a button of this change form without typing anything."""
    data: dict[str, Any] = {}
    for form in _forms(response):
        for field in form:
            value = field.value()
            if value is None or value is False:
                continue
            if hasattr(value, "__iter__") and not isinstance(value, str):
                data[field.html_name] = [str(getattr(each, "pk", each)) for each in value]
            else:
                data[field.html_name] = "on" if value is True else str(value)
    return data


def _forms(response: Any) -> Iterator[BaseForm]:
    yield response.context["adminform"].form
    for inline in response.context["inline_admin_formsets"]:
        yield inline.formset.management_form
        yield from inline.formset.forms


def errors_of(response: Any) -> dict[str, list[str]]:
    """The errors of a change form, by the name of the input they stand beside; "" for those that stand above all."""
    found: dict[str, list[str]] = {}
    for form in _forms(response):
        for name, messages in form.errors.items():
            found.setdefault("" if name == "__all__" else form.add_prefix(name), []).extend(map(str, messages))
    for inline in response.context["inline_admin_formsets"]:
        for message in inline.formset.non_form_errors():
            found.setdefault("", []).append(str(message))
    return found


def said(response: Any) -> list[str]:
    """The levels of the messages on a page, such as "success" and "error"."""
    return [message.level_tag for message in response.context["messages"]]
