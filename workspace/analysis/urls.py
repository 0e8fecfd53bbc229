"""Addresses of the matrix and of cases side by side."""

from django.urls import path

from workspace.analysis import views

urlpatterns = [
    path("matrix/", views.matrix, name="workspace_matrix"),
    path("matrix.csv", views.matrix_file, {"ending": "csv"}, name="workspace_matrix_csv"),
    path("matrix.xlsx", views.matrix_file, {"ending": "xlsx"}, name="workspace_matrix_xlsx"),
    path("matrix/<slug:kind>/<slug:row>/<slug:case>/", views.cell, name="workspace_matrix_cell"),
    path("naast-elkaar/", views.side_by_side, name="workspace_side_by_side"),
    path("naast-elkaar.csv", views.side_by_side_file, name="workspace_side_by_side_csv"),
]
