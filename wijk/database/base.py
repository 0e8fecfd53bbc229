"""The backend that DATABASES names as "wijk.database"; Django looks for it in a module of this name."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psycopg
from django.db.backends.postgresql import base, client, features
from django.db.utils import OperationalError
from django.utils.asyncio import async_unsafe

from wijk.embedded_postgres.cluster import installed_programs
from wijk.embedded_postgres.engine import engine


class DatabaseFeatures(features.DatabaseFeatures):
    minimum_database_version = (15,)


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell`, with the psql of the embedded server."""

    def runshell(self, parameters: Iterable[str]) -> None:
        if self.connection.settings_dict.get("EMBEDDED_IN"):
            self.executable_name = str(installed_programs() / "psql")
            self.connection.ensure_connection()
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures
    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        if var := self.settings_dict.get("EMBEDDED_IN"):
            self.settings_dict["HOST"] = str(engine(Path(var)).ensure_running())
        return super().get_connection_params()

    @async_unsafe
    def get_new_connection(self, conn_params: dict[str, Any]) -> psycopg.Connection[Any]:
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError as error:
            raise OperationalError(f"The database cannot be reached: {first_reason(error)}") from error


def first_reason(error: Exception) -> str:
    """What the database or the network says, without the lines of advice and of further attempts."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__
