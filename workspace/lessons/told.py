"""What people are told about lessons, and the page to which each message leads."""

from django.utils.translation import gettext_lazy as _

from notices import kinds

_REVIEW, _EVIDENCE = "workspace_lesson_review", "workspace_lesson_evidence"
_SENTENCES = {
    "lesson_submitted": (_("%(by)s submitted the lesson “%(title)s” for review"), _REVIEW),
    "lesson_changes_asked": (_("%(by)s asks for changes in the lesson “%(title)s”"), _REVIEW),
    "lesson_published": (_("%(by)s published the lesson “%(title)s”"), _REVIEW),
    "lesson_withdrawn": (_("%(by)s withdrew the lesson “%(title)s”"), _REVIEW),
    "lesson_restored": (_("%(by)s restored the lesson “%(title)s”"), _REVIEW),
    "lesson_shifted": (_("Something under the lesson “%(title)s” has changed"), _EVIDENCE),
    "evidence_dropped": (_("%(by)s dropped evidence that you proposed for “%(title)s”"), _EVIDENCE),
}


def register() -> None:
    for name, (words, page) in _SENTENCES.items():
        kinds.register(name, words, page=page)
