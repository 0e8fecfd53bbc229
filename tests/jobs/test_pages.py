"""Who asked for long work watches it, stops it and takes what came of it; nobody else knows of it."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from lxml import html

from accounts.models import User
from jobs import workflow
from jobs.doing import do_waiting
from jobs.keeping import let_go_all
from jobs.models import Job, JobFile
from jobs.workflow import MOST_OPEN, TooManyJobs, note, start
from tests.administration import signed_in
from tests.jobs.works import count_up, refuse

pytestmark = pytest.mark.django_db

LIST = "/werkplek/taken/"


def page_of(job: Job, user: User, **headers: str) -> Any:
    return signed_in(user).get(job.get_absolute_url(), headers=headers)


def state_in(response: Any) -> str:
    return str(html.fromstring(response.content).xpath("string(//@data-state)"))


def test_it_is_watched_with_and_without_a_script(rik: User) -> None:
    job = start(count_up, rik, title="Tellen", given={"to": 4})
    note(job.pk, 1, 4, "Getal 2")
    Job.objects.get(pk=job.pk).task.claim("somebody")

    page = html.fromstring(page_of(job, rik).content)
    part = html.fromstring(page_of(job, rik, HX_Request="true").content)

    assert page.xpath("//progress/@value") == part.xpath("//progress/@value") == ["25"]
    assert "Getal 2" in page.text_content()
    assert page.xpath("//noscript/meta[@http-equiv='refresh']")
    assert not html.fromstring(signed_in(rik).get(f"{job.get_absolute_url()}?stil").content).xpath("//noscript")
    assert part.xpath("//@hx-get") == [job.get_absolute_url()]


def test_what_came_of_it_is_there_for_who_asked(rik: User, bram: User, fatma: User) -> None:
    job = start(count_up, rik, title="Tellen", given={"to": 3}, back="/lessen/")
    do_waiting()
    watched = page_of(job, rik, HX_Request="true")
    page = html.fromstring(page_of(job, rik).content)
    (address,) = [link for link in page.xpath("//main//a/@href") if link.endswith(".txt")]
    file: Any = signed_in(rik).get(address)

    assert watched["HX-Redirect"] == "/lessen/"
    assert "Tot 3 geteld." in page.text_content()
    assert b"".join(file.streaming_content) == b"0\n1\n2"
    assert file["Content-Disposition"].startswith("attachment")
    assert "sandbox" in file["Content-Security-Policy"]
    assert [signed_in(user).get(address).status_code for user in (bram, fatma)] == [200, 404]
    assert [page_of(job, user).status_code for user in (bram, fatma)] == [200, 404]
    for name in ("anders.txt", "getallen.txt%00", "%ED%A0%80"):
        assert signed_in(rik).get(f"{address.rpartition('/')[0]}/{name}").status_code == 404


def test_a_refusal_is_told_in_words(rik: User) -> None:
    job = start(refuse, rik, title="Tellen")
    do_waiting()

    assert page_of(job, rik, HX_Request="true")["HX-Refresh"] == "true"
    assert "kies eerst iets" in page_of(job, rik).content.decode()
    assert state_in(page_of(job, rik)) == Job.State.FAILED


def test_what_waits_is_stopped_at_once_by_who_asked(rik: User, fatma: User) -> None:
    job = start(count_up, rik, title="Tellen", given={"to": 4})
    address = f"{job.get_absolute_url()}afbreking/"

    assert signed_in(fatma).post(address).status_code == 404
    assert state_in(page_of(job, rik)) == Job.State.WAITING
    signed_in(rik).post(address)
    assert state_in(page_of(job, rik)) == Job.State.STOPPED
    assert do_waiting() == 0


def test_what_is_over_cannot_be_stopped(rik: User) -> None:
    job = start(count_up, rik, title="Tellen", given={"to": 4})
    do_waiting()
    signed_in(rik).post(f"{job.get_absolute_url()}afbreking/")

    assert state_in(page_of(job, rik)) == Job.State.DONE


def test_everybody_lists_their_own_and_administrators_all_and_the_rounds(rik: User, fatma: User, bram: User) -> None:
    for person, title in ((rik, "Van Rik"), (fatma, "Van Fatma"), (None, "Vanzelf")):
        start(count_up, person, title=title, given={"to": 1})

    seen = {user: signed_in(user).get(LIST).content.decode() for user in (rik, bram)}

    titles = ("Van Rik", "Van Fatma", "Vanzelf")
    assert [title in seen[rik] for title in titles] == [True, False, False]
    assert [title in seen[bram] for title in titles] == [True, True, True]
    assert ["<dl" in seen[user] for user in (rik, bram)] == [False, True]


def test_the_same_is_not_done_twice_and_not_too_much_at_once(rik: User, fatma: User) -> None:
    first = start(count_up, rik, title="Tellen", given={"to": 1}, key="tellen")
    assert start(count_up, rik, title="Tellen", given={"to": 1}, key="tellen").pk == first.pk
    assert start(count_up, fatma, title="Tellen", given={"to": 1}, key="tellen").pk != first.pk
    for _ in range(MOST_OPEN - 1):
        start(count_up, rik, title="Tellen", given={"to": 1})

    with pytest.raises(TooManyJobs):
        start(count_up, rik, title="Tellen", given={"to": 1})
    do_waiting()
    assert start(count_up, rik, title="Tellen", given={"to": 1}, key="tellen").pk != first.pk


def test_of_the_site_itself_only_what_has_not_begun_counts_as_the_same() -> None:
    first = start(count_up, None, title="Tellen", given={"to": 1}, key="tellen")
    assert start(count_up, None, title="Tellen", given={"to": 1}, key="tellen").pk == first.pk
    Job.objects.get(pk=first.pk).task.claim("somebody")

    assert start(count_up, None, title="Tellen", given={"to": 1}, key="tellen").pk != first.pk


def test_of_what_one_person_asked_for_so_much_is_kept(
    rik: User, fatma: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(workflow, "MOST_OVER", 2)
    made = set()
    for number in range(5):
        for person in (rik, fatma):
            with django_capture_on_commit_callbacks(execute=True):
                start(count_up, person, title=f"Tellen {number}", given={"to": 3})
        do_waiting()
        made |= {str(row.file.name) for row in JobFile.objects.all()}

    assert [job.title for job in Job.objects.of(rik).newest_first()] == ["Tellen 4", "Tellen 3", "Tellen 2"]
    assert Job.objects.of(fatma).count() == 3
    left = {str(row.file.name) for row in JobFile.objects.all()}
    assert {name for name in made if default_storage.exists(name)} == left
    assert len(made) == 10


def test_when_words_are_removed_at_request_nothing_is_kept(rik: User, django_capture_on_commit_callbacks: Any) -> None:
    start(count_up, rik, title="Tellen", given={"to": 3})
    do_waiting()
    file = JobFile.objects.get().file

    with django_capture_on_commit_callbacks(execute=True):
        let_go_all()

    assert not Job.objects.exists()
    assert not file.storage.exists(file.name)
