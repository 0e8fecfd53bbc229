"""The files of a long edition, made ahead beside the pages, so that nobody waits for them."""

from django.utils.translation import gettext as _
from django_tasks import TaskContext, task

from accounts.models import User
from jobs.in_hand import job_of
from jobs.workflow import TooManyJobs, start
from publications.bundles.files import FORMS, LONG, file_of
from publications.models import Edition


def make_ahead(edition: Edition, *, by: User | None) -> None:
    """Let the files of an edition be made when it is long; `by` sees how far that is."""
    if len(edition.contents["chapters"]) <= LONG:
        return
    title = _("Files of the bundle “%(title)s”") % {"title": edition.version.title}
    given, back = {"edition": edition.pk}, edition.version.get_absolute_url()
    try:
        start(make_files, by, title=title, given=given, back=back)
    except TooManyJobs:
        start(make_files, None, title=title, given=given, back=back)


@task(takes_context=True)
def make_files(context: TaskContext, edition: int) -> None:
    """Make each form of an edition that is not there yet."""
    job, found = job_of(context), Edition.objects.select_related("version__record").get(pk=edition)
    for number, form in enumerate(FORMS.values()):
        job.report(number, len(FORMS), form.ending.upper())
        file_of(found, form)
    job.conclude(_("The files of the bundle are there."), leads_to=found.version.get_absolute_url())
