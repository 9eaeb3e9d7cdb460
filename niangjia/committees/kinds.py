"""The kinds of the 5+N rule known at the start; offices add their own rows (DOMAIN F-003-07)."""

MEMBER_KINDS = (
    ("mediator", "调解女能手", "Mediation expert"),
    ("arts", "文艺女骨干", "Arts backbone"),
    ("startup", "创业女能手", "Start-up expert"),
    ("charity", "热心公益服务爱心女性", "Charity-minded woman"),
    ("family_education", "家庭教育女能手", "Family-education expert"),
    ("enterprise", "企业女代表", "Enterprise representative"),
    ("influential", "号召力强女性", "Woman with strong appeal"),
    ("model", "先进女典型", "Advanced model"),
    ("poverty_relief", "助力精准扶贫女代表", "Poverty-relief representative"),
    ("market", "专业市场女代表", "Market representative"),
    ("cooperative", "合作社女代表", "Co-operative representative"),
)
