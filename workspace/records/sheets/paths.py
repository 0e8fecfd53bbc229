"""The addresses of one record at a desk, whatever kind it is."""

from django.urls import URLPattern, path

from workspace.records.sheets.desk import SheetDesk
from workspace.records.sheets.views import history, review, writing


def paths_of(desk: SheetDesk) -> list[URLPattern]:
    """Writing, history and review, by the names that the templates of desks expect."""
    said = {"desk": desk}
    return [
        path("<slug:slug>/", writing.sheet, said, name=desk.page),
        path("<slug:slug>/herziening/", history.revision, said, name=f"{desk.prefix}revision"),
        path("<slug:slug>/geschiedenis/", history.history, said, name=f"{desk.prefix}history"),
        path("<slug:slug>/momenten/<int:version>/", history.bringing_back, said, name=f"{desk.prefix}bringing_back"),
        path("<slug:slug>/verschil/", history.difference, said, name=f"{desk.prefix}difference"),
        path("<slug:slug>/beoordeling/", review.review, said, name=f"{desk.prefix}review"),
        path("<slug:slug>/indiening/", review.submission, said, name=f"{desk.prefix}submission"),
        path("<slug:slug>/wijzigingsverzoek/", review.changes_request, said, name=f"{desk.prefix}changes_request"),
        path("<slug:slug>/publicatie/", review.publication, said, name=f"{desk.prefix}publication"),
        path("<slug:slug>/intrekking/", review.withdrawal, said, name=f"{desk.prefix}withdrawal"),
        path("<slug:slug>/herstel/", review.restoration, said, name=f"{desk.prefix}restoration"),
    ]
