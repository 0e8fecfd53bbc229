"""The sections of the form of a lesson: what they ask, and which parts they hold."""

from django.utils.translation import gettext_lazy as _

from workspace.sections import Section

SECTIONS = (
    Section(
        "lesson",
        _("The lesson"),
        _("One sentence that one can agree or disagree with, why it would be so, and where it does not hold."),
        ("title", "statement", "explanation", "limits"),
    ),
    Section(
        "asks",
        _("What it asks"),
        _("Of each audience in words of its own: somebody with one minute reads only this."),
        ("for_policy", "for_professionals", "for_residents", "audiences"),
    ),
    Section(
        "ground",
        _("Where it comes from"),
        _("Passages of cases are tied to it on the page of its evidence; here is what else it rests on."),
        ("themes", "drawn_by", "cases", "sources", "language"),
    ),
)
