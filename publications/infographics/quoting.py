"""Infographics lean on the cases that they quote: asked before a case changes."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from curation.leaning import Event, Leaning
from curation.uses import is_current
from initiatives.models import Initiative
from publications.models import Tile


def infographics_quoting(initiative: Initiative) -> Iterator[Leaning]:
    """The infographics, as they are shown or worked on, with a quotation from any version of a case."""
    quoting = Tile.objects.filter(is_current("version__"), passage__version__record=initiative)
    for tile in quoting.select_related("version__record").order_by("-version__pk"):
        yield Leaning(tile.version.record, tile.version.title, _("quotes it"))


def cases_changed(_keys: Collection[int], _event: Event) -> None:
    """Nothing is to be done: what readers may not see is left out of a tile whenever it is drawn."""
