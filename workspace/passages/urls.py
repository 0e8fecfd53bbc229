"""Addresses of passages in the workspace."""

from django.urls import path

from workspace.passages import views

urlpatterns = [
    path("", views.passage_list, name="workspace_passages"),
    path("nieuw/", views.new_passage, name="workspace_new_passage"),
    path("<int:passage>/", views.passage, name="workspace_passage"),
    path("<int:passage>/plaats/", views.place, name="workspace_passage_place"),
    path("<int:passage>/verwijdering/", views.removal, name="workspace_passage_removal"),
    path("<int:passage>/coderingen/<int:coding>/", views.coding_removal, name="workspace_coding_removal"),
]
