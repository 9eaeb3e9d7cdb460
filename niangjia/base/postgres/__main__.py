"""`python -m niangjia.base.postgres [HOME]`: keep the database running and say where it is."""

import contextlib
import signal
import sys
from pathlib import Path

from niangjia.base.postgres import DatabaseUnavailable, ensure_running, home_folder


def main(arguments: list[str]) -> int:
    """Print the owner's address and stay until Ctrl+C."""
    try:
        connection = ensure_running(Path(arguments[0]) if arguments else home_folder())
    except DatabaseUnavailable as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{connection.dsn(connection.owner)}\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        signal.pause()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
