"""Reading a real page by its marks."""

import pytest
from django.test import Client

from bench import marks
from tests.factories import a_case


@pytest.mark.django_db
def test_total_results_and_counts_are_read_from_the_page(client: Client) -> None:
    first = a_case(themes=["groen"])
    a_case(themes=["armoede"])

    page = client.get("/initiatieven/", {"thema": "groen"}).content.decode()

    assert marks.total(page) == 1
    assert marks.slugs(page) == [first.slug]
    assert marks.counts(page)["thema", "armoede"] == 1
    assert marks.counts(page)["thema", "groen"] == 1


def test_a_page_without_total_is_refused() -> None:
    with pytest.raises(ValueError, match="data-total"):
        marks.total("<p>mis</p>")
