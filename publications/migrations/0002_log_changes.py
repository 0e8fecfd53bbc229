from django.db import migrations

from changes.models import Kind
from changes.triggers import log_changes


class Migration(migrations.Migration):

    dependencies = [
        ('changes', '0001_log_changes'),
        ('publications', '0001_create_publications'),
    ]

    operations = [
        log_changes("publications_publication", Kind.VALUES),
    ]
