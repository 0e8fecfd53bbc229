"""The files of a long bundle, made beside the pages, so that nobody waits for them."""

from django.utils.translation import gettext as _
from django_tasks import TaskContext, task

from accounts.models import User
from jobs.in_hand import CannotBeDone, job_of
from jobs.models import Job
from jobs.workflow import TooManyJobs, start
from publications.bundles.editions import contents_today
from publications.bundles.files import FORMS, LONG, file_of
from publications.models import Edition, PublicationVersion


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


def start_proof(version: PublicationVersion, ending: str, *, by: User, back: str) -> Job:
    """Let a draft be made as a file, for `by`; it is asked for at `back`. Raises TooManyJobs."""
    title = _("Proof of the bundle “%(title)s” (%(form)s)") % {"title": version.title, "form": ending.upper()}
    given = {"version": version.pk, "ending": ending}
    return start(make_proof, by, title=title, given=given, key=f"bundle-proof-{version.pk}-{ending}", back=back)


@task(takes_context=True)
def make_proof(context: TaskContext, version: int, ending: str) -> None:
    """Make a draft as a file, with the versions of today, and keep it for who asked for it."""
    job, form = job_of(context), FORMS[ending]
    found = PublicationVersion.objects.select_related("record").open().filter(pk=version).first()
    if found is None:
        raise CannotBeDone(_("Nobody works on this bundle any more."))
    job.report(0, 1, found.title)
    job.keep_file(f"{found.record.slug}-concept.{ending}", form.make(contents_today(found)), form.content_type)
    job.conclude(_("The proof of the bundle is made."))
