"""Passages to resolve as lines of JSON, and the answers as such lines."""

import json
from typing import Any

from django.utils.translation import gettext as _

from lessons.passages.resolving import Passage, resolve


class WrongLine(ValueError):
    """The line is not what docs/passages.md says; the message says why, for people."""


def answer(line: bytes) -> str:
    """The answer to one line. Raises WrongLine, or WrongPassage."""
    request = _object(_parsed(line), _("the line"))
    if isinstance(request.get("id"), bool) or not isinstance(request.get("id"), str | int):
        raise WrongLine(_("“id” must be text or a whole number"))
    passage = _object(request.get("passage"), "“passage”")
    resolution = resolve(
        _text(request, "old_text"),
        Passage(_position(passage, "start"), _position(passage, "end"), _text(passage, "exact")),
        _text(request, "new_text"),
    )
    return json.dumps(
        {"id": request["id"], "state": resolution.state, "start": resolution.start, "end": resolution.end}
    )


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise WrongLine(_("this is not UTF-8")) from error
    except (ValueError, RecursionError) as error:
        raise WrongLine(_("this is not JSON")) from error


def _object(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise WrongLine(_("%(name)s must be an object") % {"name": name})
    return value


def _text(values: dict[str, Any], name: str) -> str:
    value = values.get(name)
    if not isinstance(value, str):
        raise WrongLine(_("“%(name)s” must be text") % {"name": name})
    return value


def _position(values: dict[str, Any], name: str) -> int:
    value = values.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongLine(_("“%(name)s” must be a whole number") % {"name": name})
    return value
