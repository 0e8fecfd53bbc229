"""What waits in infographics for a person, for the start of the workspace; a fixed number of queries."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from publications.infographics import staleness
from publications.models import Kind, Publication
from workspace.waiting.items import MOST, Group, Item


def figure_groups(person: User) -> list[Group]:
    """The infographics in which the catalogue says something else by now, and nobody has decided of it."""
    records = Publication.objects.editable_by(person)
    if not records.published().of_kind(Kind.INFOGRAPHIC).exists():
        return []
    aged = staleness.waiting().filter(tile__version__record__in=records)
    found = dict.fromkeys(aged.values_list("tile__version__record__slug", "tile__version__title"))
    several = list(found)
    items = [Item(title, f"{reverse('workspace_work_tiles', args=[slug])}#verouderd") for slug, title in several[:MOST]]
    every = reverse("workspace_aged_figures")
    return [Group("aged_figures", _("Infographics with figures that aged"), items, len(several) > MOST, every)]
