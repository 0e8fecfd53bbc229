"""Curation in the administration: what all records have in common, the traces they leave, and the house rules."""

from django.contrib import admin

from curation.admin.records import RecordAdmin
from curation.admin.steps import STEPS, Situation
from curation.admin.traces import EditorialPolicyAdmin, StatusChangeAdmin
from curation.admin.versions import SourceInline, VersionAdmin, VersionRowInline

__all__ = [
    "STEPS",
    "EditorialPolicyAdmin",
    "RecordAdmin",
    "Situation",
    "SourceInline",
    "StatusChangeAdmin",
    "VersionAdmin",
    "VersionRowInline",
]

admin.site.disable_action("delete_selected")
