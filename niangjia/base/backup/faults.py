"""What the file system said against a backup or a restore, in a sentence about what to do."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from niangjia.base.durable import is_disk_full
from niangjia.base.refusals import Refused


def not_made(error: OSError, out: Path) -> Refused:
    """A backup that could not be written to `out`."""
    if is_disk_full(error):
        folder = out.absolute().parent
        return Refused(
            _("“%(folder)s”的磁盘满了，备份没有做成。请清理空间，或换一个地方。")
            % {"folder": folder}
        )
    return Refused(
        _("备份没有做成：“%(file)s”%(reason)s。请换一个能写的地方再试。") % _values(error, out)
    )


def not_read(error: OSError, archive: Path) -> Refused:
    """A backup that could not be read."""
    return Refused(
        _("读不到备份“%(file)s”%(reason)s。请核对文件名和权限；盘有毛病，就换一份备份。")
        % _values(error, archive)
    )


def not_restored(error: OSError, home: Path) -> Refused:
    """A data folder into which nothing could be put back."""
    if is_disk_full(error):
        return Refused(
            _("“%(folder)s”的磁盘满了，恢复没有做完。请清理空间，再运行一次同样的命令。")
            % {"folder": home}
        )
    return Refused(
        _("恢复没有做完：“%(file)s”%(reason)s。请用 --into 换一个能写的空目录再试。")
        % _values(error, home)
    )


def _values(error: OSError, at: Path) -> dict[str, object]:
    return {"file": error.filename or at, "reason": f"（{error.strerror or error}）"}
