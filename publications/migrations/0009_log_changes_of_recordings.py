from django.db import migrations

from changes.models import Kind
from changes.triggers import log_changes


class Migration(migrations.Migration):

    dependencies = [
        ("changes", "0001_log_changes"),
        ("publications", "0008_add_recordings"),
    ]

    operations = [
        log_changes("publications_moment", Kind.CONTENT),
        log_changes("publications_momentplace", Kind.CONTENT),
        log_changes("publications_spokenevidence", Kind.CONTENT),
    ]
