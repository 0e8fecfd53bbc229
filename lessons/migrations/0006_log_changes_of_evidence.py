from django.db import migrations

from changes.models import Kind
from changes.triggers import log_changes


class Migration(migrations.Migration):

    dependencies = [
        ('changes', '0002_take_the_lock_at_last'),
        ('lessons', '0005_mark_passages_and_weigh_evidence'),
    ]

    operations = [
        log_changes("lessons_passage", Kind.CONTENT),
        log_changes("lessons_passageplace", Kind.CONTENT),
        log_changes("lessons_evidence", Kind.CONTENT),
        log_changes("lessons_assessment", Kind.CONTENT),
        log_changes("lessons_shift", Kind.CONTENT),
        log_changes("lessons_ground", Kind.CONTENT),
    ]
