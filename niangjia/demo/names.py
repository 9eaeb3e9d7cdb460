"""Names as women of a mountain county bear them; none is taken from a list of real people."""

from __future__ import annotations

from random import Random

SURNAMES = {
    "李": 9, "陈": 8, "黄": 8, "罗": 7, "邓": 6, "伍": 6, "巫": 5, "赖": 6, "江": 5, "曾": 5, "邹": 4,
    "刘": 5, "王": 5, "张": 5, "吴": 5, "杨": 4, "温": 4, "魏": 4, "谢": 4, "童": 3, "马": 3, "余": 4,
    "叶": 4, "林": 5, "郑": 3, "许": 2, "肖": 3, "廖": 4, "汤": 2, "俞": 2, "阙": 1, "严": 2, "池": 1,
    "夏": 1, "丁": 1, "孙": 2, "范": 2, "吕": 2, "朱": 2, "何": 3, "周": 3, "徐": 2, "胡": 2, "郭": 2,
    "上官": 2, "欧阳": 1, "沈": 1, "姚": 1, "官": 1, "裴": 1,
}  # fmt: skip
SHE_SURNAMES = ("雷", "蓝", "钟", "兰")

# Given names by the years in which parents chose them: until 1969, until 1979, later.
OLDER = ("秀桂玉月春金美菊冬水银凤莲香荣", "英兰珍香莲妹秀华娥凤梅金玉娣招", "英兰梅娥香")
MIDDLE = ("丽美秀小建桂春海红雪翠彩素永慧", "英华琴珍萍芳红霞清平芬香兰明云", "萍红霞芳琴燕")
YOUNGER = ("丽晓雅小慧文海艳雪婷佳静思莉巧", "娟燕婷芳萍霞琴玲敏莹红云琳娜倩", "婷燕丽娟敏静")
SHORT_NAMES = 0.12  # how often a given name has one character


def surname(chance: Random, *, she: bool) -> str:
    """A surname; in a She village (畲族村) every second one is one of theirs."""
    if she and chance.random() < 0.5:
        return chance.choice(SHE_SURNAMES)
    return chance.choices(list(SURNAMES), weights=list(SURNAMES.values()))[0]


def given_name(chance: Random, *, year: int) -> str:
    """A given name of one or two characters in the taste of that year."""
    first, second, single = OLDER if year < 1970 else MIDDLE if year < 1980 else YOUNGER
    if chance.random() < SHORT_NAMES:
        return chance.choice(single)
    lead = chance.choice(first)
    return lead + chance.choice([letter for letter in second if letter != lead])
