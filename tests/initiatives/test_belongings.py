"""What is read of a version in one statement is what its rows say one by one."""

import pytest
from django.core.management import call_command

from initiatives.belongings import belongings_of
from initiatives.models import InitiativeVersion


@pytest.mark.django_db
def test_each_case_of_the_harvest_has_what_its_rows_say() -> None:
    call_command("load_catalogue", verbosity=0)

    versions = list(InitiativeVersion.objects.published().with_everything())

    assert versions
    for version in versions:
        belongings = belongings_of(version)
        actors = [(row.actor.name, row.actor.kind, row.role) for row in version.involvements.all()]
        places = [(row.name, row.kind, row.access) for row in version.accommodations.all()]
        assert _texts((row.actor.name, row.actor.kind, row.role) for row in belongings.involvements) == _texts(actors)
        assert _texts((row.name, row.kind, row.access) for row in belongings.accommodations) == _texts(places)
        assert [(row.title, row.url, row.year) for row in belongings.sources] == [
            (row.title, row.url, row.year) for row in version.sources.all()
        ]
        assert [(term.slug, term.name, term.name_en) for term in belongings.themes] == [
            (row.tag.slug, row.tag.name, row.tag.name_en) for row in version.theme_rows.all()
        ]
        for terms, rows in (
            (belongings.target_groups, version.target_group_rows),
            (belongings.community_work, version.community_work_rows),
        ):
            assert [(term.name, term.name_en) for term in terms] == [
                (row.term.name, row.term.name_en) for row in rows.all()
            ]


def _texts(rows: object) -> list[tuple[str, ...]]:
    return [tuple(f"{part} {getattr(part, 'name_en', '')}" for part in row) for row in rows]  # type: ignore[attr-defined]
