"""Ledgers as files, written by tests cell by cell, and what all tables hold."""

from __future__ import annotations

import xlsxwriter
from django.apps import apps
from django.db import connection

from niangjia.base.history import tracked_models
from niangjia.base.models import Entry, EntrySeal, UnsealedEntry
from niangjia.network.models import TreeVersion

ROSTER = ("乡镇", "村", "姓名", "职务", "出生年月", "手机号", "身份证号", "选举日期")
UNITS = ("乡镇", "村", "组织类别", "成立日期", "改建日期", "挂牌日期")
ELECTED = "2017-06-08"


def write(path, header, *rows):
    """A workbook of one sheet 名册; the header is row 1."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("名册")
        for number, cells in enumerate((header, *rows)):
            sheet.write_row(number, 0, cells)
    return path


def member(
    name, post="执委", village="丙村", town="甲镇", born="", phone="", identity="", on=ELECTED
):
    """One row of a roster, in the order of ROSTER."""
    return town, village, name, post, born, phone, identity, on


def dump():
    """Every current table as the database has it: no journal, before-images, batches, sequences."""
    images = {event for _, event in tracked_models()}
    left_out = {Entry, EntrySeal, UnsealedEntry, TreeVersion, *images}
    tables = [
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.managed and model not in left_out and model._meta.app_label != "pghistory"
    ]
    return {
        table: _rows(table) for table in tables if not table.startswith(("ledgers_", "access_read"))
    }


def _rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
        return [text for (text,) in cursor.fetchall()]
