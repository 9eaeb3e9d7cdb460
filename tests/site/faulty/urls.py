"""The addresses of the site, and one that queues a job."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from niangjia.base import jobs
from niangjia.site import urls
from tests.site.faulty.tasks import act_often


def queue(request: HttpRequest) -> HttpResponse:
    """Queue a job; that it is queued is what the answer acknowledges."""
    jobs.defer(act_often, by=request.user, mark=request.POST["mark"])
    return HttpResponse("queued")


urlpatterns = [path("queue/", queue), path("", include(urls.urlpatterns))]
handler500 = urls.handler500
