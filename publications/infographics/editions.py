"""Editions of infographics: what one says on the day of its publication, and stays saying."""

from changes.log import look_again
from curation import kept_files
from publications.infographics import staleness
from publications.infographics.contents import contents_of
from publications.models import Edition, PublicationVersion


def keep(version: PublicationVersion) -> Edition:
    """Ask every question of a version that is published now, and keep all that it says.

    It counts among the publications from now on, so what this request saw of them before does not hold any more.
    """
    look_again()
    edition, _is_new = Edition.objects.update_or_create(version=version, defaults={"contents": contents_of(version)})
    staleness.carry_over(version)
    return edition


def leave_out_picture(key: str) -> None:
    """Take a picture that was removed out of every edition."""
    showing = Edition.objects.filter(contents__contains={"tiles": [{"picture": {"about": {"key": key}}}]})
    for edition in showing.select_for_update():  # another one may be removed from it at this moment
        for tile in edition.contents["tiles"]:
            if tile.get("picture", {}).get("about", {}).get("key") == key:
                del tile["picture"]
        edition.save(update_fields=["contents"])
        kept_files.forget(edition.folder)
