"""A report, or a template as it reads now, as a tree and as a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from niangjia.base.periods import Period, day_of
from niangjia.base.refusals import Refused
from niangjia.network.models import Organisation
from niangjia.reports.answering import AddressOf, no_address, scope_of
from niangjia.reports.dialect import write_document
from niangjia.reports.freezing import frozen_scope
from niangjia.reports.models import Report
from niangjia.reports.page import page_of
from niangjia.reports.shipped import Shipped, shipped_templates
from niangjia.reports.snapshot import one_snapshot
from niangjia.reports.text import text_of
from niangjia.reports.tokens import TemplateFault
from niangjia.reports.tree import Document
from niangjia.reports.unrecorded import mark_unrecorded
from niangjia.reports.word import word_of

SUFFIXES = (".docx", ".html", ".txt")


def report_tree(
    report: Report, *, live: bool = False, address_of: AddressOf = no_address
) -> Document:
    """Give the report's tree: a signed one as it was signed, or `live` as it would read now.

    Numbers typed by hand are marked until it is signed.

    Raises:
        Refused: the text cannot be filled.
    """
    if report.signed_at and not live:
        return write_document(report.written, frozen_scope(report, address_of=address_of))
    return preview(
        report.text,
        organisation=report.organisation,
        period=report.period,
        address_of=address_of,
    )


def preview(
    text: str,
    *,
    organisation: Organisation,
    period: Period,
    address_of: AddressOf = no_address,
) -> Document:
    """Fill a template from the rows as they are now; numbers typed by hand are marked.

    Raises:
        Refused: the template cannot be read, or asks what does not exist.
    """
    with one_snapshot(), faults_in_words():
        scope = scope_of(organisation, period=period, address_of=address_of)
        document = mark_unrecorded(write_document(text, scope))
        # Looked up for all numbers together, while the rows stand still.
        tuple(number.answer.source for number in document.figures)
        return document


@contextmanager
def faults_in_words() -> Iterator[None]:
    """A template that cannot be read or filled is refused with the line where it is wrong."""
    try:
        yield
    except TemplateFault as fault:
        raise Refused(str(fault)) from fault


def template_named(name: str) -> Shipped:
    """Give the shipped template of that key (qingliu_2017) or Chinese name.

    Raises:
        Refused: there is none; the sentence lists all.
    """
    known = shipped_templates()
    found = [one for one in known.values() if name in (one.key, one.name)]
    if not found:
        names = "；".join(f"{one.key} {one.name}" for one in known.values())
        raise Refused(
            _("没有叫“%(name)s”的模板。现有：%(names)s。") % {"name": name, "names": names}
        )
    return found[0]


def as_word(document: Document, *, written_on: date, author: str = "") -> bytes:
    """Give the .docx of a document, its numbers bookmarked, with the table behind them."""
    return word_of(document, written_on=written_on, author=author)


def as_html(document: Document) -> bytes:
    """Give the document as a page of its own: a number leads to its line in the table below."""
    return page_of(document).encode()


def as_text(document: Document) -> bytes:
    """Give the document as plain text."""
    return text_of(document).encode()


def file_of(document: Document, suffix: str, *, written_on: date, author: str = "") -> bytes:
    """Give the document as a file of a kind: .docx, .html or .txt.

    Raises:
        Refused: no such kind.
    """
    if suffix == ".docx":
        return as_word(document, written_on=written_on, author=author)
    if suffix == ".html":
        return as_html(document)
    if suffix == ".txt":
        return as_text(document)
    raise Refused(
        _("材料只能写成 .docx、.html 或 .txt 文件，不能写成“%(suffix)s”。") % {"suffix": suffix}
    )


def written_on(report: Report, *, today: date) -> date:
    """Give the day that a report's file names: of its signing, else today."""
    return day_of(report.signed_at) if report.signed_at else today


def write_report(
    template: str, *, organisation: Organisation, period: Period, out: Path, today: date
) -> Document:
    """Write a shipped template, filled from the rows as they are now, into a file.

    The suffix of `out` says which kind. Gives the document, for what is to be said of it.

    Raises:
        Refused: no such template or kind of file, or the file cannot be written.
    """
    document = preview(template_named(template).text, organisation=organisation, period=period)
    content = file_of(document, out.suffix.lower(), written_on=today)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise Refused(_unwritten(out, error)) from error
    return document


def _unwritten(out: Path, error: OSError) -> str:
    said = {"file": out, "folder": out.parent}
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return _("没有“%(folder)s”这个文件夹，文件没有写成。请先建好它，或换一个文件夹。") % said
    if isinstance(error, IsADirectoryError):
        return _("“%(file)s”是一个文件夹，文件没有写成。请在后面加上文件名。") % said
    if isinstance(error, PermissionError):
        text = _("不许写“%(file)s”，文件没有写成。请换一个文件夹，或先关掉打开着的旧文件。")
        return text % said
    text = _("写不了文件“%(file)s”。请看磁盘是不是满了，或换一个文件夹再写一次。")
    return text % said
