"""Addresses of publications in the workspace, below /werkplek/publicaties/."""

from typing import Any

from django.urls import path

from workspace.publications import views
from workspace.publications.bundles import views as bundles
from workspace.publications.desk import PUBLICATIONS
from workspace.publications.infographics import tile_views
from workspace.publications.infographics import views as infographics
from workspace.publications.recordings import views as recordings
from workspace.records.sheets.paths import paths_of

DESK: dict[str, Any] = {"desk": PUBLICATIONS}
MOMENT = "<slug:slug>/momenten/<int:moment>"
EVIDENCE = "<slug:slug>/momenten/onderbouwing/<int:spoken>"

urlpatterns = [
    path("", views.work_list, DESK, name="workspace_works"),
    path("nieuw/", views.new_work, DESK, name="workspace_new_work"),
    path("<slug:slug>/lezersblik/", views.readers_view, DESK, name="workspace_work_readers_view"),
    path("<slug:slug>/omslag/", views.cover, DESK, name="workspace_work_cover"),
    path("<slug:slug>/bundel/", bundles.bundle, DESK, name="workspace_work_bundle"),
    path("<slug:slug>/bundel/hoofdstukken/", bundles.chapters, DESK, name="workspace_work_chapters"),
    path("<slug:slug>/bundel/toevoegingen/", bundles.additions, DESK, name="workspace_work_additions"),
    path("<slug:slug>/bundel/vernieuwing/", bundles.renewal, DESK, name="workspace_work_renewal"),
    path("<slug:slug>/bundel/lezen/", bundles.draft_book, DESK, name="workspace_work_book"),
    path("<slug:slug>/bundel/bundel.pdf", bundles.draft_file, DESK | {"ending": "pdf"}, name="workspace_work_pdf"),
    path("<slug:slug>/bundel/bundel.epub", bundles.draft_file, DESK | {"ending": "epub"}, name="workspace_work_epub"),
    path("<slug:slug>/bundel/bundel.zip", bundles.draft_file, DESK | {"ending": "zip"}, name="workspace_work_zip"),
    path("verouderde-cijfers/", infographics.aged_figures, DESK, name="workspace_aged_figures"),
    path("<slug:slug>/tegels/", infographics.tiles, DESK, name="workspace_work_tiles"),
    path("<slug:slug>/tegels/ordening/", infographics.arrangement, DESK, name="workspace_work_arrangement"),
    path("<slug:slug>/tegels/nieuw/", infographics.new_tile, DESK, name="workspace_work_new_tile"),
    path("<slug:slug>/tegels/terug/", infographics.tile_back, DESK, name="workspace_work_tile_back"),
    path("<slug:slug>/tegels/cijfers/", infographics.figures, DESK, name="workspace_work_figures"),
    path("<slug:slug>/tegels/<int:tile>/", tile_views.tile_page, DESK, name="workspace_work_tile"),
    path("<slug:slug>/tegels/<int:tile>/foto/", tile_views.tile_picture, DESK, name="workspace_work_tile_picture"),
    path("<slug:slug>/opname/", recordings.recording, DESK, name="workspace_work_recording"),
    path("<slug:slug>/opname/ondertitels.vtt", recordings.draft_captions, DESK, name="workspace_work_captions"),
    path("<slug:slug>/momenten/", recordings.moments, name="workspace_work_moments"),
    path(f"{MOMENT}/plaats/", recordings.moment_place, name="workspace_work_moment_place"),
    path(f"{EVIDENCE}/", recordings.moment_evidence, name="workspace_work_moment_evidence"),
    *paths_of(PUBLICATIONS),
]
