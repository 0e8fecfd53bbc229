"""The bundle of a long collection, made beside the pages."""

from django.utils.translation import gettext as _
from django_tasks import TaskContext, task

from jobs.in_hand import CannotBeDone, job_of
from publications.bundles.files import FORMS
from publications.collection_bundles.book import contents_of_collection
from shelf.models import Collection


@task(takes_context=True)
def make_bundle(context: TaskContext, collection: int, ending: str) -> None:
    """Make the file of a bundle, and keep it for who asked for it."""
    job, form = job_of(context), FORMS[ending]
    found = Collection.objects.filter(pk=collection).first()
    if found is None:
        raise CannotBeDone(_("This collection is not there any more."))
    contents = contents_of_collection(found)
    if not contents["chapters"]:
        raise CannotBeDone(_("Nothing in this collection is public: put cases or lessons in it first."))
    job.report(0, 1, found.name)
    job.keep_file(f"bundel.{ending}", form.make(contents), form.content_type)
    number = len(contents["chapters"])
    job.conclude(_("The bundle is made: it has %(number)s chapters.") % {"number": number})
