from django.db import migrations

from changes.models import Kind
from changes.triggers import log_changes


class Migration(migrations.Migration):

    dependencies = [
        ('changes', '0001_log_changes'),
        ('lessons', '0001_create_lessons'),
    ]

    operations = [
        log_changes("lessons_lesson", Kind.CONTENT),
    ]
