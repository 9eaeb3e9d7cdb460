"""What lies where in the data folder, and whether it may be trusted."""

import hashlib
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from niangjia.base.postgres.account import account_for, keeper_of
from niangjia.base.postgres.errors import (
    NOT_YOURS,
    SHORT_WAY_TAKEN,
    DatabaseUnavailable,
    explained,
)

DATABASE = "niangjia"
OWNER = "niangjia_owner"
WEB = "niangjia_web"
PORT = 5432

# An address of a Unix socket has 107 bytes; "/.s.PGSQL.5432.lock" wants its share.
LONGEST_SOCKET_FOLDER = 86
LARGEST_LOG = 10_000_000


@dataclass(frozen=True)
class Connection:
    """Where the embedded database is reached."""

    socket_folder: Path
    port: int = PORT
    database: str = DATABASE
    owner: str = OWNER
    web: str = WEB

    def dsn(self, role: str) -> str:
        """Return the address that psycopg and psql understand, for one of the two roles."""
        where = urlencode({"host": str(self.socket_folder), "port": self.port})
        return f"postgresql://{quote(role)}@/{quote(self.database)}?{where}"


@dataclass(frozen=True)
class Layout:
    """The files of one embedded database; `home` is absolute and free of links."""

    home: Path

    @property
    def folder(self) -> Path:
        """Everything of the embedded database."""
        return self.home / "postgres"

    @property
    def data(self) -> Path:
        """The cluster and its socket, private to the user who runs PostgreSQL."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What supervisor and server have to say; holds no statement and no value."""
        return self.folder / "log"

    @property
    def clients(self) -> Path:
        """Locked, shared, by every process that uses the database."""
        return self.folder / "clients.lock"

    @property
    def supervisor(self) -> Path:
        """Locked by the one process that keeps the server."""
        return self.folder / "supervisor.lock"

    @property
    def tag(self) -> str:
        """The name that the processes of this cluster, and no others, carry."""
        return "niangjia-" + hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]

    @property
    def socket_folder(self) -> Path:
        """The data folder, or the short link to it if its own path is too long for a socket."""
        if len(os.fsencode(self.data)) <= LONGEST_SOCKET_FOLDER:
            return self.data
        return Path(f"/tmp/{self.tag}-{os.geteuid()}")  # noqa: S108  (checked by `short_way`)


def prepared(home: Path) -> Layout:
    """Return the layout of `home`, made if it was not there.

    Raises:
        DatabaseUnavailable: The folder belongs to somebody else or cannot be written.
    """
    layout = Layout(home.expanduser().resolve())
    try:
        _make(layout)
    except OSError as error:
        raise explained(error, layout.home) from error
    return layout


def short_way(layout: Layout) -> Path:
    """Return the folder through which the socket is reached, linked if its path is long.

    Raises:
        DatabaseUnavailable: Somebody else has put something in place of the link.
    """
    link = layout.socket_folder
    if link != layout.data and not link.is_symlink():
        link.symlink_to(layout.data)
    if link != layout.data and not _is_our_link(link, layout.data):
        raise DatabaseUnavailable(SHORT_WAY_TAKEN, link=link)
    return link


def remove_short_way(layout: Layout) -> None:
    """Clear the link away when the server ends; the next user makes it again."""
    link = layout.socket_folder
    if link != layout.data and _is_our_link(link, layout.data):
        link.unlink()


def check_private(layout: Layout) -> None:
    """Make sure that nobody else can stand behind the socket.

    Raises:
        DatabaseUnavailable: The data folder is not that of the user who runs PostgreSQL.
    """
    status = layout.data.lstat()
    ours = status.st_uid == account_for(layout.home).uid
    if not (ours and stat.S_ISDIR(status.st_mode) and stat.S_IMODE(status.st_mode) == 0o700):
        raise DatabaseUnavailable(NOT_YOURS, folder=layout.data, owner=_name(status.st_uid))


def open_private(path: Path, flags: int) -> int:
    """Open a file of ours, made if needed; links are refused because root may be the opener."""
    flags |= os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        made = os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return os.open(path, flags)
    if os.geteuid() == 0:
        keeper = keeper_of(path.parent.parent)
        os.fchown(made, keeper.uid, keeper.gid)
    return made


def open_log(layout: Layout) -> int:
    """Open the log for appending; a large one is put aside first."""
    if layout.log.exists() and layout.log.stat().st_size > LARGEST_LOG:
        layout.log.rename(layout.log.with_name("log.old"))
    return open_private(layout.log, os.O_WRONLY | os.O_APPEND)


def _make(layout: Layout) -> None:
    layout.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = layout.home.stat().st_uid
    if os.geteuid() not in (0, owner):
        raise DatabaseUnavailable(NOT_YOURS, folder=layout.home, owner=_name(owner))
    try:
        layout.folder.mkdir(mode=0o700)
    except FileExistsError:
        return
    keeper_of(layout.home).take(layout.folder)


def _is_our_link(link: Path, target: Path) -> bool:
    try:
        return link.lstat().st_uid in (0, os.geteuid()) and link.readlink() == target
    except OSError:
        return False


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
