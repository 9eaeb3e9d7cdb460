"""Several files at once: sent, looked at one by one, then taken in, each an import of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.base import jobs
from niangjia.base.refusals import Refused
from niangjia.base.sealing import seal_bytes, unseal_bytes
from niangjia.ledgers.directory import Directory, directory
from niangjia.ledgers.giving_back import KEPT_DAYS, keeping
from niangjia.ledgers.importing import import_reading, speaks_of
from niangjia.ledgers.looking import keep_preview
from niangjia.ledgers.models import Import
from niangjia.ledgers.outcome import Outcome
from niangjia.ledgers.reading.kinds import KINDS
from niangjia.ledgers.reading.received import Received, read_upload
from niangjia.ledgers.told import told_columns
from niangjia.ledgers.upload_models import PreviewRow, SentFile, Upload, UploadedFile
from niangjia.network.models import Organisation

PURPOSE = "ledgers.sentfile.content"


@dataclass
class Directories:
    """The directory of a root, loaded once per day that ledgers speak of."""

    root: Organisation
    days: dict[date, Directory] = field(default_factory=dict)

    def on(self, day: date) -> Directory:
        """Names of that day come first."""
        if day not in self.days:
            self.days[day] = directory(root=self.root, on=day)
        return self.days[day]

    def forget(self) -> None:
        """What was founded did not come about, or is unknown to the other days."""
        self.days.clear()


def receive(
    *,
    by: Any,
    organisation: Organisation,
    kind: str,
    files: Sequence[tuple[str, bytes]],
    create_missing: bool = False,
) -> Upload:
    """Keep what was sent, sealed, until it is taken in or put aside; nothing is read yet.

    Raises:
        Refused: no file, or no such kind of ledger.
    """
    if not files or kind not in KINDS:
        raise Refused(_("没有收到文件。选好台账种类和要导入的文件，再点一次。"))
    with transaction.atomic():
        upload = Upload.objects.create(
            organisation=organisation,
            by=by if getattr(by, "pk", None) else None,
            kind=kind,
            create_missing=create_missing,
        )
        for name, content in files:
            sealed = seal_bytes(content, purpose=PURPOSE)
            SentFile.objects.create(upload=upload, name=name[:200], content=sealed)
    return upload


def look_at(*, upload: Upload, by: Any, today: date) -> None:
    """Try every file, keep nothing of it but what would become of its rows.

    A file that cannot be read gets its sentence, and the others are looked at all the same.

    Raises:
        Refused: the files are in already, or were put aside.
    """
    with _alone(upload) as is_there:
        if not is_there:
            raise Refused(
                _("这些文件已经入库或丢开，不能再看一遍；要改，请撤回导入，再放一次文件。")
            )
        upload.files.all().delete()
        known = Directories(upload.organisation)
        for number, one in enumerate(_ledgers(upload, today)):
            jobs.step(number)
            file = UploadedFile(upload=upload, name=one.name[:200])
            outcome = _imported(upload, one, known, by=by, today=today, dry_run=True)
            file.error = _sentence(outcome)
            file.save()
            if one.reading and isinstance(outcome, Outcome):
                keep_preview(file, one.reading, outcome)


def take_in(*, upload: Upload, by: Any, today: date) -> list[Import]:
    """Take in all files of the upload, each as an import of its own; nothing if they are in already.

    One that is refused now has its sentence and stops no other. What was sent is forgotten
    but for the ledgers themselves, which are kept for some days to be given back (R35).
    """
    with _alone(upload) as is_there:
        if not is_there:
            return []
        if not upload.files.exists():
            look_at(upload=upload, by=by, today=today)
        made = _taken(upload, by=by, today=today)
        upload.sent.all().delete()
    return made


def _taken(upload: Upload, *, by: Any, today: date) -> list[Import]:
    known = Directories(upload.organisation)
    made = []
    files = list(upload.files.order_by("pk"))
    with keeping(today=today) as keep:
        for number, (file, one) in enumerate(zip(files, _ledgers(upload, today), strict=True)):
            jobs.step(number, len(files))
            if file.error:
                continue
            outcome = _imported(upload, one, known, by=by, today=today)
            file.error = _sentence(outcome)
            file.batch = outcome.made if isinstance(outcome, Outcome) else None
            file.save(update_fields=["error", "batch"])
            file.rows.all().delete()
            if file.batch:
                made.append(file.batch)
                keep(file.batch, one.source)
    return made


@contextmanager
def _alone(upload: Upload) -> Iterator[bool]:
    """One hand at a time at an upload, in one transaction; tells whether its files still wait.

    Two windows may both ask for it to be taken in: the second one waits, and finds it done.
    """
    with transaction.atomic():
        is_there = Upload.objects.select_for_update().filter(pk=upload.pk).exists()
        yield is_there and upload.sent.exists()


def put_aside(*, upload: Upload) -> None:
    """Forget an upload of which nothing is in.

    Raises:
        Refused: some of it is in already; it can be taken back file by file.
    """
    with _alone(upload):
        if upload.files.filter(batch__isnull=False).exists():
            raise Refused(_("这些文件已经入库，不能再丢开；要退回，请在每个文件的页面上撤回。"))
        Upload.objects.filter(pk=upload.pk).delete()


def forget_abandoned(*, today: date) -> int:
    """Forget what nobody took in or put aside for as long as ledgers are kept; gives how many.

    It is whole ledgers, and of each row what became of it, names too.
    """
    old = Upload.objects.filter(at__date__lt=today - KEPT_DAYS, sent__isnull=False).distinct()
    waiting = list(old)
    for upload in waiting:
        with _alone(upload):
            PreviewRow.objects.filter(file__upload=upload).delete()
            upload.sent.all().delete()
            if not upload.files.filter(batch__isnull=False).exists():
                Upload.objects.filter(pk=upload.pk).delete()
    return len(waiting)


def _ledgers(upload: Upload, today: date) -> Iterator[Received]:
    """Every ledger of what was sent, in the same order each time."""
    told = told_columns(upload.organisation, upload.kind)
    with _unsealed(upload) as paths:
        yield from read_upload(paths, upload.kind, ledger_day=today, columns=told)


@contextmanager
def _unsealed(upload: Upload) -> Iterator[list[Path]]:
    """The files under their own names, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, sent in enumerate(upload.sent.order_by("pk")):
            path = Path(folder) / str(number) / sent.name
            path.parent.mkdir()
            path.write_bytes(unseal_bytes(bytes(sent.content), purpose=PURPOSE))
            paths.append(path)
        yield paths


def _imported(
    upload: Upload,
    one: Received,
    known: Directories,
    *,
    by: Any,
    today: date,
    dry_run: bool = False,
) -> Outcome | str:
    """What became of one file, or the sentence of its refusal."""
    if one.reading is None:
        return str(one.refusal)
    words = known.on(speaks_of(one.reading, today))
    before = words.changes
    try:
        outcome = import_reading(
            by=by,
            reading=one.reading,
            fingerprint=one.sha256,
            root=upload.organisation,
            today=today,
            dry_run=dry_run,
            create_missing=upload.create_missing,
            known=words,
        )
    except Refused as reason:
        known.forget()
        return str(reason)
    if words.changes != before:
        known.forget()
    return outcome


def _sentence(outcome: Outcome | str) -> str:
    return outcome[:400] if isinstance(outcome, str) else ""
