"""The name under which the rooms above know a file that cannot be read."""

from niangjia.ledgers.files.refusals import UnreadableFile

__all__ = ["UnreadableFile"]
