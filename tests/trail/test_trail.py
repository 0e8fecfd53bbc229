"""The audit trail: written with what it notes, refused every change, read by administrators alone."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts import workflow as people
from accounts.models import User
from accounts.roles import Role
from initiatives import workflow
from initiatives.exchange.importing import import_file
from initiatives.exchange.planning import Manner
from initiatives.models import Theme
from initiatives.vocabulary_workflow import save_term
from media.intake import take
from media.removal import remove
from tests.administration import filled_form, signed_in
from tests.factories import PASSWORD, a_case, a_draft, a_person
from tests.media.pictures import a_jpeg, upload
from trail.models import Entry
from trail.writing import note
from workspace import moments

pytestmark = pytest.mark.django_db

ADDRESS = "/werkplek/spoor/"


def noted(person: User | None) -> list[str]:
    return list(Entry.objects.filter(by=person.pk if person else None).order_by("pk").values_list("action", flat=True))


class TestItIsNotChanged:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE trail_entry SET action = 'niets'",
            "DELETE FROM trail_entry",
            "DELETE FROM trail_entry WHERE false",
            "TRUNCATE trail_entry",
            "TRUNCATE curation_statuschange, trail_entry",
            "INSERT INTO trail_entry SELECT * FROM trail_entry ON CONFLICT (id) DO UPDATE SET action = 'x'",
        ],
    )
    def test_the_database_refuses(self, bram: User, statement: str) -> None:
        note("sign_in", by=bram)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE trail_entry ENABLE TRIGGER trail_is_not_emptied")

            with pytest.raises(DatabaseError, match="audit trail"), transaction.atomic():
                cursor.execute(statement)

        assert noted(bram) == ["sign_in"]

    def test_so_does_the_model(self, bram: User) -> None:
        note("sign_in", by=bram)

        for change in (lambda: Entry.objects.update(action="x"), lambda: Entry.objects.get().delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


class TestWhatIsNoted:
    def test_signing_in(self, bram: User) -> None:
        client = Client()

        client.post("/account/inloggen/", {"login": bram.email, "password": "verkeerd-wachtwoord"})
        assert noted(bram) == []
        client.post("/account/inloggen/", {"login": bram.email, "password": PASSWORD})
        assert noted(bram) == ["sign_in"]

    def test_invitations(self, bram: User) -> None:
        invitation, _secret = people.invite("een@voorbeeld.nl", role=Role.EDITOR, by=bram)
        people.renew(invitation, by=bram)
        accepted = people.accept(invitation, name="Een", password=PASSWORD)
        other, _secret = people.invite("twee@voorbeeld.nl", role=Role.READER, by=bram)
        people.revoke(other, by=bram)

        assert noted(bram) == ["invite", "renew_invitation", "invite", "revoke_invitation"]
        assert noted(accepted) == ["accept_invitation"]
        assert Entry.objects.get(action="accept_invitation").details == {"role": "editor"}

    def test_roles_and_switching_off(self, bram: User, rik: User) -> None:
        client, address = signed_in(bram), f"/beheer/accounts/user/{rik.pk}/change/"
        form = filled_form(client.get(address))

        client.post(address, form | {"role": "editor"})
        client.post(address, {name: value for name, value in form.items() if name != "is_active"} | {"role": "editor"})

        entry = Entry.objects.get(action="give_role")
        assert (entry.by, entry.whom, entry.details) == (bram.pk, rik.pk, {"role": "editor", "before": "reader"})
        assert Entry.objects.get(action="switch_off").whom == rik.pk

    def test_what_becomes_of_cases(self, fatma: User, carla: User) -> None:
        draft = a_draft(by=fatma)
        workflow.submit(draft, by=fatma)
        moments.share(draft.record, a_person(Role.RESEARCHER, name="Sam").email, by=fatma)
        draft.refresh_from_db()
        workflow.publish(draft, by=carla)
        workflow.withdraw(draft.record, by=carla, reason="Geheim")

        assert noted(fatma) == ["submit", "share"]
        assert noted(carla) == ["publish", "withdraw"]
        assert Entry.objects.get(action="publish").details == {"version": 1}
        assert "Geheim" not in str(list(Entry.objects.values()))

    def test_vocabulary_imports_files_and_personal_data(self, carla: User, bram: User) -> None:
        save_term(Theme(name="Moestuinen", slug="moestuinen"), by=carla)
        import_file(BytesIO(b'{"title": "Soep", "online": true}\n'), "zaken.ndjson", Manner(by=carla))
        remove(take(upload(a_jpeg()), by=carla), by=carla)
        client = Client()
        client.post("/account/inloggen/", {"login": bram.email, "password": PASSWORD})
        client.get("/account/mijn-gegevens/")

        assert set(noted(carla)) >= {"add_term", "import", "remove_file"}
        assert Entry.objects.get(action="import").details == {"new": 1, "changed": 0}
        assert noted(bram) == ["sign_in", "download_personal_data"]

    def test_what_is_undone_is_not_noted(self, fatma: User) -> None:
        with transaction.atomic():
            workflow.submit(a_draft(by=fatma), by=fatma)
            transaction.set_rollback(True)

        assert noted(fatma) == []

    def test_nothing_in_it_says_who_somebody_was(self, fatma: User, bram: User) -> None:
        name, email = fatma.name, fatma.email
        moments.share(a_case(by=bram), email, by=bram)
        people.erase(fatma)

        assert noted(fatma) == ["close_account"]
        said = str(list(Entry.objects.values()))
        assert name not in said
        assert email not in said


class TestReading:
    def actions(self, bram: User, query: str = "") -> list[str]:
        response = signed_in(bram).get(f"{ADDRESS}{query}")
        assert response.status_code == 200
        return [line.entry.action for line in response.context["lines"]]

    def test_it_is_narrowed_by_person_record_action_and_day(self, bram: User, fatma: User, carla: User) -> None:
        draft = a_draft(by=fatma, slug="soep")
        workflow.submit(draft, by=fatma)
        workflow.publish(draft, by=carla)
        note("sign_in", by=bram)
        tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()

        assert self.actions(bram) == ["sign_in", "publish", "submit"]
        assert self.actions(bram, f"?wie={carla.email}") == ["publish"]
        assert self.actions(bram, "?wie=fat") == ["submit"]
        assert self.actions(bram, "?wat=soep") == ["publish", "submit"]
        assert self.actions(bram, f"?wat={draft.record_id}&actie=submit") == ["submit"]
        assert self.actions(bram, f"?van={tomorrow}") == []
        assert self.actions(bram, f"?tot={timezone.localdate().isoformat()}&van=2001-01-01") != []
        assert self.actions(bram, "?van=onzin&tot=9999-12-31&wat=%00&wie=%00") != []

    def test_names_stand_with_the_keys(self, bram: User, carla: User) -> None:
        case = a_case(slug="soep")
        workflow.withdraw(case, by=carla, reason="Op verzoek")

        line = signed_in(bram).get(f"{ADDRESS}?actie=withdraw").context["lines"][0]

        assert line.by == "Carla"
        assert "soep" in line.record

    @pytest.mark.parametrize("query", ["?pagina=99", "?pagina=0"])
    def test_a_page_that_is_not_there(self, bram: User, query: str) -> None:
        assert signed_in(bram).get(f"{ADDRESS}{query}").status_code == 404

    def test_the_number_of_queries_is_fixed(
        self, bram: User, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _ in range(30):
            workflow.submit(a_draft(by=bram), by=a_person(Role.RESEARCHER))
            people.invite(f"{_}@voorbeeld.nl", role=Role.READER, by=bram)
        client = signed_in(bram)

        with django_assert_max_num_queries(10):
            page: Any = client.get(ADDRESS)

        assert len(page.context["lines"]) == 50
