"""Looking for many values at once."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Lookup


class Among(Lookup):
    """`column = ANY(array)`: the whole list as one value, where `__in` writes and parses a placeholder for each."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*parameters, self.rhs)


def among(field: str, values: Iterable[Any]) -> Any:
    """A condition for `filter`: that `field` is one of `values`."""
    return Among(F(field), list(values))
