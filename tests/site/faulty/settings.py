"""The settings of an office with one task more, whose jobs a page queues: for faults under load."""

from niangjia.site.settings import *  # noqa: F403, TID251  settings are a module of names
from niangjia.site.settings import TASKS as OURS  # noqa: TID251  as above

TASKS = PROCRASTINATE_IMPORT_PATHS = [*OURS, "tests.site.faulty.tasks"]
ROOT_URLCONF = "tests.site.faulty.urls"
