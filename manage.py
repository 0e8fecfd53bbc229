#!/usr/bin/env python
"""Django's command line for wijk."""

import sys

if __name__ == "__main__":
    try:
        from wijk.command_line import run
    except ModuleNotFoundError as error:
        sys.exit(f"wijk: {error.name} is not installed; run `make run`, or use .venv/bin/python manage.py.")
    run(sys.argv)
