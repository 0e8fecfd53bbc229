"""Who may open which address, and who may send something to it: every route of the site × every role.

A route that is added without a row here fails `test_every_route_has_a_row` with its name.
"""

from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from tests.administration import signed_in
from tests.factories import a_person
from tests.routes import Examples, the_routes

pytestmark = pytest.mark.django_db

# One letter a role, in this order: the verdict on each.
ROLES = ("visitor", Role.READER, Role.RESEARCHER, Role.EDITOR, Role.ADMINISTRATOR)
#   y  comes in (a page, or a redirect to one)     n  may not (403)            m  does not exist (404)
#   s  is sent to the sign-in page                 -  cannot be done so (405)


class Row(NamedTuple):
    get: str
    post: str


EVERYBODY_READS = Row("yyyyy", "-----")
EVERYBODY = Row("yyyyy", "yyyyy")
SIGNED_IN = Row("syyyy", "syyyy")
SIGNED_IN_READS = Row("syyyy", "s----")
SIGNED_IN_SENDS = Row("s----", "syyyy")
NOWHERE = Row("mmmmm", "mmmmm")  # as long as no organisation's provider is set
EDITORS = Row("snnyy", "snnyy")
EDITORS_READ = Row("snnyy", "snnnn")
EDITORS_SEND = Row("snn--", "snnyy")
ADMINISTRATORS = Row("snnny", "snnny")
ADMINISTRATORS_READ = Row("snnny", "snnnn")
NOBODY = Row("snnnn", "snnnn")
RESEARCHERS_READ = Row("snyyy", "sn---")
MARKERS = Row("snyyy", "snyyy")
MARKERS_SEND = Row("sn---", "snyyy")
ON_A_CASE = Row("snmyy", "snmyy")  # of somebody else: researchers find their own and what is shared with them

TABLE = {
    "home": EVERYBODY_READS,
    "initiative_list": EVERYBODY_READS,
    "initiative_facet": EVERYBODY_READS,
    "initiative_csv": EVERYBODY_READS,
    "initiative_xlsx": EVERYBODY_READS,
    "initiative_geojson": EVERYBODY_READS,
    "initiative_feed": EVERYBODY_READS,
    "initiative": EVERYBODY_READS,
    "initiative_version": EVERYBODY_READS,
    "lesson_list": EVERYBODY_READS,
    "lesson_feed": EVERYBODY_READS,
    "lesson_facet": EVERYBODY_READS,
    "lesson": EVERYBODY_READS,
    "lesson_version": EVERYBODY_READS,
    "lesson_annotations": EVERYBODY_READS,
    "passage_annotations": EVERYBODY_READS,
    "passage": EVERYBODY_READS,
    "publication_list": EVERYBODY_READS,
    "publication_facet": EVERYBODY_READS,
    "publication_feed": EVERYBODY_READS,
    "publication_list_csv": EVERYBODY_READS,
    "publication_list_json": EVERYBODY_READS,
    "publication": EVERYBODY_READS,
    "publication_version": EVERYBODY_READS,
    "initiative_bib": EVERYBODY_READS,
    "initiative_ris": EVERYBODY_READS,
    "initiative_json": EVERYBODY_READS,
    "lesson_bib": EVERYBODY_READS,
    "lesson_ris": EVERYBODY_READS,
    "lesson_json": EVERYBODY_READS,
    "publication_bib": EVERYBODY_READS,
    "site_picture": EVERYBODY_READS,
    "sitemap_index": EVERYBODY_READS,
    "sitemap_page": EVERYBODY_READS,
    "robots": EVERYBODY_READS,
    "theme_picture": EVERYBODY_READS,
    "initiative_picture": EVERYBODY_READS,
    "initiative_version_picture": EVERYBODY_READS,
    "lesson_picture": EVERYBODY_READS,
    "lesson_version_picture": EVERYBODY_READS,
    "publication_picture": EVERYBODY_READS,
    "publication_version_picture": EVERYBODY_READS,
    "series_picture": EVERYBODY_READS,
    "publication_ris": EVERYBODY_READS,
    "publication_json": EVERYBODY_READS,
    "bundle_book": EVERYBODY_READS,
    "bundle_version_book": EVERYBODY_READS,
    "infographic_file": EVERYBODY_READS,
    "infographic_version_file": EVERYBODY_READS,
    "infographic_embedded": EVERYBODY_READS,
    "infographic_version_embedded": EVERYBODY_READS,
    "oembed": EVERYBODY_READS,
    "podcast_feed": EVERYBODY_READS,
    "transcript_vtt": EVERYBODY_READS,
    "transcript_txt": EVERYBODY_READS,
    "transcript_version_vtt": EVERYBODY_READS,
    "transcript_version_txt": EVERYBODY_READS,
    "recording_chapters": EVERYBODY_READS,
    "recording_version_chapters": EVERYBODY_READS,
    "bundle_pdf": EVERYBODY_READS,
    "bundle_epub": EVERYBODY_READS,
    "bundle_zip": EVERYBODY_READS,
    "bundle_version_pdf": EVERYBODY_READS,
    "bundle_version_epub": EVERYBODY_READS,
    "bundle_version_zip": EVERYBODY_READS,
    "theme_list": EVERYBODY_READS,
    "theme": EVERYBODY_READS,
    "theme_feed": EVERYBODY_READS,
    "municipality_list": EVERYBODY_READS,
    "municipality_suggestions": EVERYBODY_READS,
    "municipality": EVERYBODY_READS,
    "search": EVERYBODY_READS,
    "suggestions": EVERYBODY_READS,
    "about": EVERYBODY_READS,
    "sources": EVERYBODY_READS,
    "accessibility": EVERYBODY_READS,
    "privacy": EVERYBODY_READS,
    "picture": EVERYBODY_READS,
    "attachment": EVERYBODY_READS,
    "language": Row("-----", "yyyyy"),
    "healthz": EVERYBODY_READS,
    "readyz": EVERYBODY_READS,
    "workspace": Row("syyyy", "s----"),
    "workspace_several": Row("sn---", "snnyy"),
    "workspace_signed_in": Row("syyyy", "s----"),
    "workspace_actors": RESEARCHERS_READ,
    "workspace_keywords": RESEARCHERS_READ,
    "workspace_cases": RESEARCHERS_READ,
    "workspace_new_case": Row("snyyy", "snyyy"),
    "workspace_new_from_word": Row("snyyy", "snyyy"),
    "workspace_matrix": RESEARCHERS_READ,
    "workspace_matrix_csv": RESEARCHERS_READ,
    "workspace_matrix_xlsx": RESEARCHERS_READ,
    "workspace_matrix_cell": Row("snyyy", "snyyy"),
    "workspace_side_by_side": RESEARCHERS_READ,
    "workspace_side_by_side_csv": RESEARCHERS_READ,
    "workspace_codings": Row("snyyy", "snnyy"),
    "workspace_codings_file": RESEARCHERS_READ,
    "workspace_consent": EDITORS,
    "workspace_pictures": Row("snyyy", "sn---"),
    "workspace_picture_consent": EDITORS,
    "workspace_case": ON_A_CASE,
    "workspace_saving": Row("snm--", "snmyy"),
    "workspace_readers_view": Row("snmyy", "snm--"),
    "workspace_revision": Row("snm--", "snmyy"),
    "workspace_passages": RESEARCHERS_READ,
    "workspace_new_passage": MARKERS,
    "workspace_passage": MARKERS,
    "workspace_passage_place": MARKERS_SEND,
    "workspace_passage_removal": MARKERS_SEND,
    "workspace_coding_removal": MARKERS_SEND,
    "workspace_history": Row("snmyy", "snm--"),
    "workspace_difference": Row("snmyy", "snm--"),
    "workspace_submission": ON_A_CASE,
    "workspace_review": Row("snmyy", "snm--"),
    "workspace_taking_up": Row("snm--", "snmyy"),
    "workspace_changes_request": Row("snm--", "snmyy"),
    "workspace_publication": Row("snm--", "snmyy"),
    "workspace_cancelling": Row("snm--", "snmyy"),
    "workspace_withdrawal": Row("snm--", "snmyy"),
    "workspace_restoration": Row("snm--", "snmyy"),
    "workspace_new_remark": ON_A_CASE,
    "workspace_remark": Row("snm--", "snmyy"),
    "workspace_moment": Row("snm--", "snmyy"),
    "workspace_bringing_back": Row("snm--", "snmyy"),
    "workspace_sharing": ON_A_CASE,
    "workspace_lessons": RESEARCHERS_READ,
    "workspace_new_lesson": Row("snyyy", "snyyy"),
    "workspace_lesson": ON_A_CASE,
    "workspace_lesson_readers_view": Row("snmyy", "snm--"),
    "workspace_lesson_revision": Row("snm--", "snmyy"),
    "workspace_lesson_history": Row("snmyy", "snm--"),
    "workspace_lesson_bringing_back": Row("snm--", "snmyy"),
    "workspace_lesson_difference": Row("snmyy", "snm--"),
    "workspace_lesson_review": Row("snmyy", "snm--"),
    "workspace_lesson_submission": Row("snm--", "snmyy"),
    "workspace_lesson_changes_request": Row("snm--", "snmyy"),
    "workspace_lesson_publication": Row("snm--", "snmyy"),
    "workspace_lesson_withdrawal": Row("snm--", "snmyy"),
    "workspace_lesson_restoration": Row("snm--", "snmyy"),
    "workspace_lesson_evidence": RESEARCHERS_READ,  # of a public lesson
    "workspace_lesson_weighing": Row("sn---", "snnyy"),
    "workspace_lesson_shift": Row("sn---", "snnyy"),
    "workspace_lesson_certainty": Row("snyyy", "snnyy"),
    "workspace_works": RESEARCHERS_READ,
    "workspace_new_work": Row("snyyy", "snyyy"),
    "workspace_work": ON_A_CASE,
    "workspace_work_cover": ON_A_CASE,
    "workspace_work_readers_view": Row("snmyy", "snm--"),
    "workspace_work_revision": Row("snm--", "snmyy"),
    "workspace_work_history": Row("snmyy", "snm--"),
    "workspace_work_bringing_back": Row("snm--", "snmyy"),
    "workspace_work_difference": Row("snmyy", "snm--"),
    "workspace_work_review": Row("snmyy", "snm--"),
    "workspace_work_submission": Row("snm--", "snmyy"),
    "workspace_work_changes_request": Row("snm--", "snmyy"),
    "workspace_work_publication": Row("snm--", "snmyy"),
    "workspace_work_withdrawal": Row("snm--", "snmyy"),
    "workspace_work_restoration": Row("snm--", "snmyy"),
    "workspace_work_bundle": Row("snmyy", "snm--"),
    "workspace_work_chapters": Row("snm--", "snmyy"),
    "workspace_work_additions": Row("snm--", "snmyy"),
    "workspace_work_renewal": Row("snm--", "snmyy"),
    "workspace_work_book": Row("snmyy", "snm--"),
    "workspace_work_pdf": Row("snmyy", "snmyy"),
    "workspace_work_epub": Row("snmyy", "snmyy"),
    "workspace_work_zip": Row("snmyy", "snmyy"),
    "workspace_aged_figures": Row("snyyy", "sn---"),
    "workspace_work_tiles": Row("snmyy", "snm--"),
    "workspace_work_arrangement": Row("snm--", "snmyy"),
    "workspace_work_new_tile": Row("snm--", "snmmm"),  # no kind is sent
    "workspace_work_tile_back": Row("snm--", "snmyy"),
    "workspace_work_figures": Row("snm--", "snmyy"),
    "workspace_work_tile": Row("snmyy", "snmyy"),
    "workspace_work_tile_picture": Row("snm--", "snmmm"),  # it shows no picture
    "workspace_work_recording": ON_A_CASE,
    "workspace_work_captions": Row("snmyy", "snm--"),
    "workspace_work_moments": MARKERS,
    "workspace_work_moment_place": MARKERS_SEND,
    "workspace_work_moment_evidence": Row("sn---", "snnyy"),
    "jobs": SIGNED_IN_READS,
    "job": Row("smmmy", "s----"),  # of somebody else
    "job_stopping": Row("s----", "smmmy"),
    "job_file": Row("smmmy", "s----"),
    "trail": Row("snnny", "snnn-"),
    "notice_list": SIGNED_IN_READS,
    "notices_read": SIGNED_IN_SENDS,
    "notice": Row("s----", "smmmm"),  # of somebody else
    "notice_choice": SIGNED_IN,
    "notice_unsubscribing": EVERYBODY,
    "shelf": SIGNED_IN_READS,
    "collection_list": SIGNED_IN,
    "keeping": Row("smmmm", "smmmm"),  # names nothing to keep
    "collection": Row("smmmm", "s----"),  # of somebody else
    "collection_editing": Row("smmmm", "smmmm"),
    "collection_sharing": Row("s----", "smmmm"),
    "collection_removal": Row("smmmm", "smmmm"),
    "shared_collection": EVERYBODY_READS,
    "collection_bundle": Row("smmmm", "smmmm"),
    "collection_book": Row("smmmm", "s----"),
    "collection_file_pdf": Row("smmmm", "smmmm"),
    "collection_file_epub": Row("smmmm", "smmmm"),
    "collection_file_zip": Row("smmmm", "smmmm"),
    "shared_book": EVERYBODY_READS,
    "shared_file_pdf": EVERYBODY_READS,
    "shared_file_epub": EVERYBODY_READS,
    "shared_file_zip": EVERYBODY_READS,
    "follow_list": SIGNED_IN_READS,
    "follow_new": Row("smmmm", "smmmm"),  # names nothing to follow
    "follow_end": Row("s----", "smmmm"),  # of somebody else
    "feed_address": SIGNED_IN_SENDS,
    "personal_feed": EVERYBODY_READS,
    "account_home": SIGNED_IN,
    "account_login": EVERYBODY,
    "mfa_authenticate": Row("syyyy", "syyyy"),
    "mfa_login_webauthn": Row("syyyy", "syyyy"),
    "socialaccount_login_cancelled": EVERYBODY_READS,
    "openid_connect_login": NOWHERE,
    "openid_connect_callback": NOWHERE,
    "account_logout": EVERYBODY,
    "account_signup": EVERYBODY,
    "account_inactive": EVERYBODY_READS,
    "account_reset_password": EVERYBODY,
    "account_reset_password_done": EVERYBODY_READS,
    "account_reset_password_from_key": EVERYBODY,
    "account_reset_password_from_key_done": EVERYBODY_READS,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "account_email": SIGNED_IN,
    "account_email_verification_sent": EVERYBODY_READS,
    "account_confirm_email": Row("yyyyy", "mmmmm"),
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "mfa_index": SIGNED_IN_READS,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": Row("smmmm", "smmmm"),
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_view_recovery_codes": Row("smmmm", "s----"),
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": Row("smmmm", "smmmm"),
    "session_list": SIGNED_IN_READS,
    "session_end": SIGNED_IN_SENDS,
    "other_sessions_end": SIGNED_IN_SENDS,
    "personal_data": SIGNED_IN_READS,
    "account_erasure": SIGNED_IN,
    "invitation_list": ADMINISTRATORS,
    "invitation_renewal": Row("snnn-", "snnny"),
    "invitation_revocation": Row("snnn-", "snnny"),
    "invitation": EVERYBODY,
    "admin:index": Row("snnyy", "snn--"),
    "admin:app_list": EDITORS,
    "admin:jsi18n": Row("snnyy", "snn--"),
    "admin:autocomplete": Row("snnnn", "snn--"),
    "admin:view_on_site": EDITORS,
    "admin:initiatives_initiative_step": EDITORS_SEND,
    "admin:lessons_lesson_step": EDITORS_SEND,
    "admin:publications_publication_step": EDITORS_SEND,
    "admin:initiatives_initiative_import": EDITORS,
    "admin:initiatives_keyword_promotion": EDITORS,
    "admin:curation_merge_undoing": EDITORS,
    "beheer/(?P<url>.*)$": Row("snnmm", "snnmm"),
}


class Pages(NamedTuple):
    """The rows of the pages that the administration makes for every model."""

    changelist: Row
    add: Row
    change: Row
    delete: Row
    history: Row


CURATED = Pages(EDITORS, EDITORS, EDITORS, EDITORS, EDITORS)
VERSIONS = CURATED._replace(history=Row("snnyy", "snn--"))
REGISTER = Pages(EDITORS, NOBODY, EDITORS_READ, NOBODY, EDITORS)
TRAIL = Pages(ADMINISTRATORS, NOBODY, ADMINISTRATORS_READ, NOBODY, ADMINISTRATORS)
ADMINISTERED = Pages(ADMINISTRATORS, ADMINISTRATORS, ADMINISTRATORS, NOBODY, ADMINISTRATORS)
ADMINISTRATION = {
    "initiatives_initiative": CURATED,
    "initiatives_initiativeversion": VERSIONS,
    "initiatives_theme": CURATED,
    "initiatives_keyword": CURATED,
    "initiatives_actor": CURATED,
    "initiatives_actorkind": CURATED,
    "initiatives_involvementrole": CURATED,
    "initiatives_accommodationkind": CURATED,
    "initiatives_targetgroup": CURATED,
    "initiatives_communitywork": CURATED,
    "initiatives_phase": CURATED,
    "lessons_lesson": CURATED,
    "lessons_lessonversion": VERSIONS,
    "publications_publication": CURATED,
    "publications_publicationversion": VERSIONS,
    "places_province": REGISTER,
    "places_municipality": REGISTER,
    "curation_merge": REGISTER,
    "curation_statuschange": TRAIL,
    "admin_logentry": TRAIL,
    "curation_editorialpolicy": ADMINISTERED._replace(add=NOBODY),
    "accounts_user": ADMINISTERED,
}
SHORT_ADDRESS = EDITORS  # beheer/<room>/<model>/<key>/ redirects to the page of the row, which asks who it is


def row_of(name: str) -> Row | None:
    """The row of the table for a route; None when somebody forgot it."""
    if name in TABLE:
        return TABLE[name]
    if name.startswith("admin:"):
        model, _underscore, page = name.removeprefix("admin:").rpartition("_")
        return getattr(ADMINISTRATION[model], page, None) if model in ADMINISTRATION else None
    parts = name.split("/")
    is_short = len(parts) == 5 and parts[0] == "beheer" and "_".join(parts[1:3]) in ADMINISTRATION
    return SHORT_ADDRESS if is_short else None


def test_every_route_has_a_row() -> None:
    assert [name for name, _pattern in the_routes() if row_of(name) is None] == []


def test_every_row_has_a_route() -> None:
    names = {name for name, _pattern in the_routes()}

    assert set(TABLE) - names == set()
    assert {f"admin:{model}_change" for model in ADMINISTRATION} - names == set()


def verdict(response: Any) -> str:
    if response.status_code == 302 and response.url.startswith(reverse("account_login")):
        return "s"
    if response.status_code < 400 or response.status_code in {409, 422}:  # came in with nothing sensible to send
        return "y"
    return {403: "n", 404: "m", 405: "-"}.get(response.status_code, str(response.status_code))


def ask(user: User | None, method: str, address: str) -> str:
    """What the site answers, without anything of it lasting."""
    client = signed_in(user) if user else Client()
    with transaction.atomic():
        response = getattr(client, method)(address)
        transaction.set_rollback(True)
    return verdict(response)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ROLES)
def test_every_address_keeps_to_the_table(role: str, method: str) -> None:
    examples = Examples()
    user = None if role == "visitor" else a_person(Role(role))
    column = ROLES.index(role)
    wrong = {}

    for name, pattern in the_routes():
        address = examples.address(name, pattern)
        expected = getattr(row_of(name), method)[column]
        if (answer := ask(user, method, address)) != expected:
            wrong[name] = f"{address}: {answer} instead of {expected}"

    assert wrong == {}
