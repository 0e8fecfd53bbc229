from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """Packing a story costs half of the time that writing a version takes, and gains a third of its room."""

    dependencies: ClassVar = [("initiatives", "0005_add_pictures_and_files")]

    operations: ClassVar = [
        migrations.RunSQL(
            "ALTER TABLE initiatives_initiativeversion ALTER COLUMN body SET STORAGE EXTERNAL",
            "ALTER TABLE initiatives_initiativeversion ALTER COLUMN body SET STORAGE EXTENDED",
        )
    ]
