"""Bundles to take along: what is in them stays as it was, is accessible, and stays text whatever people wrote."""

import io
import json
import re
import zipfile
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from lxml import etree

from accounts.models import User
from curation.passages import Passage
from initiatives import workflow as cases
from initiatives.models import Initiative, InitiativePicture, InitiativeVersion
from jobs.doing import do_waiting
from jobs.models import Job
from media.intake import take
from media.models import Licence
from publications import workflow
from publications.bundles import works
from publications.bundles.book import contents_of
from publications.bundles.editions import chapters_of
from publications.bundles.epub import epub_of
from publications.bundles.typeset import pdf_of
from publications.models import Edition, Kind, Publication
from tests.factories import a_case, a_lesson, a_publication
from tests.media.pictures import a_jpeg, upload
from workspace.consent.workflow import remove_picture, remove_words

pytestmark = pytest.mark.django_db
HOSTILE = '#strong[x] ] *vet* $x$ <b>&amp; \\ " \' \u202eאב 😀 #include("/etc/passwd") //geen @label'


@pytest.fixture
def bundle() -> Publication:
    body = (
        "<h2>Hoe het begon</h2><p>Met <strong>soep</strong><note>Zie het <a href='https://voorbeeld.nl'>verslag</a>."
        "</note>.</p><ul><li>een</li><li>twee</li></ul><blockquote><p>Kom erbij.</p></blockquote>"
    )
    case = a_case(title="Soep op dinsdag", summary="Samen eten.", body=body, themes=["ontmoeting"])
    lesson = a_lesson(title="Eten verbindt", for_policy="Geef ruimte.")
    return a_publication(
        title="Plekken", kind=Kind.BUNDLE, initiatives=[case], lessons=[lesson], body="<p>Vooraf.</p>", makers=["Fatma"]
    )


def fetched(client: Client, bundle: Publication, ending: str, number: int = 1) -> bytes:
    response = client.get(f"{bundle.get_absolute_url()}v{number}/bundel.{ending}")
    assert response.status_code == 200
    return bytes(response.content)


def test_the_pdf_is_tagged_and_says_what_it_is(client: Client, bundle: Publication) -> None:
    with pikepdf.open(io.BytesIO(fetched(client, bundle, "pdf"))) as pdf:
        root = pdf.Root
        assert str(root.Lang) == "nl"
        assert root.MarkInfo.Marked
        assert "/StructTreeRoot" in root
        assert str(pdf.docinfo["/Title"]) == "Plekken"
        assert str(pdf.open_metadata()["pdfuaid:part"]) == "1"
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        assert "Soep op dinsdag" in titles
        assert "Eten verbindt" in titles


def test_the_epub_is_well_formed_and_complete(client: Client, bundle: Publication) -> None:
    with zipfile.ZipFile(io.BytesIO(fetched(client, bundle, "epub"))) as epub:
        names = epub.namelist()
        assert names[0] == "mimetype"
        assert epub.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        pages = {name: epub.read(name) for name in names if name.endswith((".xhtml", ".opf", ".xml", ".svg"))}
    for page in pages.values():
        etree.fromstring(page)
    package = pages["EPUB/package.opf"].decode()
    assert all(
        f'href="{name.removeprefix("EPUB/")}"' in package
        for name in names
        if name.startswith("EPUB/") and name != "EPUB/package.opf"
    )
    assert b"Kom erbij." in pages["EPUB/chapter-0.xhtml"]


def test_what_was_published_stays_the_same_when_its_case_moves_on(client: Client, bundle: Publication) -> None:
    before = fetched(client, bundle, "pdf")
    case = Initiative.objects.get()
    draft: Any = cases.open_draft(case, by=None)
    InitiativeVersion.objects.filter(pk=draft.pk).update(body="<p>Heel anders.</p>")
    cases.publish(draft, by=None)

    version: Any = Publication.objects.get(pk=bundle.pk).published_version
    assert contents_of(version, chapters_of(version)) == version.edition.contents
    assert pdf_of(version.edition.contents) == before
    assert client.get(bundle.get_absolute_url()).context["moved_on"] == [case]

    renewed: Any = workflow.open_draft(bundle, by=None)
    workflow.publish(renewed, by=None)
    assert "Heel anders." in json.dumps(Edition.objects.get(version=renewed).contents)
    assert fetched(client, bundle, "pdf") == before


def test_the_same_bundle_twice_is_the_same_bytes(bundle: Publication) -> None:
    contents = Edition.objects.get().contents

    assert pdf_of(contents) == pdf_of(contents)
    assert epub_of(contents) == epub_of(contents)


def test_hostile_text_comes_out_as_text(client: Client) -> None:
    case = a_case(title=HOSTILE[:150], summary=HOSTILE, body=f"<p>{HOSTILE.replace('<', '&lt;')}</p>", bonding=HOSTILE)
    bundle = a_publication(title=HOSTILE[:150], summary=HOSTILE, kind=Kind.BUNDLE, initiatives=[case], makers=[HOSTILE])

    with pikepdf.open(io.BytesIO(fetched(client, bundle, "pdf"))) as pdf:
        assert str(pdf.docinfo["/Title"]) == HOSTILE[:150]
        assert "/StructTreeRoot" in pdf.Root
    with zipfile.ZipFile(io.BytesIO(fetched(client, bundle, "epub"))) as epub:
        page = etree.fromstring(epub.read("EPUB/chapter-0.xhtml"))
    said = re.sub(r"\s+", " ", "".join(page.itertext()))
    assert re.sub(r"\s+", " ", HOSTILE) in said


def test_what_is_no_bundle_has_no_files(client: Client) -> None:
    article = a_publication(kind=Kind.ARTICLE)

    assert client.get(f"{article.get_absolute_url()}bundel.pdf").status_code == 404


def test_a_withdrawn_case_is_left_out_of_a_new_edition(bundle: Publication) -> None:
    cases.withdraw(Initiative.objects.get(), by=None, reason="Op verzoek.")
    draft: Any = workflow.open_draft(bundle, by=None)

    workflow.publish(draft, by=None)

    assert [each["title"] for each in Edition.objects.get(version=draft).contents["chapters"]] == ["Eten verbindt"]


def test_words_removed_at_request_are_in_no_file_of_an_edition(
    client: Client, bundle: Publication, carla: User
) -> None:
    assert b"bundle.json" in fetched(client, bundle, "zip")
    folder, beside = f"editions/{bundle.published_version_id}", [f"publications.publication:{bundle.pk}"]
    assert default_storage.listdir(folder)[1]

    remove_words(Passage("Samen eten."), Initiative.objects.get(), besides=beside, by=carla, reason="Op verzoek.")

    assert not default_storage.listdir(folder)[1]
    with zipfile.ZipFile(io.BytesIO(fetched(client, bundle, "zip"))) as archive:
        assert b"Samen eten." not in archive.read("bundle.json")


def test_a_picture_removed_at_request_is_in_no_file_of_an_edition(client: Client, carla: User) -> None:
    case, picture = a_case(), take(upload(a_jpeg()), by=None)
    said = {"alternative_text": "Een tuin", "credit": "F. Otograaf", "licence": Licence.CC_BY, "consent": "nobody"}
    InitiativePicture.objects.create(version=case.published_version, picture=picture, **said)
    bundle = a_publication(kind=Kind.BUNDLE, initiatives=[case])
    assert pictures_in(fetched(client, bundle, "zip"))
    assert "Een tuin" in json.dumps(Edition.objects.get().contents)
    folder = f"editions/{bundle.published_version_id}"
    assert default_storage.listdir(folder)[1]

    remove_picture(picture, by=carla, reason="Op verzoek.")

    assert not default_storage.listdir(folder)[1]
    assert not pictures_in(fetched(client, bundle, "zip"))
    assert "Een tuin" not in json.dumps(Edition.objects.get().contents)


def pictures_in(archive: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return [name for name in files.namelist() if name.startswith("pictures/")]


def test_the_files_of_a_long_edition_are_made_ahead(
    bundle: Publication, carla: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(works, "LONG", 1)
    draft: Any = workflow.open_draft(bundle, by=None)

    workflow.publish(draft, by=carla)
    do_waiting()

    job = Job.objects.get()
    assert (job.person, job.leads_to) == (carla, f"{bundle.get_absolute_url()}v2/")
    names = default_storage.listdir(f"editions/{draft.pk}")[1]
    assert {name.rpartition(".")[2] for name in names} == {"pdf", "epub", "zip"}
