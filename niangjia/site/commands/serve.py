"""`niangjia serve`: the site, until somebody ends it. As the command it loads no Django (ADR 21)."""

from __future__ import annotations

import os
import signal
import sys
from functools import partial
from pathlib import Path

import click

from niangjia.base.refusals import Refused
from niangjia.site import children, supervising
from niangjia.site.opening import Opening, gettext_noop

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option(
    "--host",
    "hosts",
    multiple=True,
    default=["127.0.0.1"],
    show_default=True,
    help="在哪个地址上；可以再写，写大家访问时用的名字",
)
@click.option("--port", type=click.IntRange(1, 65535), help="端口，默认环境变量 PORT 或 8000")
@click.option("--tls-cert", type=FILE, help="证书（PEM，含中间证书）")
@click.option("--tls-key", type=FILE, help="证书的私钥（PEM）")
@click.option(
    "--behind-proxy",
    "proxies",
    multiple=True,
    metavar="地址",
    help="前面的反向代理从哪个地址来；只信它说的来访地址和 https",
)
@click.option("--log", type=click.Choice(["text", "json"]), help="日志写成一行文字还是一行 JSON")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--listening", type=int, hidden=True)
@click.option("--ready", type=int, hidden=True)
def serve(
    hosts: tuple[str, ...],
    port: int | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    proxies: tuple[str, ...],
    log: str | None,
    as_json: bool,
    listening: int | None,
    ready: int | None,
) -> None:
    """打开网站，到按 Ctrl+C 为止。"""
    opening = Opening(
        hosts=hosts,
        port=port or int(os.environ.get("PORT") or 8000),
        certificate=tls_cert.absolute() if tls_cert else None,
        key=tls_key.absolute() if tls_key else None,
        proxies=proxies,
        log=log or os.environ.get("NIANGJIA_LOG") or "text",
        as_json=as_json,
        language=click.get_current_context().find_root().params.get("language"),
    )
    if (tls_cert is None) != (tls_key is None):
        raise Refused(opening.say(gettext_noop("证书和私钥要一起写：--tls-cert 和 --tls-key。")))
    if listening is None:
        sys.exit(open_site(opening))
    answer(opening, listening, ready)


def open_site(opening: Opening) -> int:
    """Serve until a signal comes; the address is told when pages can be asked for.

    Raises:
        Refused: the port is taken, or nobody could ask for a page.
    """
    opening.require_a_name()
    try:
        listening = supervising.listen(opening.address, opening.port)
    except OSError as error:
        raise Refused(
            opening.say(
                gettext_noop(
                    "%(address)s 的端口 %(port)s 用不了（%(reason)s）。请关掉占用它的程序，"
                    "或换一个端口：--port %(other)s，或环境变量 PORT。"
                )
            )
            % {
                "address": opening.address,
                "port": opening.port,
                "reason": error.strerror,
                "other": opening.port + 1,
            }
        ) from error
    handle = listening.fileno()
    start = partial(children.start, surroundings=opening.surroundings())
    return supervising.keep(
        listening,
        partial(
            start, [*opening.words(), "--listening", str(handle)], inherit=[handle], is_heard=True
        ),
        partial(start, ["worker"]),
        say=click.echo,
    )


def answer(opening: Opening, listening: int, ready: int | None) -> None:
    """Be the web server: what the command starts as its child."""
    children.die_with_keeper(signal.SIGKILL)
    from django.db import connections

    from niangjia.site import cli, database, logs, serving

    cli.load_django(opening.language)
    logs.take_over()
    database.make_ready()
    door = serving.Door(listening, opening.certificate, opening.key, opening.proxies)
    line = opening.told()
    connections.close_all()  # workers have their own
    serving.answer(door, ready=lambda: children.say_ready(ready, line))
