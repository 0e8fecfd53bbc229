"""Parts of pages that are drawn many times: macros in Jinja2, which speak our language and know our addresses.

Each file has one macro of its own name for others to call, from another part or from a page ({% component %}).
"""

import hashlib
import os
from collections.abc import Hashable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import engines
from django.template.backends.utils import csrf_input
from django.template.defaultfilters import filesizeformat
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment, FileSystemBytecodeCache, StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup

from media import renditions
from wijk import pagination
from wijk.templatetags import mosaic

ENGINE = "components"
ENDING = ".jinja"
SMALLEST_IN_GROUPS = 1000


def environment(**options: Any) -> Environment:
    """What Django's engine for Jinja2 is to make: strict about names, and with what parts may call."""
    made = Environment(  # noqa: S701 - Django's engine asks for autoescape
        **options | {"undefined": StrictUndefined},
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_compiled_before(),
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=False)  # type: ignore[attr-defined]
    made.filters |= {"number": number, "day": day, "day_in_words": day_in_words, "size": filesizeformat}
    made.globals |= {
        "icon": mosaic.icon,
        "pictogram": mosaic.pictogram,
        "mosaic_tile": mosaic.mosaic_tile,
        "renditions": renditions.of,
        "page_numbers": pagination.page_numbers,
        "page_address": pagination.page_address,
        "url": url,
        "static": lru_cache(maxsize=256)(static),
        "each": each,
        "language": get_language,
        "csrf_input": csrf_input,
    }
    return made


def _compiled_before() -> FileSystemBytecodeCache | None:
    """Parts as they were compiled at an earlier start: a sixth of a second of every start.

    Jinja2 knows by the text of a part whether it is still the same; what it was compiled with is said in this file.
    """
    folder: Path = settings.WIJK_VAR / "cache" / "components"
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK | os.X_OK):  # another account's: then they are compiled at every start
        return None
    said_here = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    return FileSystemBytecodeCache(str(folder), f"{said_here}-%s.compiled")


def component(name: str, **arguments: object) -> str:
    """The HTML of the part in file `name` ("components/card.jinja") with these arguments of its macro."""
    template = _environment().get_template(name)
    macro = getattr(template.module, name.rpartition("/")[2].removesuffix(ENDING))
    return macro(**arguments)


def load() -> None:
    """Compile all parts now: a process that forks shares them, and nobody waits for it in a request."""
    for name in _environment().list_templates(extensions=[ENDING[1:]]):
        _environment().get_template(name).module  # noqa: B018 - asking for it makes it


def number(value: int) -> str:
    """A number for people: thousands in groups, as their language has them."""
    return str(value) if 0 <= value < SMALLEST_IN_GROUPS else number_format(value, force_grouping=True)


def day(moment: datetime) -> str:
    """The day of a moment, in figures."""
    return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT")


def day_in_words(moment: datetime) -> str:
    """The day of a moment, with the name of its month."""
    return date_format(timezone.localtime(moment), "DATE_FORMAT")


def url(name: str, *arguments: object) -> str:
    """The address of a page by its name, as `{% url %}` gives it."""
    return _address(settings.ROOT_URLCONF, get_script_prefix(), name, arguments)


@lru_cache(maxsize=4096)
def _address(urls: str, _prefix: str, name: str, arguments: tuple[object, ...]) -> str:
    return reverse(name, urls, args=arguments)


def each(macro: Macro, things: Iterable[Hashable]) -> Markup:
    """Every one of `things` drawn by `macro`, and kept in the process: what is equal looks the same in one language."""
    language, prefix = get_language(), get_script_prefix()
    return Markup("".join([_drawn(macro, language, prefix, thing) for thing in things]))  # noqa: S704 - macros escape


@lru_cache(maxsize=4096)
def _drawn(macro: Macro, _language: str | None, _prefix: str, thing: Hashable) -> str:
    return macro(thing)


def _environment() -> Environment:
    engine: Any = engines[ENGINE]
    return engine.env
