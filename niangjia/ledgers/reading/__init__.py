"""Reading people's own Excel files: pure, no database, no clock."""

from niangjia.ledgers.reading.package import UnreadableFile
from niangjia.ledgers.reading.read import read

__all__ = ["UnreadableFile", "read"]
