"""Addresses of lessons in the workspace, below /werkplek/lessen/."""

from django.urls import path

from workspace.lessons.views import history, review, weighing, writing

urlpatterns = [
    path("", writing.lesson_list, name="workspace_lessons"),
    path("nieuw/", writing.new_lesson, name="workspace_new_lesson"),
    path("<slug:slug>/", writing.lesson, name="workspace_lesson"),
    path("<slug:slug>/lezersblik/", writing.readers_view, name="workspace_lesson_readers_view"),
    path("<slug:slug>/herziening/", history.revision, name="workspace_lesson_revision"),
    path("<slug:slug>/geschiedenis/", history.history, name="workspace_lesson_history"),
    path("<slug:slug>/momenten/<int:version>/", history.bringing_back, name="workspace_lesson_bringing_back"),
    path("<slug:slug>/verschil/", history.difference, name="workspace_lesson_difference"),
    path("<slug:slug>/beoordeling/", review.review, name="workspace_lesson_review"),
    path("<slug:slug>/indiening/", review.submission, name="workspace_lesson_submission"),
    path("<slug:slug>/wijzigingsverzoek/", review.changes_request, name="workspace_lesson_changes_request"),
    path("<slug:slug>/publicatie/", review.publication, name="workspace_lesson_publication"),
    path("<slug:slug>/intrekking/", review.withdrawal, name="workspace_lesson_withdrawal"),
    path("<slug:slug>/herstel/", review.restoration, name="workspace_lesson_restoration"),
    path("<slug:slug>/onderbouwing/", weighing.evidence, name="workspace_lesson_evidence"),
    path("<slug:slug>/onderbouwing/<int:evidence>/", weighing.weighing_step, name="workspace_lesson_weighing"),
    path("<slug:slug>/verschuivingen/<int:shift>/", weighing.look, name="workspace_lesson_shift"),
    path("<slug:slug>/zekerheid/", weighing.certainty, name="workspace_lesson_certainty"),
]
