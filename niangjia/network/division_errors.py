"""What is said when the table of places has no answer; the table is read without Django."""


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for the translators; whoever prints it translates it."""
    return sentence


NOT_BUILT = gettext_noop("还没有行政区划表（缺 %(file)s）。请先运行 make setup。")
OUTDATED = gettext_noop("%(file)s 不是本版本的行政区划表。请重新运行 make setup。")
NO_COUNTY_ITSELF = gettext_noop("“%(code)s”不是县级代码，它在 %(county)s 之内；请用这个 6 位代码。")
NO_COUNTY = gettext_noop("区划表里没有“%(code)s”这个县级代码。请核对后再试。")
NEAR_COUNTIES = gettext_noop(
    "区划表里没有“%(code)s”这个县级代码。相近的有：%(near)s。请核对后再试。"
)


class Untold(LookupError):
    """What is not in the table, in a sentence that whoever shows it translates.

    Attributes:
        sentence: The sentence with named gaps, as the translators know it.
        values: What stands in the gaps.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence % values)
        self.sentence = sentence
        self.values = values


class TableNotBuilt(Untold):
    """There is no built file, or one of another version."""


class UnknownDivision(Untold):
    """No county of the table has this code."""
