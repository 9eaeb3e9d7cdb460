"""The words of rosters and what they mean: sex, politics, schooling, kinds of the 5+N rule, forms.

Meanings are values of people.terms, committees.terms and network.terms.
"""

from __future__ import annotations

import re
from functools import partial

from niangjia.ledgers.reading.text import (
    CellError,
    Raw,
    flat,
    is_nothing,
    plain,
    without_parentheses,
)

Word = tuple[str, str]
"""A meaning ("" = not understood) and the key of what is to be said about it."""


def _table(**meanings: str) -> dict[str, str]:
    return {word: meaning for meaning, words in meanings.items() for word in words.split()}


POLITICS = _table(
    party="中共党员 党员 共产党员 中国共产党员 中国共产党党员 中共 共产党 正式党员 中共正式党员",
    probationary="中共党员(预备) 党员(预备) 中共党员(预备党员) 中共预备党员 预备党员 预备 中共预备",
    league="共青团员 团员 共青团 中国共产主义青年团员 青年团员",
    other_party="民主党派 民革 民盟 民建 民进 农工党 农工党员 致公党 九三学社 台盟 民革党员 民盟盟员 "
    "民建会员 民进会员 农工党党员 致公党党员 九三学社社员 台盟盟员",
    masses="群众 普通群众 普通居民 无党派 无党派人士 非党员",
)
EDUCATION = _table(
    primary="小学 文盲 半文盲 小学以下 小学及以下 初小 高小",
    junior="初中 初中及以下 初级中学 初中毕业",
    senior="高中 中专 中技 职高 技校 中职 职中 高中（中专） 高中(中专) 中师 高中毕业 中专毕业",
    college="大专 专科 大学专科 高职 专科学历 大专毕业 大学专科毕业 成人大专 电大",
    bachelor="大学 本科 大学本科 学士 本科学历 大本 大学毕业 本科毕业 大学本科毕业 函授本科",
    graduate="研究生 硕士 博士 硕士研究生 博士研究生 在职研究生 研究生学历 硕士以上",
)
SEX = _table(female="女 女性 妇女", male="男 男性", unknown="不详 未知 不明")
EMPLOYMENT = _table(
    full_time="专职 专 全职 专任",
    part_time="兼职 兼 兼任",
    seconded="挂职 挂",
)
RECRUITED_FROM = _table(
    offices="机关内 机关 机关干部 机关人员 党政机关 机关推荐 体制内 机关单位",
    outside_offices="机关以外 机关外 各行各业推荐 各行各业 机关以外/各行各业推荐 社会 社会推荐 体制外 "
    "非机关 机关以外推荐 各行业推荐 各界推荐 基层 群众推荐",
)
FORMS = _table(
    federation="妇联 妇女联合会 村妇联 社区妇联 乡镇妇联 镇妇联 乡妇联 街道妇联 村(社区)妇联 县妇联",
    council="妇代会 妇女代表会 妇女代表大会 村妇代会 社区妇代会 妇女代表会议",
    women_committee="妇委会 妇女委员会 妇女工作委员会 妇工委",
    women_group="妇女小组 妇女组",
    grid="妇联网格 网格 党建网格",
    station="姐妹驿站 驿站 微妇联",
    association="社会组织 女性社会组织 兴趣团队 文化团队 文体团队 文艺团队 兴趣小组",
)
MEMBER_KINDS = _table(
    mediator="调解女能手 调解能手 调解员 女调解员 调解 人民调解员 调解型 调解女能人",
    arts="文艺女骨干 文艺骨干 文艺 文体骨干 文体女骨干 文艺能手 文艺型 文艺队长 文化文艺骨干",
    startup="创业女能手 创业能手 创业 女创业者 创业女带头人 创业带头人 创业型 致富女能手 致富能手 致富女带头人",
    charity="热心公益服务爱心女性 热心公益 爱心女性 公益爱心女性 公益女性 热心公益女性 公益 爱心人士 热心人士 "
    "志愿者 巾帼志愿者 热心公益爱心女性 公益型 爱心公益女性",
    family_education="家庭教育女能手 家教女能手 家庭教育 家教能手 家庭教育能手 家教 家庭教育型 家教女骨干",
    enterprise="企业女代表 企业代表 企业 女企业家 企业女性代表 女企业家代表",
    influential="号召力强女性 号召力强 有号召力女性 号召力强的女性 有影响力女性 号召力",
    model="先进女典型 女典型 先进典型 女先进典型 先进 先进女代表 先进女性典型",
    poverty_relief="助力精准扶贫女代表 精准扶贫女代表 扶贫女代表 扶贫 精准扶贫 助力精准扶贫 扶贫代表",
    market="专业市场女代表 市场女代表 专业市场 市场代表",
    cooperative="合作社女代表 合作社 合作社代表 专业合作社女代表 专业合作社",
)
NATIONALITIES = frozenset(
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 "
    "东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 "
    "鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺".split()
)
YES = frozenset("√ ✓ ✔ ☑ ■ ● ○ ◯ v y 是 有 1 true yes 对 勾 ＊ *".split())
NO = frozenset("× ✗ x 0 否 无 没有 不是 false no - — / □ 非".split())
_SEPARATORS = re.compile(r"[、，,;；/|\n]+|\s{1,}")


def _look_up(raw: Raw, table: dict[str, str]) -> Word:
    if isinstance(raw, CellError):
        return "", "cell-error"
    word = flat(raw)
    meaning = table.get(word) or table.get(without_parentheses(word))
    return (meaning, "") if meaning else ("", "word-unknown")


def _read_word(table: dict[str, str], raw: Raw) -> Word:
    return ("", "") if is_nothing(raw) else _look_up(raw, table)


def read_education(raw: Raw) -> Word:
    """大学, 本科 … ; also 大专及以上, 高中毕业, 本科在读. Key: word-unknown."""
    if is_nothing(raw):
        return "", ""
    meaning, key = _look_up(raw, EDUCATION)
    return (meaning, key) if meaning else _look_up(_bare_school(flat(raw)) or raw, EDUCATION)


def _bare_school(word: str) -> str:
    """全日制大专毕业及以上 → 大专."""
    word = _BEFORE_SCHOOL.sub("", word)
    while ending := next((end for end in _AFTER_SCHOOL if word.endswith(end)), ""):
        word = word.removesuffix(ending)
    return word


_BEFORE_SCHOOL = re.compile(r"^(全日制|在职|成人|函授|自考)")
_AFTER_SCHOOL = tuple("及以上 以上 及以下 毕业 学历 在读 文化 程度 (在读)".split())
read_employment = partial(_read_word, EMPLOYMENT)
read_recruited_from = partial(_read_word, RECRUITED_FROM)


def read_politics(raw: Raw) -> Word:
    """中共党员, 团员 … ; a column 是否党员 answers with a tick. Key: word-unknown."""
    if flat(raw) in YES:
        return "party", ""
    if flat(raw) in NO or is_nothing(raw):
        return "", ""
    return _look_up(raw, POLITICS)


def read_sex(raw: Raw) -> Word:
    """女, 男, 不详. Keys: sex-male, sex-unknown, word-unknown (each a warning, R32)."""
    if is_nothing(raw):
        return "", ""
    meaning, key = _look_up(raw, SEX)
    return meaning, {"male": "sex-male", "unknown": "sex-unknown"}.get(meaning, key)


def read_ethnic_group(raw: Raw) -> Word:
    """汉, 汉族, 维吾尔 → with 族. Key: word-unknown."""
    if isinstance(raw, CellError):
        return "", "cell-error"
    if is_nothing(raw):
        return "", ""
    name = flat(raw).removesuffix("族")
    return (name + "族", "") if name in NATIONALITIES else ("", "word-unknown")


def read_member_kinds(raw: Raw) -> tuple[tuple[str, ...], str]:
    """Several kinds of the 5+N rule, parted by 、 and the like. Key: kind-unknown."""
    if isinstance(raw, CellError):
        return (), "cell-error"
    parts = [flat(part) for part in _SEPARATORS.split(plain(raw)) if not is_nothing(part)]
    kinds = [
        MEMBER_KINDS.get(part) or MEMBER_KINDS.get(without_parentheses(part)) for part in parts
    ]
    known = tuple(dict.fromkeys(kind for kind in kinds if kind))
    return known, "" if all(kinds) else "kind-unknown"


def read_form(raw: Raw) -> Word:
    """妇联, 村妇代会 …: also the end of a longer name. Key: word-unknown."""
    if is_nothing(raw):
        return "", ""
    meaning, key = _look_up(raw, FORMS)
    return (meaning, key) if meaning else (form_of(flat(raw)), "" if form_of(flat(raw)) else key)


def form_of(name: str) -> str:
    """The form that an organisation's name tells of, "" if it tells none."""
    for word, form in FORMS.items():
        if name.endswith(word):
            return form
    return ""


def is_tick(raw: Raw) -> bool:
    """Tell whether a cell of a yes/no column says yes."""
    return not isinstance(raw, CellError) and flat(raw) in YES


def read_text(raw: Raw) -> Word:
    """Free text. Key: cell-error."""
    if isinstance(raw, CellError):
        return "", "cell-error"
    return ("", "") if is_nothing(raw) else (plain(raw), "")
