"""What looks like personal data in a text: found where it is, and not where it is not; confirmed before submitting."""

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from accounts import personal
from accounts.models import User
from accounts.workflow import erase
from initiatives.models import InitiativeVersion
from lessons import workflow as lessons
from tests.administration import signed_in
from tests.factories import a_draft
from tests.workspace.pages import address_of
from workspace.models import Remark
from workspace.personal_data.finding import Kind, find, passes_97, passes_eleven
from workspace.review import workflow

DIGITS = st.text(alphabet="0123456789", min_size=8, max_size=8)


def kinds(text: str) -> list[str]:
    return [found.kind for found in find(text)]


def bsn_of(first: str) -> str | None:
    """Nine digits that begin with these eight and pass the test of eleven, when there are such."""
    rest = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), first, strict=True)) % 11
    return f"{first}{rest}" if rest < 10 and int(first) else None


def iban_of(bank: str, account: str) -> str:
    digits = "".join(str(int(sign, 36)) for sign in f"{bank}{account}NL00")
    return f"NL{98 - int(digits) % 97:02d}{bank}{account}"


@given(DIGITS)
def test_every_bsn_is_found_and_with_another_digit_it_is_none(first: str) -> None:
    number = bsn_of(first)
    assume(number is not None and not number.startswith("0"))
    assert number

    assert [(each.kind, each.text) for each in find(f"Haar nummer is {number}, zegt ze.")] == [(Kind.BSN, number)]
    for place in range(9):
        other = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
        assert not passes_eleven(other)


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=4, max_size=4), st.from_regex(r"\d{10}", fullmatch=True))
def test_every_iban_is_found_in_groups_too_and_with_digits_exchanged_it_is_none(bank: str, account: str) -> None:
    account = "".join(sign if sign.isascii() else "1" for sign in account)
    number = iban_of(bank, account)
    groups = " ".join(number[place : place + 4] for place in range(0, 18, 4))

    assert kinds(f"Stort op {number}.") == [Kind.IBAN]
    assert kinds(f"Stort op {groups}, graag") == [Kind.IBAN]
    for place in range(8, 17):
        other = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert other == number or not passes_97(other)


@given(st.text(max_size=300))
def test_what_is_found_stands_there_and_is_found_once(text: str) -> None:
    found = find(text)

    assert all(text[each.start : each.end] == each.text for each in found)
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mail naar j.de.vries+wijk@voorbeeld.co.nl.", [Kind.EMAIL]),
        ("Bel 06-12345678 of 06 12 34 56 78.", [Kind.TELEPHONE, Kind.TELEPHONE]),
        ("Bel (030) 123 45 67, +31 6 12345678 of 0031612345678", [Kind.TELEPHONE] * 3),
        ("Bel +31 (0)30 1234567", [Kind.TELEPHONE]),
        ("Ze woont op Dorpsstraat 12a.", [Kind.ADDRESS]),
        ("Lange Nieuwstraat 7, 3512 PA Utrecht", [Kind.ADDRESS]),
        ("Laan van Meerdervoort 1022", [Kind.ADDRESS]),
        ("BSN 111222333", [Kind.BSN]),
        ("BSN 111 222 333", [Kind.BSN]),
        # none of these is about a person
        ("In 2019, 2020 en 2021 kwamen 1234 mensen.", []),
        ("Het kostte € 111.222.333 in tien jaar.", []),
        ("Gemeente GM0344, wijk WK034401, buurt BU03440111.", []),
        ("3512 PA Utrecht", []),
        ("De Dorpsstraat 1953 zag er anders uit.", []),
        ("Op 12-11-2019 en 2019-11-12 om 10.30 uur.", []),
        ("Zie ISBN 9789012345678 en KvK 12345678.", []),
        ("Vanaf het plein 12 stappen lopen, langs de straat 4 keer.", []),
        ("https://voorbeeld.nl/artikel/111222333", []),
        ("0,111222333 en 111222333,5", []),
        ("", []),
    ],
)
def test_what_is_and_what_is_not(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


@pytest.mark.django_db
class TestBeforeSubmitting:
    def test_it_is_pointed_at_with_its_place_and_confirmed_first(self, fatma: User) -> None:
        draft = a_draft(by=fatma, summary="Bel Anna: 06-12345678.", body="<p>Zij mailt: <em>anna@voorbeeld.nl</em></p>")
        client, address = signed_in(fatma), f"{address_of(draft)}indiening/"

        page = client.get(address)
        assert [(sign.part.name, sign.found.kind, sign.found.text) for sign in page.context["found"]] == [
            ("summary", "telephone", "06-12345678"),
            ("story", "email", "anna@voorbeeld.nl"),
        ]
        assert client.post(address).status_code == 422
        assert client.post(address, {"confirmed": "anders"}).status_code == 422
        assert InitiativeVersion.objects.get(pk=draft.pk).status == "draft"
        assert client.post(address, {"confirmed": page.context["mark"]}).status_code == 302
        assert InitiativeVersion.objects.get(pk=draft.pk).status == "in_review"

    def test_what_was_confirmed_is_these_and_no_others(self, fatma: User) -> None:
        draft = a_draft(by=fatma, summary="Bel 06-12345678.")
        client, address = signed_in(fatma), f"{address_of(draft)}indiening/"
        mark = client.get(address).context["mark"]
        InitiativeVersion.objects.filter(pk=draft.pk).update(summary="Bel 06-12345678 of 06-87654321.")

        assert client.post(address, {"confirmed": mark}).status_code == 422

    def test_without_any_it_is_submitted_at_once(self, fatma: User) -> None:
        draft = a_draft(by=fatma)

        signed_in(fatma).post(f"{address_of(draft)}indiening/")

        assert InitiativeVersion.objects.get(pk=draft.pk).status == "in_review"

    def test_a_draft_is_not_published_past_it(self, fatma: User, carla: User) -> None:
        draft = a_draft(by=fatma, summary="Bel 06-12345678.")

        response = signed_in(carla).post(f"{address_of(draft)}publicatie/", {"step": "now"})

        assert response.headers["Location"] == f"{address_of(draft)}indiening/"
        assert InitiativeVersion.objects.get(pk=draft.pk).status == "draft"


@pytest.mark.django_db
def test_ones_work_is_among_ones_data_and_stays_when_the_account_is_closed(fatma: User, bram: User) -> None:
    draft = a_draft(by=fatma, title="Soep", slug="soep")
    workflow.remark(draft, part="summary", quote="", start=0, text="Wie kookt er?", by=fatma)
    lessons.propose("Samen eten", statement="Eten bindt.", by=fatma)

    found = personal.everything_about(fatma)
    erase(fatma)

    assert found["cases"]["owned"] == ["soep"]
    assert found["lessons"]["owned"] == ["samen-eten"]
    assert [each["text"] for each in found["remarks"]["made"]] == ["Wie kookt er?"]
    assert Remark.objects.get().by == fatma
    assert draft.authors.get() == fatma
