"""How large, how long and how many: every limit of an uploaded file, with its reason."""

from __future__ import annotations

from dataclasses import dataclass

MB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child process may use; bytes and seconds. `output` and `wall` are per question."""

    memory: int
    cpu: int
    wall: int
    output: int


READING = Limits(
    memory=1024 * MB,  # 100,000 rows × 16 columns take 300 MB, the 300 MB unpacked below up to 900
    cpu=60,  # 100,000 rows take 3 s; a machine ten times slower still reads them
    wall=180,  # a machine busy with two other imports
    output=256 * MB,  # 100,000 rows × 16 columns are 18 MB
)
GIVING_BACK = Limits(
    memory=2048 * MB,  # openpyxl holds 50 times the file, which is at most 20 MB (R35)
    cpu=300,
    wall=600,
    output=64 * MB,
)

LARGEST_LEDGER = 50 * MB  # 500,000 rows; a larger file is no ledger of one office
LARGEST_ZIP = 200 * MB  # 300 files of a county with photographs pasted in
UNPACKED = 300 * MB  # TRUST 3 (22): absolute, whatever the headers say
RATIO = 100  # TRUST 3 (22): an honest ledger has 11.4
RATIO_FROM = 4 * MB  # below this size unpacked no ratio hurts: a form of empty lines has 60
ENTRIES = 5_000  # parts of one .xlsx, with its pictures
FILES = 2_000  # files of one upload: a county has 300 to 600 villages
UPLOAD_SECONDS = 900  # all files of one upload together

SHEETS = 500
ROWS = 1_048_576  # Excel's own
CELLS = 4_000_000  # rows × columns up to the last filled cell, of all sheets: 250,000 rows × 16
AREA = 20_000_000  # the same with cells that are only formatted; 600 MB while it is read
CELL_LENGTH = 32_767  # Excel's own
MERGES = 100_000  # merged areas of a sheet
MERGED = 1_000_000  # heights and widths of all merged areas of a sheet together
SWELLING = 4  # cells may be this many times their bytes in the file: repeated texts are stored once
SWELLING_FROM = 8 * MB
SMALL_PART = 32 * MB  # styles and names of sheets, which are held as a whole

CHUNK = 4 * MB  # the largest piece that the parent takes at once
PIECE = 1 * MB  # what the child unpacks at once
