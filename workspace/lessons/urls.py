"""Addresses of lessons in the workspace, below /werkplek/lessen/."""

from django.urls import path

from workspace.lessons.desk import LESSONS
from workspace.lessons.views import weighing, writing
from workspace.records.sheets.paths import paths_of

urlpatterns = [
    path("", writing.lesson_list, name="workspace_lessons"),
    path("nieuw/", writing.new_lesson, name="workspace_new_lesson"),
    *paths_of(LESSONS),
    path("<slug:slug>/lezersblik/", writing.readers_view, {"desk": LESSONS}, name="workspace_lesson_readers_view"),
    path("<slug:slug>/onderbouwing/", weighing.evidence, name="workspace_lesson_evidence"),
    path("<slug:slug>/onderbouwing/<int:evidence>/", weighing.weighing_step, name="workspace_lesson_weighing"),
    path("<slug:slug>/verschuivingen/<int:shift>/", weighing.look, name="workspace_lesson_shift"),
    path("<slug:slug>/zekerheid/", weighing.certainty, name="workspace_lesson_certainty"),
]
