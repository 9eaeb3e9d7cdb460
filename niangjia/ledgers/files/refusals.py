"""Why a file is not taken in, as one sentence: which file, what is wrong, what to do."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext

from niangjia.ledgers.files.process import ChildFailed
from niangjia.ledgers.files.terms import Refusal


def gettext_noop(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated when it is said."""
    return message


class UnreadableFile(ValueError):
    """The file cannot be read at all; the text says why and what to do, `key` is its reason."""

    def __init__(self, sentence: str, key: str = "") -> None:
        """Keep the sentence and its key."""
        super().__init__(sentence)
        self.key = key


SENTENCES = {
    "missing": gettext_noop("找不到文件“%(file)s”，请检查位置和文件名。"),
    "not-a-file": gettext_noop(
        "“%(file)s”不是文件，请选择表格文件；整个文件夹请先压缩成 .zip 再导入。"
    ),
    "empty": gettext_noop("文件“%(file)s”是空的，请重新导出或另存后再导入。"),
    "too-large": gettext_noop("文件“%(file)s”超过 %(most)s MB，请分成几个文件再导入。"),
    "damaged": gettext_noop("文件“%(file)s”已损坏，请用表格软件打开后另存为 .xlsx 再导入。"),
    "locked": gettext_noop("文件“%(file)s”设了打开密码，请去掉密码再导入。"),
    "zip-locked": gettext_noop("压缩包“%(file)s”设了密码，请不设密码重新压缩再导入。"),
    "zip-empty": gettext_noop("压缩包“%(file)s”里没有文件，请把表格放进去重新压缩再导入。"),
    "nested-zip": gettext_noop(
        "“%(file)s”是压缩包里的压缩包，请解开后把里面的表格直接放进一个 .zip 再导入。"
    ),
    "too-many-files": gettext_noop(
        "压缩包“%(file)s”里有 %(count)s 个文件，最多 %(most)s 个，请分成几个压缩包再导入。"
    ),
    "several-files": gettext_noop(
        "压缩包“%(file)s”里有 %(count)s 个文件，这里一次只能导入一个，请选择其中的一个表格。"
    ),
    "is-pdf": gettext_noop("文件“%(file)s”是 PDF，不是表格，请导入原来的 .xlsx 表格。"),
    "is-picture": gettext_noop("文件“%(file)s”是图片，不是表格，请把内容填进 .xlsx 表格再导入。"),
    "is-word": gettext_noop(
        "文件“%(file)s”是文字文档，不是表格，请把里面的表复制到 .xlsx 表格再导入。"
    ),
    "is-slides": gettext_noop("文件“%(file)s”是演示文稿，不是表格，请导入 .xlsx 表格。"),
    "is-other-archive": gettext_noop(
        "文件“%(file)s”不是 .zip 压缩包，请解开后改压成 .zip，或直接导入里面的表格。"
    ),
    "is-program": gettext_noop("文件“%(file)s”是程序，不是表格，没有打开，请不要运行它。"),
    "is-web-page": gettext_noop(
        "文件“%(file)s”其实是网页，不是表格，请用表格软件打开后另存为 .xlsx 再导入。"
    ),
    "is-too-old": gettext_noop(
        "文件“%(file)s”是 1997 年以前的表格，请用表格软件打开后另存为 .xlsx 再导入。"
    ),
    "is-binary-workbook": gettext_noop(
        "文件“%(file)s”是 .xlsb 格式，请用表格软件打开后另存为 .xlsx 再导入。"
    ),
    "is-open-document": gettext_noop(
        "文件“%(file)s”不是 .xlsx 格式，请用表格软件打开后另存为 .xlsx 再导入。"
    ),
    "is-unknown": gettext_noop(
        "文件“%(file)s”不是 .xlsx、.xls 或 .csv 表格，请用表格软件打开后另存为 .xlsx 再导入。"
    ),
    "too-many-parts": gettext_noop(
        "文件“%(file)s”里有 %(count)s 个部分，最多 %(most)s 个，请把名册复制到新的 .xlsx 再导入。"
    ),
    "too-large-unpacked": gettext_noop(
        "文件“%(file)s”解开后过大（超过 %(most)s MB），不能导入，请只留下名册所在的工作表。"
    ),
    "packed-too-tightly": gettext_noop(
        "文件“%(file)s”解开后是原来的 %(most)s 倍以上，不像真的表格，没有打开，"
        "请把名册复制到新的 .xlsx 再导入。"
    ),
    "forged": gettext_noop(
        "文件“%(file)s”的内部结构不正常，可能被改动过，没有打开，请用表格软件另存为 .xlsx 再导入。"
    ),
    "dtd": gettext_noop(
        "文件“%(file)s”里有表格不会用到的代码，没有打开，请把名册复制到新的 .xlsx 再导入。"
    ),
    "too-many-sheets": gettext_noop(
        "文件“%(file)s”有 %(count)s 张工作表，最多 %(most)s 张，请分成几个文件再导入。"
    ),
    "too-wide": gettext_noop(
        "文件“%(file)s”的工作表“%(sheet)s”用到了第 %(row)s 行、第 %(column)s 列，大得不像名册，"
        "请删去右边和下面多余的单元格再导入。"
    ),
    "too-many-cells": gettext_noop(
        "文件“%(file)s”有 %(count)s 个单元格，最多 %(most)s 个，请分成几个文件再导入。"
    ),
    "too-many-merges": gettext_noop(
        "文件“%(file)s”里合并的单元格太多（%(count)s 处），请取消合并再导入。"
    ),
    "cell-too-long": gettext_noop(
        "文件“%(file)s”里有一格超过 %(most)s 个字，不像名册，请删短再导入。"
    ),
    "too-much-text": gettext_noop(
        "文件“%(file)s”里重复的长文字太多，读出来是文件的 %(most)s 倍以上，请删去后再导入。"
    ),
    "memory": gettext_noop("读文件“%(file)s”要用的内存超过限度，没有读完，请分成几个文件再导入。"),
    "time": gettext_noop("读文件“%(file)s”的时间超过限度，没有读完，请分成几个文件再导入。"),
    "output": gettext_noop("文件“%(file)s”读出来的内容过大，请分成几个文件再导入。"),
    "upload-time": gettext_noop(
        "这次上传的文件太多，读到规定时间为止，“%(file)s”没有读，请分几次导入。"
    ),
}


def refused(file: str, reason: Refusal | ChildFailed) -> UnreadableFile:
    """The reason as a sentence about the file; what only a crash explains is called damaged."""
    key = reason.key if isinstance(reason, Refusal) else reason.why
    values = reason.values if isinstance(reason, Refusal) else {}
    if key not in SENTENCES:
        key, values = "damaged", {}
    blanks = {"count": "", "most": "", "sheet": "", "row": "", "column": ""}
    text = gettext(SENTENCES[key]) if settings.configured else SENTENCES[key]
    return UnreadableFile(text % (blanks | values | {"file": file}), key)
