"""The address that the site listens on, kept for us from the first moment so that a busy port shows at once."""

import errno
import socket

from django.core.exceptions import ImproperlyConfigured


def reserve(host: str, port: int) -> socket.socket:
    """Bind `host` and `port` without listening yet. Raises ImproperlyConfigured when they cannot be had."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError) as error:
        raise ImproperlyConfigured(f"HOST: {host} is not an address of this machine.") from error
    held = socket.socket(family, kind, protocol)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        held.bind(address)
    except OSError as error:
        held.close()
        raise ImproperlyConfigured(_why_not(error, host, port)) from error
    return held


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use; stop what uses it, or choose another: make run PORT={port % 65535 + 1}"
    if error.errno == errno.EACCES:
        return f"Port {port} is reserved for root; choose one above 1023: make run PORT=8000"
    return f"HOST: {host} is not an address of this machine."
