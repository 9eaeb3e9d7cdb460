"""Which kind of organisation a ledger's word means, where it is none of the tiers by place."""

from __future__ import annotations

from niangjia.ledgers.reading.text import CellError, Raw, flat, without_parentheses

# Kind (a code of network.kinds) → the words by which ledgers call it, the first one its own.
WORDS = {
    "grid": "妇联网格 网格 党建网格",
    "sisters_station": "姐妹驿站 驿站 微妇联",
    "women_group": "妇女小组 妇女组",
    "social_org": "社会组织 女性社会组织",
    "interest_group": "兴趣团队 文化团队 文体团队 文艺团队 兴趣小组",
    "industry": "行业妇联",
    "enterprise": "企业妇联",
    "building": "商业楼宇妇联 楼宇妇联",
    "market": "专业市场妇联 市场妇联",
    "cooperative": "合作社妇联 专业合作社妇联",
    "migrant": "流动妇女妇联",
    "new_economic": "新经济组织妇联",
    "new_social": "新社会组织妇联",
    "new_employment": "新就业群体妇联",
    "park": "园区妇联",
    "school": "学校妇委会",
    "hospital": "医院妇委会",
    "office": "机关事业单位妇委会 机关妇委会",
    "group_member": "团体会员",
}
CO_RUNNING = {"横向联办": "trade", "粘合联办": "hobby", "统筹联办": "social", "覆盖": "covers"}
_KINDS = {word: kind for kind, words in WORDS.items() for word in words.split()}
_BY_NAME = ("网格", "姐妹驿站", "妇女小组")  # what a name that ends so is, without another word


def kind_of(written: Raw, name: str) -> str:
    """The kind that a row is of: by its word, else by its name; "" = of the place's own tier."""
    word = "" if isinstance(written, CellError) else flat(written)
    if found := _KINDS.get(word) or _KINDS.get(without_parentheses(word)):
        return found
    ending = next((end for end in _BY_NAME if not word and name.endswith(end)), "")
    return _KINDS.get(ending, "")


def read_co_running(raw: Raw) -> tuple[str, str]:
    """横向联办, 粘合联办(文化爱好) … → how they are joined. Key: word-unknown."""
    if isinstance(raw, CellError):
        return "", "cell-error"
    word = without_parentheses(flat(raw))
    if not word:
        return "", ""
    mode = CO_RUNNING.get(word) or CO_RUNNING.get(f"{word}联办", "")
    return mode, "" if mode else "word-unknown"
