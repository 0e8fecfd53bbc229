"""Work for tests, as rooms of the site write theirs."""

from django.db import connection
from django_tasks import TaskContext, task

from initiatives.models import Keyword
from jobs.in_hand import CannotBeDone, job_of

GATE = 8_420_900  # any number, as long as nothing else takes advisory locks under it


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


@task(takes_context=True)
def write_behind_the_gate(context: TaskContext) -> None:
    """Writes a word, and waits until the gate is open before it is done for good."""
    job = job_of(context)
    with job.for_good():
        Keyword.objects.create(name="geschreven", slug="geschreven")
        job.report(1, 2, "Voor de poort")
        pass_the_gate()
        job.conclude("Geschreven.")


@task(takes_context=True)
def write_before_the_gate(context: TaskContext) -> None:
    """Writes a word for good, and then waits until the gate is open."""
    job = job_of(context)
    with job.for_good():
        Keyword.objects.create(name="geschreven", slug="geschreven")
    job.report(1, 2, "Voor de poort")
    pass_the_gate()


@task(takes_context=True)
def take_memory(context: TaskContext, size: int) -> None:
    memory = b"x" * size
    job_of(context).report(len(memory), size, "Voor de poort")
    pass_the_gate()


@task
def stumble() -> None:
    raise LookupError("a fault of the program")


def write_a_word() -> None:
    """A round."""
    number = Keyword.objects.count()
    Keyword.objects.create(name=f"woord {number}", slug=f"woord-{number}")


def stumble_around() -> None:
    """A round that goes wrong."""
    stumble.func()


def pass_the_gate() -> None:
    """Wait as long as a test keeps the gate closed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [GATE])
