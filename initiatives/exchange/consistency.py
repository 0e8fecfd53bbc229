"""What must hold of a case as a whole; the database holds it too."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from initiatives.exchange.fields import Values


def inconsistencies(values: Values) -> Iterator[tuple[str, str]]:
    """What contradicts itself or is missing in the complete values of a case, as (field, message)."""
    if not values["title"]:
        yield "title", _("Give it a title.")
    if not (values["municipality"] or values["online"]):
        yield "municipality", _("Give a municipality, or say that it meets online.")
    if ends_before_it_starts(values["started"], values["ended"]):
        yield "ended", _("It cannot end before it starts.")
    for name in values["not_found"]:
        if values[name]:
            yield "not_found", _("“%(name)s” has a value and is “not found” as well.") % {"name": name}
        if name in values["uncertain"]:
            yield "uncertain", _("“%(name)s” is both uncertain and not found.") % {"name": name}


def ends_before_it_starts(started: str, ended: str) -> bool:
    """Whether a partial date is before another, as precisely as both are known."""
    shared = min(len(started), len(ended))
    return ended[:shared] < started[:shared]
