"""Something that takes long to make, kept in a file for the processes after this one."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from zlib import crc32

_SUM = 4


@dataclass(frozen=True)
class KeptFile:
    """A file `name` in `folder`, of which only this edition is kept; that it cannot be read or written is no error."""

    folder: Path
    name: str
    edition: str

    @property
    def path(self) -> Path:
        return self.folder / f"{self.name}-{self.edition}"

    def read(self) -> bytes | None:
        """What was written; None when there is nothing, or something else than what was written."""
        try:
            checksum, content = self._parts()
        except OSError:
            return None
        return content if checksum == _checksum(content) else None

    def _parts(self) -> tuple[bytes, bytes]:
        with self.path.open("rb") as file:
            return file.read(_SUM), file.read()

    def write(self, content: bytes) -> None:
        """Keep `content` and no other edition; it gets its name when it is complete: nobody reads half of it."""
        with suppress(OSError):
            self.folder.mkdir(exist_ok=True)
            with NamedTemporaryFile(dir=self.folder, prefix=f"{self.name}-", delete=False) as file:
                new = Path(file.name)
                try:
                    file.write(_checksum(content) + content)
                    file.flush()
                    os.fsync(file.fileno())
                    new.chmod(0o644)
                    new.replace(self.path)
                finally:
                    new.unlink(missing_ok=True)
            for other in set(self.folder.glob(f"{self.name}-*")) - {self.path}:
                other.unlink(missing_ok=True)


def _checksum(content: bytes) -> bytes:
    """Of nothing it is not nothing: a file of zeros alone, as a crash may leave, is damaged."""
    return crc32(content, 1).to_bytes(_SUM, "little")
