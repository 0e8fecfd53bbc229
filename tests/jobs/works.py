"""Work for tests, as rooms of the site write theirs."""

from django_tasks import TaskContext, task

from jobs.in_hand import CannotBeDone, job_of


@task(takes_context=True)
def count_up(context: TaskContext, to: int) -> None:
    """Counts, keeps what it counted, and says so."""
    job = job_of(context)
    for number in range(to):
        job.report(number, to, f"Getal {number + 1}")
    job.keep_file("getallen.txt", "\n".join(map(str, range(to))).encode(), "text/plain")
    job.conclude(f"Tot {to} geteld.", leads_to="/lessen/")


@task(takes_context=True)
def count_twice(context: TaskContext) -> None:
    """Adds up what it was given."""
    job = job_of(context)
    job.conclude(str(len(job.given_file("woorden.txt").split())))


@task(takes_context=True)
def refuse(context: TaskContext) -> None:
    raise CannotBeDone("Er is niets te tellen: kies eerst iets.")
