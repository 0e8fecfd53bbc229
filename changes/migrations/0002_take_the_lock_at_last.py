from typing import ClassVar

from django.db import migrations

from changes.triggers import AT_LAST


class Migration(migrations.Migration):
    """Positions are given after everything else that waits for the commit, so that nobody waits with the lock."""

    dependencies: ClassVar = [("changes", "0001_log_changes")]

    operations: ClassVar = [AT_LAST]
