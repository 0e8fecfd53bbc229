"""What people are told about publications, and the page to which each message leads."""

from django.utils.translation import gettext_lazy as _

from notices import kinds

_SENTENCES = {
    "publication_submitted": _("%(by)s submitted the publication “%(title)s” for review"),
    "publication_changes_asked": _("%(by)s asks for changes in the publication “%(title)s”"),
    "publication_published": _("%(by)s published “%(title)s”"),
    "publication_withdrawn": _("%(by)s withdrew the publication “%(title)s”"),
    "publication_restored": _("%(by)s restored the publication “%(title)s”"),
}


def register() -> None:
    for name, words in _SENTENCES.items():
        kinds.register(name, words, page="workspace_work_review")
