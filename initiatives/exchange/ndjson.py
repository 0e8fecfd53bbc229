"""The exchange format as one JSON object a line."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

from django.utils.translation import gettext as _

from initiatives.exchange.fields import Values, to_json
from initiatives.exchange.line import Line
from initiatives.exchange.report import WrongValue
from initiatives.exchange.text_lines import read_text_lines


def read_ndjson(file: BinaryIO) -> Iterator[Line]:
    """Each line that is not blank; one that holds no JSON object comes with the reason."""
    for number, text in enumerate(read_text_lines(file), start=1):
        if text.strip():
            yield _line(number, text)


def _line(number: int, text: str) -> Line:
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except WrongValue as error:
        return Line(number, errors=[("", str(error))])
    except json.JSONDecodeError as error:
        message = _("This is not JSON: %(reason)s at position %(position)d.")
        return Line(number, errors=[("", message % {"reason": error.msg, "position": error.pos + 1})])
    except RecursionError:
        return Line(number, errors=[("", _("This JSON is nested too deeply."))])
    except ValueError:
        return Line(number, errors=[("", _("This JSON holds a number that is too long."))])
    if not isinstance(value, dict):
        return Line(number, errors=[("", _("Each line must be one JSON object, between { and }."))])
    return Line(number, value)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise WrongValue(_("“%(key)s” is given twice.") % {"key": key[:60]})
        found[key] = value
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise WrongValue(_("“%(value)s” is not a value in JSON.") % {"value": name})


class NdjsonWriter:
    """Writes cases as lines; every field on every line, in its order."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, values: Values) -> None:
        text = json.dumps(to_json(values), ensure_ascii=False, separators=(", ", ": "))
        self._file.write(text.encode("utf-8") + b"\n")

    def close(self) -> None:
        """Leave the file to who opened it."""
