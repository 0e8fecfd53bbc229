"""Long work has pages of its own; the table of tasks alone tells administrators nothing."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

admin.site.unregister(DBTaskResult)
