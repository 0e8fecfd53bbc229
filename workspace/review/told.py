"""What people are told about cases, and the page to which each message leads."""

from django.utils.translation import gettext_lazy as _

from notices import kinds

_REVIEW, _CASE, _HISTORY = "workspace_review", "workspace_case", "workspace_history"
_SENTENCES = {
    "submitted": (_("%(by)s submitted “%(title)s” for review"), _REVIEW),
    "taken_up": (_("%(by)s has taken “%(title)s” up for review"), _REVIEW),
    "changes_asked": (_("%(by)s asks for changes in “%(title)s”"), _REVIEW),
    "planned": (_("%(by)s planned the publication of “%(title)s”"), _REVIEW),
    "plan_failed": (_("The planned publication of “%(title)s” did not take place"), _REVIEW),
    "published": (_("%(by)s published “%(title)s”"), _HISTORY),
    "withdrawn": (_("%(by)s withdrew “%(title)s”"), _HISTORY),
    "restored": (_("%(by)s restored “%(title)s”"), _HISTORY),
    "remarked": (_("%(by)s remarked on “%(title)s”"), _REVIEW),
    "answered": (_("%(by)s answered a remark on “%(title)s”"), _REVIEW),
    "resolved": (_("%(by)s resolved a remark on “%(title)s”"), _REVIEW),
    "reopened": (_("%(by)s reopened a remark on “%(title)s”"), _REVIEW),
    "assigned": (_("%(by)s asks you to work on “%(title)s”"), _CASE),
    "shared": (_("%(by)s shared “%(title)s” with you"), _CASE),
    "laid_aside": (_("%(by)s laid the draft of “%(title)s” aside"), _CASE),
    "reminded": (_("%(by)s reminds you of “%(title)s”"), _CASE),
}


def register() -> None:
    for name, (words, page) in _SENTENCES.items():
        kinds.register(name, words, page=page)
