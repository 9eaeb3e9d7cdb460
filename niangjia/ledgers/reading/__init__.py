"""Reading people's own Excel files: pure, no database, no clock."""

from niangjia.ledgers.reading.package import UnreadableFile
from niangjia.ledgers.reading.read import read
from niangjia.ledgers.reading.received import Received, read_upload

__all__ = ["Received", "UnreadableFile", "read", "read_upload"]
