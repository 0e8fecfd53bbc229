"""Following a theme, a lesson or a search: what one hears of it, once, and what not."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from pytest_django import DjangoAssertNumQueries

from accounts import personal
from accounts.models import User
from accounts.roles import Role
from accounts.workflow import erase
from initiatives import workflow as cases
from initiatives.models import Initiative, InitiativeVersion, Theme, ThemeInVersion
from initiatives.vocabulary_workflow import merge_terms
from lessons import weighing
from lessons import workflow as lessons
from lessons.marking import mark
from lessons.models import Lesson, LessonVersion, News, Stance
from notices.kinds import Strand
from notices.models import Notice, Rhythm
from notices.rounds import make_round
from notices.workflow import choose
from shelf import workflow
from shelf.models import Follow, Heard
from shelf.telling import MOST_CASES, tell_followers
from tests.administration import signed_in
from tests.factories import a_case, a_draft, a_lesson, a_lesson_draft, a_person

pytestmark = pytest.mark.django_db
NEW = "/mijn/volgen/nieuw/"
STORY = "<p>Elke woensdag koken buren samen in het buurthuis.</p>"


def follows(person: User, address: str, **said: str) -> Follow:
    """Follow something as people do, by the form."""
    assert signed_in(person).post(f"{NEW}?{address}", said).status_code == 302
    followed: Follow = Follow.objects.of(person).newest_first()[0]
    return followed


def heard(person: User) -> list[tuple[str, str]]:
    """What somebody was told since the last time, the oldest first."""
    found = list(Notice.objects.of(person).about(Strand.FOLLOWING).order_by("pk"))
    Notice.objects.of(person).delete()
    return [(notice.kind.removeprefix("followed_"), notice.title) for notice in found]


def a_round_that_is_cut_off() -> None:
    with transaction.atomic():
        tell_followers()
        transaction.set_rollback(True)


def evidence_for(lesson: Lesson) -> Any:
    case = a_case(summary="Samen koken.", body=STORY)
    version: Any = case.published_version
    made = weighing.propose(lesson, mark(version, 0, 5, by=None), stance=Stance.SUPPORTS, note="", by=None)
    date_news()
    return made


def date_news() -> None:
    """A test is one transaction, in which the database's clock stands still."""
    last: Any = News.objects.order_by("pk").last()
    News.objects.filter(pk=last.pk).update(at=timezone.now())


def published_anew(case: Initiative, theme: str = "", title: str = "") -> None:
    draft: Any = cases.open_draft(Initiative.objects.get(pk=case.pk), by=None)
    if theme:
        ThemeInVersion.objects.create(content_object=draft, tag=Theme.objects.get(slug=theme))
    if title:
        InitiativeVersion.objects.filter(pk=draft.pk).update(title=title)
        draft.refresh_from_db()
    cases.publish(draft, by=None)


class TestALesson:
    def test_one_hears_of_evidence_and_not_of_a_comma(self, rik: User, carla: User) -> None:
        lesson = a_lesson(title="Eten verbindt", slug="eten")
        follows(rik, "les=eten")

        evidence = evidence_for(lesson)
        tell_followers()
        assert heard(rik) == [("evidence_added", "Eten verbindt")]

        draft: Any = lessons.open_draft(lesson, by=None)
        LessonVersion.objects.filter(pk=draft.pk).update(statement="Eten, verbindt.")
        draft.refresh_from_db()
        lessons.publish(draft, by=None)
        tell_followers()
        assert heard(rik) == []

        weighing.drop(evidence, because="Gaat over iets anders.", by=carla)
        date_news()
        tell_followers()
        assert heard(rik) == [("evidence_dropped", "Eten verbindt")]

    def test_what_happened_before_is_not_told(self, rik: User) -> None:
        lesson = a_lesson(slug="eten")
        evidence_for(lesson)
        News.objects.update(at=timezone.now() - timedelta(minutes=1))
        follows(rik, "les=eten")

        tell_followers()

        assert heard(rik) == []

    def test_a_lesson_that_is_not_public_is_not_told_of(self, rik: User, carla: User) -> None:
        lesson = a_lesson(slug="eten")
        follows(rik, "les=eten")
        evidence_for(lesson)
        lessons.withdraw(Lesson.objects.get(pk=lesson.pk), by=carla, reason="Klopt niet")

        tell_followers()

        assert heard(rik) == []

    def test_what_is_withdrawn_before_the_digest_is_not_mailed(
        self, rik: User, carla: User, mailoutbox: list[Any]
    ) -> None:
        lesson = a_lesson(slug="eten", title="Geheim geworden")
        follows(rik, "les=eten")
        evidence_for(lesson)
        tell_followers()
        lessons.withdraw(Lesson.objects.get(pk=lesson.pk), by=carla, reason="Klopt niet")
        Notice.objects.update(at=timezone.now() - timedelta(days=1))

        make_round()

        assert not [message for message in mailoutbox if rik.email in message.to]
        assert b"Geheim geworden" not in signed_in(rik).get("/mijn/").content


class TestATheme:
    def test_one_hears_of_lessons_and_cases_that_come_to_it(self, rik: User) -> None:
        follows(rik, "thema=ontmoeting")
        case = a_case(title="Soep", themes=["ontmoeting"])
        other = a_case(title="Brood")
        a_lesson(title="Eten verbindt", themes=["ontmoeting"])
        tell_followers()
        assert heard(rik) == [("lesson", "Eten verbindt"), ("case", "Soep")]

        published_anew(case, title="Soep, met brood")
        published_anew(other, theme="ontmoeting")
        tell_followers()
        assert heard(rik) == [("case", "Brood")]

    def test_a_merged_theme_leads_on_to_the_one_that_was_kept(self, rik: User, carla: User) -> None:
        follows(rik, "thema=sport")
        old = a_case(title="Voetbal", themes=["ontmoeting"])
        sport, kept = Theme.objects.get(slug="sport"), Theme.objects.get(slug="ontmoeting")
        cases_before = Follow.objects.count()
        merge_terms(sport, into=kept, by=carla)
        Follow.objects.update(since=timezone.now())

        a_case(title="Soep", themes=["ontmoeting"])
        tell_followers()

        assert heard(rik) == [("case", "Soep")]
        assert Follow.objects.count() == cases_before
        assert old.pk

    def test_many_new_cases_are_one_message(self, rik: User) -> None:
        follows(rik, "thema=ontmoeting")
        for number in range(MOST_CASES + 2):
            a_case(title=f"Soep {number}", themes=["ontmoeting"])

        assert tell_followers() == 1
        assert heard(rik) == [("case", f"Soep 0 (+{MOST_CASES + 1})")]
        assert tell_followers() == 0


class TestASearch:
    def test_one_hears_of_new_cases_that_answer_it(self, rik: User) -> None:
        followed = follows(
            rik, "zoek=gemeente%3Dheerlen%26q%3Dsoep%26weergave%3Dkaart%26pagina%3D3", name=" Soep  in Heerlen "
        )
        assert followed.name == "Soep in Heerlen"
        assert followed.query == "q=soep&gemeente=heerlen"

        answers = a_case(title="Soep van Aa", municipality="GM0917")
        a_case(title="Soep elders", municipality="GM0344")
        tell_followers()
        notice = Notice.objects.get(person=rik)
        assert (notice.title, notice.words) == ("Soep van Aa", "Soep in Heerlen")
        heard(rik)

        published_anew(answers, title="Soep van Bé")
        tell_followers()
        assert heard(rik) == []

    def test_a_case_that_comes_in_two_ways_is_told_once(self, rik: User) -> None:
        follows(rik, "thema=ontmoeting")
        follows(rik, "zoek=q%3Dsoep", name="Soep")

        a_case(title="Soep", themes=["ontmoeting"])

        assert tell_followers() == 1
        assert Notice.objects.get(person=rik).words.count(";") == 1

    def test_what_is_unknown_is_left_out_and_what_is_too_long_refused(self, rik: User) -> None:
        assert follows(rik, "zoek=thema%3Dbestaat-niet%26jaar_van%3Dabc").query == ""
        words = "woord".ljust(90, "x")
        many = "%26".join(f"gemeente%3D{slug}" for slug in _municipalities(100))
        assert signed_in(rik).get(f"{NEW}?zoek={many}%26q%3D{words}").status_code in {200, 422}


def _municipalities(number: int) -> list[str]:
    from places.register import register

    return [place.slug for place in register().current()][:number]


class TestTellingOnce:
    def test_a_round_that_is_cut_off_tells_nothing_and_the_next_tells_all(self, rik: User) -> None:
        follows(rik, "thema=ontmoeting")
        a_case(title="Soep", themes=["ontmoeting"])

        a_round_that_is_cut_off()

        assert heard(rik) == []
        tell_followers()
        tell_followers()
        assert heard(rik) == [("case", "Soep")]

    def test_what_was_committed_late_is_told_all_the_same(self, rik: User) -> None:
        followed = follows(rik, "thema=ontmoeting")
        Follow.objects.filter(pk=followed.pk).update(since=timezone.now() - timedelta(days=2))
        case = a_case(title="Soep", themes=["ontmoeting"])
        tell_followers()
        heard(rik)
        Heard.objects.all().delete()  # as if its transaction had not been visible in that round

        tell_followers()

        assert heard(rik) == [("case", "Soep")]
        assert case.is_public

    def test_what_is_kept_of_it_goes_in_time(self, rik: User) -> None:
        follows(rik, "thema=ontmoeting")
        a_case(themes=["ontmoeting"])
        tell_followers()
        Heard.objects.update(at=timezone.now() - timedelta(days=3))

        tell_followers()

        assert not Heard.objects.exists()

    def test_the_number_of_queries_does_not_grow(
        self, rik: User, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for theme in ("ontmoeting", "sport"):
            follows(rik, f"thema={theme}")
            for _ in range(5):
                follows(a_person(), f"thema={theme}")
        lesson = a_lesson(slug="eten")
        follows(rik, "les=eten")
        for _ in range(8):
            evidence_for(lesson)
            a_case(themes=["sport"])
        tell_followers()  # what it needs of content types is kept from here on
        a_case(themes=["sport"])

        with django_assert_max_num_queries(18):
            assert tell_followers() == 6


class TestMail:
    def test_it_is_one_mail_that_can_be_stopped_without_signing_in(
        self, rik: User, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
    ) -> None:
        choose(rik, Rhythm.AT_ONCE, Strand.FOLLOWING)
        follows(rik, "thema=ontmoeting")
        with django_capture_on_commit_callbacks(execute=True):
            a_case(title="Soep", themes=["ontmoeting"])
            a_case(title="Brood", themes=["ontmoeting"])
            tell_followers()

        (message,) = mailoutbox
        assert message.to == [rik.email]
        assert "Soep" in message.body
        assert "Brood" in message.body
        assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        address = message.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
        assert address in message.body

        visitor = Client(enforce_csrf_checks=True)
        page = visitor.get(address)
        assert page.status_code == 200
        assert not page.cookies
        assert not page.context["is_stopped"]
        assert visitor.post(address, {"List-Unsubscribe": "One-Click"}).context["is_stopped"]
        with django_capture_on_commit_callbacks(execute=True):
            a_case(themes=["ontmoeting"])
            tell_followers()
        assert len(mailoutbox) == 1
        assert visitor.get(f"{address[:-3]}x/").status_code == 404

    def test_work_and_what_one_follows_have_each_their_rhythm(self, rik: User, mailoutbox: list[Any]) -> None:
        client = signed_in(rik)
        client.post("/account/berichten/", {"rhythm": "at_once", "following": "weekly"})
        assert client.post("/account/berichten/", {"rhythm": "at_once", "following": "x"}).status_code == 422
        follows(rik, "thema=ontmoeting")
        a_case(themes=["ontmoeting"])
        tell_followers()
        Notice.objects.update(at=timezone.now() - timedelta(days=8))

        call_command("send_digests")
        call_command("send_digests")

        assert len(mailoutbox) == 1


class TestThePages:
    def test_a_form_of_one_button_and_a_way_to_stop(self, rik: User) -> None:
        client = signed_in(rik)
        assert client.get(f"{NEW}?thema=ontmoeting").status_code == 200
        assert not Follow.objects.exists()
        followed = follows(rik, "thema=ontmoeting")
        follows(rik, "thema=ontmoeting")
        assert Follow.objects.count() == 1
        assert client.get(f"{NEW}?thema=ontmoeting").context["follow"] == followed

        assert signed_in(a_person()).post(f"/mijn/volgen/{followed.pk}/einde/").status_code == 404
        assert client.post(f"/mijn/volgen/{followed.pk}/einde/").status_code == 302
        assert not Follow.objects.exists()

    @pytest.mark.parametrize("address", ["", "thema=niets", "les=zaak", "les=", "thema=%00", "x=1"])
    def test_what_is_not_public_cannot_be_followed(self, rik: User, address: str) -> None:
        a_lesson_draft(slug="zaak")

        assert signed_in(rik).get(f"{NEW}?{address}").status_code == 404
        assert signed_in(rik).post(f"{NEW}?{address}").status_code == 404

    def test_there_is_a_limit_and_it_is_said(self, rik: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(workflow, "MOST_FOLLOWED", 1)
        follows(rik, "thema=ontmoeting")

        page = signed_in(rik).post(f"{NEW}?thema=sport")

        assert page.status_code == 422
        assert Follow.objects.count() == 1

    def test_the_number_of_queries_is_fixed(
        self, rik: User, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for theme in Theme.objects.filter(merged_into=None)[:8]:
            workflow.follow(rik, _target(f"thema={theme.slug}"))
            a_case(themes=[theme.slug])
        for number in range(8):
            workflow.follow(rik, _target(f"les={a_lesson(slug=f'les-van-{number}').slug}"))
        tell_followers()
        client = signed_in(rik)

        with django_assert_max_num_queries(12):
            page = client.get("/mijn/")
        with django_assert_max_num_queries(10):
            client.get("/mijn/volgen/")

        assert len(page.context["followed"]) == 16
        assert len(page.context["news"]) == 8

    def test_public_pages_lead_to_it_and_stay_the_same_for_all_visitors(self, client: Client) -> None:
        a_lesson(slug="eten")

        for address in ("/lessen/eten/", "/themas/ontmoeting/"):
            page = client.get(address)
            assert NEW.encode() in page.content
            assert not page.cookies


def _target(address: str) -> Any:
    from django.http import QueryDict

    from shelf.targets import target_in

    return target_in(QueryDict(address))


class TestTheFeed:
    def test_it_is_at_a_secret_address_that_can_be_taken_back(self, rik: User, client: Client) -> None:
        follows(rik, "thema=ontmoeting")
        case = a_case(title="Soep & brood", themes=["ontmoeting"])
        tell_followers()
        own = signed_in(rik)
        own.post("/mijn/volgen/feed/", {"step": "open"})
        address = f"/mijn/volgen/feed/{own.get('/mijn/volgen/').context['feed_token']}.xml"

        feed = client.get(address)
        assert feed.status_code == 200
        assert "Soep &amp; brood" in feed.content.decode()
        assert "noindex" in feed["X-Robots-Tag"]
        assert "no-store" in feed["Cache-Control"]
        assert client.get(address, headers={"If-Modified-Since": "Mon, 23 Nov 2037 10:00:00 GMT"}).status_code == 200
        cases.withdraw(case, by=None, reason="Op verzoek")
        assert "Soep" not in client.get(address).content.decode()

        own.post("/mijn/volgen/feed/", {"step": "renew"})
        assert client.get(address).status_code == 404
        token = own.get("/mijn/volgen/").context["feed_token"]
        assert client.get(f"/mijn/volgen/feed/{token[:-2]}xx.xml").status_code == 404
        own.post("/mijn/volgen/feed/", {"step": "close"})
        assert client.get(f"/mijn/volgen/feed/{token}.xml").status_code == 404


def test_it_belongs_to_ones_data_and_goes_with_the_account(rik: User, bram: User) -> None:
    follows(rik, "zoek=q%3Dsoep", name="Soep")
    assert personal.everything_about(rik)["shelf"]["following"][0]["name"] == "Soep"

    erase(rik)

    assert not Follow.objects.exists()
    assert bram.pk


THEMES = ("ontmoeting", "sport")


class Years(RuleBasedStateMachine):
    """People follow and stop, cases come and change, rounds are made or cut off: each hears once."""

    def __init__(self) -> None:
        super().__init__()
        self.people = [a_person(Role.READER) for _ in range(2)]
        self.cases: list[Initiative] = []
        self.due: dict[tuple[int, int], set[str]] = {}
        self.number = 0

    def _came(self, case: Initiative, theme: str) -> None:
        slug = Theme.objects.get(slug=theme).pk
        for follow in Follow.objects.filter(kind="thema", key=slug):
            self.due.setdefault((follow.person_id, case.pk), set()).add(theme)

    @rule(who=st.integers(0, 1), theme=st.sampled_from(THEMES))
    def follow(self, who: int, theme: str) -> None:
        self.round()
        workflow.follow(self.people[who], _target(f"thema={theme}"))

    @rule(who=st.integers(0, 1))
    def stop(self, who: int) -> None:
        self.round()
        Follow.objects.of(self.people[who]).delete()

    @rule(theme=st.sampled_from(("", *THEMES)))
    def publish(self, theme: str) -> None:
        self.number += 1
        case = a_case(title=f"Zaak {self.number}", themes=[theme] if theme else [])
        self.cases.append(case)
        if theme:
            self._came(case, theme)

    @rule(which=st.integers(0, 5), theme=st.sampled_from(("", *THEMES)))
    def change(self, which: int, theme: str) -> None:
        if not self.cases:
            return
        case = self.cases[which % len(self.cases)]
        has = ThemeInVersion.objects.filter(
            content_object=Initiative.objects.get(pk=case.pk).published_version, tag__slug=theme
        )
        is_new = bool(theme) and not has.exists()
        published_anew(case, theme=theme if is_new else "", title=f"Zaak, {which}")
        if is_new:
            self._came(case, theme)

    @rule()
    def cut_off(self) -> None:
        a_round_that_is_cut_off()

    @rule()
    def round(self) -> None:
        tell_followers()
        told = {(notice.person_id, notice.record_id): notice for notice in Notice.objects.all()}
        assert len(told) == Notice.objects.count()
        assert set(told) == set(self.due)
        Notice.objects.all().delete()
        self.due = {}

    @invariant()
    def nothing_is_told_between_rounds(self) -> None:
        assert not Notice.objects.exists()


def test_everybody_hears_exactly_once_of_what_changed() -> None:
    class Year(Years):
        def __init__(self) -> None:
            self.transaction = transaction.atomic()
            self.transaction.__enter__()
            super().__init__()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    run_state_machine_as_test(
        Year,
        settings=settings(
            max_examples=10, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client: Client, rik: User) -> None:
    answer = client.get(f"{NEW}?thema=ontmoeting")

    assert answer.status_code == 302
    assert "thema%3Dontmoeting" in answer["Location"]
    assert mail.outbox == []
    assert a_draft(by=rik).pk
