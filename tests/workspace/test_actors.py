"""Actors by name: those that one may mean are found whatever their accents, and however many names are asked."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from initiatives.models import Actor, ActorKind
from tests.administration import signed_in
from tests.factories import a_draft
from workspace.actors import actors_beginning, actors_like, who_are_meant
from workspace.models import Typing
from workspace.parts import revision, values_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cafe() -> Actor:
    Actor.objects.create(name="Stichting De Ruif")
    return Actor.objects.create(name="Buurtcafé Zoë en René")


@pytest.mark.parametrize(
    "typed",
    ["Buurtcafe Zoe en Rene", "BUURTCAFÉ ZOË EN RENÉ", "buurtcafe\u0301 zoe\u0308 en rene", "Buurtcafe Zoe & Rene"],
)
def test_capitals_and_accents_make_no_difference(cafe: Actor, typed: str) -> None:
    assert actors_like([typed]) == {" ".join(typed.split()): [cafe]}


@pytest.mark.parametrize("typed", ["buurtcafe", "BUURTCAFÉ z", "zoe", "Rene"])
def test_a_name_is_completed_without_its_accents(cafe: Actor, typed: str) -> None:
    assert actors_beginning(typed) == [cafe]


@pytest.mark.parametrize("typed", ["%", "_", "\\", "", "ij"])
def test_signs_that_mean_something_to_the_database_are_only_signs(cafe: Actor, typed: str) -> None:
    assert cafe not in actors_like([typed]).get(typed, [])
    assert not typed or cafe not in actors_beginning(typed)


def test_what_was_merged_is_not_offered(cafe: Actor) -> None:
    Actor.objects.create(name="Buurtcafe Zoe en Rene", merged_into=cafe)

    assert actors_like(["Buurtcafe Zoe"])["Buurtcafe Zoe"] == [cafe]


def test_each_row_is_asked_about_in_as_many_queries_as_one(cafe: Actor) -> None:
    kind = ActorKind.objects.get(slug="welzijn")
    known = Actor.objects.create(name="De Haard", kind=kind)
    rows = [
        {"actor_name": "Buurtcafe Zoe en Rene"},
        {"actor_name": "de haard", "actor_kind": str(kind.pk)},
        {"actor_name": "De Haard", "same_as": str(known.pk)},
        {"actor_name": "Iets heel anders"},
        {"actor_name": "De Haard", "same_as": "new"},
    ]

    with CaptureQueriesContext(connection) as few:
        answers = who_are_meant(rows)
    with CaptureQueriesContext(connection) as many:
        who_are_meant(rows * 40)

    assert [alike for _row, alike in answers] == [[cafe], [], [], [], []]
    assert answers[2][0]["actor_kind"] == str(kind.pk)
    assert len(few) == len(many) <= 4


def test_a_page_with_many_doubtful_names_takes_as_many_queries_as_with_one(cafe: Actor, fatma: User) -> None:
    counts = []
    for number in (1, 30):
        draft = a_draft(by=fatma)
        names = [f"Buurtcafe Zoe en Rene {each}" for each in range(number)]
        rows = [{"actor_name": name, "actor_kind": "", "role": ""} for name in names]
        Typing.objects.create(
            version=draft,
            person=fatma,
            part="actors",
            value={"actors_certainty": "", "rows": rows},
            base=revision(values_of(draft)["actors"]),
        )
        look = partial(signed_in(fatma).get, f"/werkplek/initiatieven/{draft.record.slug}/")
        look()
        with CaptureQueriesContext(connection) as found:
            page = look().context["page"]
        assert [row.alike for row in page.part("actors").rows] == [[cafe]] * number
        counts.append(len(found))

    assert counts[0] == counts[1]


def test_the_index_is_used(cafe: Actor) -> None:
    Actor.objects.bulk_create(Actor(name=f"Groep {number} van {number * 7919}") for number in range(3000))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE initiatives_actor")

    with CaptureQueriesContext(connection) as found:
        actors_like(f"Buurtcafe Zoe en Rene {number}" for number in range(30))
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + found.captured_queries[0]["sql"])
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "actor_like" in plan
