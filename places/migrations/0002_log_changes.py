from django.db import migrations

from changes.models import Kind
from changes.triggers import log_changes


class Migration(migrations.Migration):

    dependencies = [
        ('changes', '0001_log_changes'),
        ('places', '0001_create_register'),
    ]

    operations = [
        log_changes("places_registeredition", Kind.PLACES),
    ]
