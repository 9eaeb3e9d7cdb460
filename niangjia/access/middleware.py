"""What somebody may do is read anew with every request: an ended post ends her session."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.access.scopes import acting

# Where a session keeps the number of the organisation that she, serving in several, works in.
CHOSEN = "own_organisation"

Handler = Callable[[HttpRequest], HttpResponse]


def posts_of_today(get_response: Handler) -> Handler:
    """Whoever is signed in acts in the posts she holds today; without one she is signed out."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            first = request.session.get(CHOSEN)
            user = acting(request.user, on=timezone.localdate(), first=first)
            if not user.scopes_of_day[1]:
                logout(request)
                raise PermissionDenied(
                    _("你今天没有在任的职务，账号已经退出。有事要办，请找上一级妇联。")
                )
        return get_response(request)

    return handle
