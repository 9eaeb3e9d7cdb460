"""`niangjia worker`: does the jobs that rooms have queued."""

from __future__ import annotations

import os
import signal

import click

from niangjia.site import children, logs, working
from niangjia.site.commands.asking import json_option


@click.command()
@click.option("--until-empty", is_flag=True, help="队列做完就结束，不等新的")
@json_option
def worker(until_empty: bool, as_json: bool) -> None:
    """做后台任务，到按 Ctrl+C 为止；`niangjia serve` 自己带一个。"""
    children.die_with_keeper(signal.SIGTERM)
    logs.take_over()
    working.work(until_empty=until_empty, ready=lambda: _say(as_json))


def _say(as_json: bool) -> None:
    if children.KEEPER in os.environ:
        return  # the command has told where the site is
    click.echo('{"ready": true}' if as_json else "后台任务已开始。按 Ctrl+C 停止。")
