"""Every sample page, drawn by the templates as a browser would get it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from tests.desk.samples import figure, ledger, organisation, overview, pairs, report
from tests.desk.samples.shared import shell


class SignIn(forms.Form):
    """The fields of allauth's form, without its look-up."""

    login = forms.CharField(widget=forms.TextInput({"autocomplete": "username"}))
    password = forms.CharField(widget=forms.PasswordInput({"autocomplete": "current-password"}))


OWN = forms.PasswordInput({"autocomplete": "new-password"})


class OwnPassword(forms.Form):
    """What the first sign-in asks for."""

    password1 = forms.CharField(label="新密码", widget=OWN, help_text="至少10个字")
    password2 = forms.CharField(label="再写一遍", widget=OWN)


INSIDE: Mapping[str, tuple[str, str, Callable[[], object]]] = MappingProxyType(
    {
        "overview": ("desk/overview.html", "工作台", overview.overview),
        "organisation": ("desk/organisation.html", "组织与名册", organisation.organisation),
        "organisations": ("desk/organisations.html", "组织与名册", organisation.organisations),
        "nothing-found": (
            "desk/organisations.html",
            "组织与名册",
            lambda: organisation.organisations("无此镇"),
        ),
        "figure": ("desk/figure.html", "指标", figure.figure),
        "ratio": ("desk/figure.html", "指标", figure.ratio),
        "catalogue": ("desk/catalogue.html", "指标", figure.catalogue),
        "report": ("desk/report.html", "材料报告", report.report),
        "reports": ("desk/reports.html", "材料报告", report.reports),
        "import": ("desk/import.html", "导入", ledger.import_),
        "pairs": ("desk/pairs.html", "可能是同一人", pairs.pairs),
        "imports": ("desk/imports.html", "导入", ledger.imports),
        "upload": ("desk/upload.html", "导入", ledger.upload),
        "uploading": ("desk/upload.html", "导入", ledger.uploading),
        "import-undo": ("desk/import_undo.html", "导入", ledger.undo),
    }
)
OUTSIDE: Mapping[str, tuple[str, Callable[[], dict[str, object]]]] = MappingProxyType(
    {
        "sign-in": ("account/login.html", lambda: {"form": SignIn({"login": "qingliu"})}),
        "own-password": (
            "desk/first_password.html",
            lambda: {"form": OwnPassword({"password1": "short"})},
        ),
        "refused": ("403.html", lambda: {"exception": "这一页归镇主席管，找她开通。"}),
        "missing": ("404.html", dict),
        "broken": ("500.html", dict),
        "too-often": ("429.html", dict),
    }
)
NAMES = (*INSIDE, *OUTSIDE)


def drawn(name: str, language: str = "zh-hans") -> str:
    """The HTML of one sample page in one language."""
    with translation.override(language):
        return render_to_string(*_template_and_context(name), request=RequestFactory().get("/"))


def _template_and_context(name: str) -> tuple[str, dict[str, object]]:
    if name in OUTSIDE:
        template, context = OUTSIDE[name]
        return template, context()
    template, current, page = INSIDE[name]
    return template, {"shell": shell(current), "page": page()}
