"""Parts of pages that are drawn many times: macros in Jinja2, which speak our language and know our addresses.

Each file has one macro of its own name for others to call, from another part or from a page ({% component %}).
"""

from functools import lru_cache
from typing import Any

from django.template import engines
from django.template.backends.utils import csrf_input
from django.urls import URLResolver, get_resolver, get_script_prefix, get_urlconf, reverse
from django.utils.formats import localize
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined

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
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext)  # type: ignore[attr-defined]
    made.filters["number"] = number
    made.globals |= {
        "icon": mosaic.icon,
        "pictogram": mosaic.pictogram,
        "mosaic_tile": mosaic.mosaic_tile,
        "page_numbers": pagination.page_numbers,
        "page_address": pagination.page_address,
        "url": url,
        "language": get_language,
        "csrf_input": csrf_input,
    }
    return made


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
    return str(value) if 0 <= value < SMALLEST_IN_GROUPS else str(localize(value, use_l10n=True))


def url(name: str, *arguments: object) -> str:
    """The address of a page by its name, as `{% url %}` gives it."""
    return _address(get_resolver(get_urlconf()), get_script_prefix(), name, arguments)


@lru_cache(maxsize=4096)
def _address(_resolver: URLResolver, _prefix: str, name: str, arguments: tuple[object, ...]) -> str:
    return reverse(name, args=arguments)


def _environment() -> Environment:
    engine: Any = engines[ENGINE]
    return engine.env
