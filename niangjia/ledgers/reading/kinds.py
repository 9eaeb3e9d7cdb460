"""What each kind of ledger consists of: its fields, their header words, what it cannot do without.

The first word of a field is its name in messages; an earlier word wins over a later one when two
columns could be the same field. Words are compared without spaces, small, full-width made plain.
"""

from __future__ import annotations

from dataclasses import dataclass

from niangjia.ledgers.reading.words import MEMBER_KINDS

COMMITTEE_ROSTER = "committee-roster"
ORGANISATIONS = "organisations"
UNUSED = frozenset({"other_person"})
"""Fields that are recognised and not taken in: somebody else's name."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a row says.

    `grouping`: a blank cell may mean "as above". `private`: in no raw text and no message.
    """

    name: str
    words: tuple[str, ...]
    grouping: bool = False
    private: bool = False

    @property
    def label(self) -> str:
        """Its name in messages when her sheet has no column of it."""
        return self.words[0]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of ledger. `subject` names the fields of which each data row fills one."""

    name: str
    fields: tuple[Field, ...]
    subject: tuple[str, ...]
    needed: tuple[tuple[str, ...], ...]  # of each group one column, else the sheet is remarked upon
    ticks: dict[str, tuple[str, str]]  # header word of a yes/no column → (field, value)

    def field(self, name: str) -> Field:
        """The field of that name."""
        return next(field for field in self.fields if field.name == name)


def _field(name: str, words: str, *, grouping: bool = False, private: bool = False) -> Field:
    return Field(name, tuple(words.split()), grouping=grouping, private=private)


_SERIAL = _field("serial", "序号 序 编号 号 No. No 顺序号 顺序 №")
_REMARK = _field("remark", "备注 说明 附注 备注说明 其他 情况 情况说明 其他情况 有关情况 其它")
_UNIT = (
    _field(
        "township",
        "乡镇(街道) 乡镇 乡镇街道 镇街 街镇 乡镇名称 所属乡镇 所在乡镇 镇(街道) 乡(镇) 乡(镇、街道) 镇乡 街道 镇 乡 "
        "乡镇(街道)名称 乡镇、街道 乡镇/街道 镇(乡) 镇(乡、街道) 所属镇街 所属街道 街道(乡镇) 所在乡镇(街道) 乡镇别",
        grouping=True,
    ),
    _field(
        "village",
        "村(社区) 村 村社区 村居 社区 行政村 村名 村(居) 村(居)名称 村(社区)名称 所在村 所属村 所在行政村 村别 "
        "村、社区 村/社区 村(居、社区) 村居名称 村(居)委会 村委会 社区(村) 社区名称 村名称 行政村(社区) 村级 "
        "行政村名称 所在村(社区) 所属村(社区) 村/居 村(居)别",
        grouping=True,
    ),
    _field(
        "organisation",
        "组织名称 妇联组织 妇联组织名称 所属妇联 所在妇联 妇联名称 所属组织 基层妇联 妇联 组织 所在妇联组织 所属妇联组织 "
        "妇女组织 妇女组织名称 基层组织名称 妇联(妇代会)名称 名称 任职组织 任职妇联 组织全称 全称 妇联全称",
        grouping=True,
    ),
    _field(
        "code",
        "行政区划代码 区划代码 行政区划 代码 统计代码 组织代码 区划码 12位代码 行政代码 统计用区划代码",
    ),
)

ROSTER_FIELDS = (
    _field(
        "name",
        "姓名 执委姓名 女干部姓名 成员姓名 名字 人员姓名 妇女干部姓名 委员姓名 当选人姓名 当选人 姓名(全称) 执委名单",
    ),
    *_UNIT,
    _field(
        "post",
        "妇联职务 妇联任职 妇联内职务 执委职务 班子职务 村妇联职务 在妇联职务 妇联组织职务 妇联班子职务 任妇联职务 职务 "
        "职位 担任职务 现任妇联职务 选任职务 当选职务 任职 岗位 现任职务 妇联岗位 职别 身份 职务名称",
    ),
    _field("sex", "性别"),
    _field("ethnic_group", "民族 族别"),
    _field(
        "born",
        "出生年月 出生日期 出生年月日 出生时间 生日 出生 出生年份 生年 出生年 生年月 出生年、月 出生(年月)",
    ),
    _field(
        "politics",
        "政治面貌 政治身份 党派 政治面目 是否党员 是否中共党员 党员 党员否 面貌 党团 党团员",
    ),
    _field(
        "education",
        "文化程度 学历 最高学历 教育程度 文化 文化水平 受教育程度 学历层次 全日制学历 学历学位",
    ),
    _field(
        "employment",
        "专兼职 专/兼职 专兼挂 专(兼、挂)职 专职/兼职 专职或兼职 任职方式 专兼职情况 专(兼)职 任职性质 是否专职 "
        "专、兼、挂职 专兼挂职 专兼 任职类型 专职兼职挂职 专职、兼职、挂职",
    ),
    _field(
        "member_kinds",
        "类别 执委类别 人员类别 5+N类别 5+N类型 5+n 代表类别 执委类型 界别类别 类型 五类人员 人员类型 代表类型 成员类别",
    ),
    _field(
        "sector",
        "领域 行业 界别 所属领域 行业领域 所属行业 从事行业 领域(行业) 代表领域 所在领域 从业领域",
    ),
    _field("recruited_from", "来源 推荐来源 产生来源 人员来源 推荐渠道 产生渠道 来源渠道 来自"),
    _field(
        "workplace",
        "所在单位/居住地 所在单位 工作单位 单位 单位及职务 工作单位及职务 居住地 住址 家庭住址 现住址 单位名称 单位职务 "
        "工作单位或住址 所在单位或居住地 地址 工作单位(住址) 现工作单位 所在单位及职务 行政职务 家庭地址 居住地址 党政职务",
    ),
    _field("term_name", "届次 届别 届 第几届 任届"),
    _field(
        "elected_on",
        "选举日期 选举时间 当选日期 当选时间 换届时间 换届日期 选举产生日期 选举产生时间 选举年月 产生时间 产生日期",
    ),
    _field(
        "seat_starts_on",
        "任职起 任职时间 任职日期 任职起始 任职开始 任职开始日期 任职起始日期 任期起 起 任职年月 到任时间 任职时间起 "
        "任职时间(起) 始任时间 任职自 任职起始时间 上任时间 增补时间 任期开始 任职起日期",
    ),
    _field(
        "seat_last_day",
        "任职止 离任日期 离任时间 任职终止 任职结束 任期止 止 任职时间止 任职时间(止) 卸任时间 卸任日期 任职截止 "
        "任职至 免职时间 任期结束 离职时间 任职止日期 任职结束日期",
    ),
    _field("tenure", "任职起止 任职起止时间 任期 起止时间 任职年限 任职期限 任职起止日期 任职期间"),
    _field("leaving_reason", "离任原因 卸任原因 调整原因 免职原因 离职原因 变动原因"),
    _field(
        "identity",
        "身份证号 身份证号码 身份证 公民身份号码 公民身份证号 居民身份证号 证件号码 身份证件号码 证件号",
        private=True,
    ),
    _field(
        "phone",
        "手机号 手机号码 手机 联系电话 联系方式 电话 电话号码 移动电话 联系手机 本人电话 手机电话 联系号码 联络电话",
        private=True,
    ),
    _SERIAL,
    _REMARK,
    # Somebody else's name or number: recognised so that it is not taken for hers.
    _field("other_person", "配偶姓名 联系人 推荐人 家属姓名 填表人 丈夫姓名 户主姓名 户主"),
)
ORGANISATION_FIELDS = (
    *_UNIT,
    _field("form", "组织类别 组织类型 组织形式 类别 类型 组织性质 形式"),
    _field(
        "founded_on",
        "成立日期 成立时间 组建时间 组建日期 建立时间 成立年月 建立日期 始建时间 "
        "成立年份 妇代会成立年份 妇代会成立时间",
    ),
    _field(
        "converted_on",
        "改建日期 会改联日期 会改联时间 改建时间 改联日期 改联时间 “会改联”时间 “会改联”日期 改建妇联时间 会改联 "
        '会改联完成时间 妇代会改建妇联时间 改建妇联日期 "会改联"时间 "会改联"日期',
    ),
    _field(
        "committee_elected_on",
        "选举产生执委日期 建组织日期 建组织时间 选举产生执委时间 选举日期 选举时间 建组织 执委选举日期 执委产生时间 "
        "执委选举时间 执委选举 选举执委 同步建组织",
    ),
    _field(
        "congress_held_on",
        "召开代表大会日期 代表大会日期 代表大会时间 召开大会时间 妇代会召开时间 召开代表大会时间",
    ),
    _field("board_hung_on", "挂牌日期 挂牌时间 挂牌 授牌时间 授牌日期 揭牌时间 揭牌日期 同步挂牌"),
    _field(
        "group_opened_on",
        "建群日期 建群时间 建群 微信群建立时间 建微信群 建微信群时间 微信群组建时间 同步建群",
    ),
    _field(
        "first_activity_on",
        "首次活动日期 首次活动时间 首次开展活动日期 首次开展活动时间 首次活动 第一次活动时间 开展活动时间 开展活动日期 "
        "首场活动 首场活动时间 开展活动 同步开展活动 活动 活动时间 活动日期 同步活动",
    ),
    _field("document", "文号 批准文号 批复文号 文件 文件号 批文 批复文件 批准文件"),
    _field("grid", "所属网格 所在网格 网格名称 所属妇联网格"),
    _field("co_running", "联办方式 联办模式"),
    _field("co_running_with", "联办组织 联办的横向组织 横向组织"),
    _field("co_running_from", "联办日期 联办时间 联办起 联办起始日期"),
    _field("co_running_last_day", "联办止 联办结束日期"),
    _field("venue", "阵地名称"),
    _field("venue_kind", "阵地种类 阵地类型 阵地类别"),
    _field("venue_from", "启用日期 启用时间 阵地启用日期"),
    _field("venue_last_day", "停用日期 停用时间 阵地停用日期"),
    _SERIAL,
    _REMARK,
)
POST_TICKS = {
    "主席": ("post", "chair"),
    "副主席": ("post", "vice_chair"),
    "常委": ("post", "standing"),
    "执委": ("post", "member"),
    "委员": ("post", "member"),
}
EMPLOYMENT_TICKS = {
    "专职": ("employment", "full_time"),
    "兼职": ("employment", "part_time"),
    "挂职": ("employment", "seconded"),
}
SEX_TICKS = {"女": ("sex", "female"), "男": ("sex", "male")}
KIND_TICKS = {word: ("member_kinds", kind) for word, kind in MEMBER_KINDS.items()}

KINDS = {
    COMMITTEE_ROSTER: Kind(
        COMMITTEE_ROSTER,
        ROSTER_FIELDS,
        subject=("name",),
        needed=(("name",), ("post",)),
        ticks=KIND_TICKS | POST_TICKS | EMPLOYMENT_TICKS | SEX_TICKS,
    ),
    ORGANISATIONS: Kind(
        ORGANISATIONS,
        ORGANISATION_FIELDS,
        subject=("organisation", "village", "township", "code"),
        needed=(("organisation", "village", "township", "code"),),
        ticks={},
    ),
}
"""Kinds by the word that follows --as."""
