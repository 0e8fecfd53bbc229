from django.db import migrations

from changes.models import Kind
from changes.triggers import log_changes


class Migration(migrations.Migration):

    dependencies = [
        ('changes', '0001_log_changes'),
        ('media', '0001_keep_pictures_and_files'),
    ]

    operations = [
        log_changes("media_picture", Kind.CONTENT),
        log_changes("media_attachment", Kind.CONTENT),
    ]
