"""`niangjia serve`: the site, until somebody ends it."""

from __future__ import annotations

import json
import os
import sys

import click
from django.db import connections
from django.utils.translation import gettext as _

from niangjia.site import database, serving
from niangjia.site.commands.asking import json_option


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="在哪个地址上")
@click.option("--port", type=click.IntRange(1, 65535), help="端口，默认环境变量 PORT 或 8000")
@json_option
def serve(host: str, port: int | None, as_json: bool) -> None:
    """打开网站，到按 Ctrl+C 为止。"""
    sys.exit(open_site(host, port or int(os.environ.get("PORT") or 8000), as_json=as_json))


def open_site(host: str, port: int, *, as_json: bool = False) -> int:
    """Serve until a signal comes; the address is told when pages can be asked for."""
    connections.close_all()  # this process only watches

    def say(url: str) -> None:
        words = _("网站已打开：%(url)s　按 Ctrl+C 停止。") % {"url": url}
        click.echo(json.dumps({"url": url}) if as_json else words)

    return serving.serve(host, port, say=say, keep_up=database.attach)
