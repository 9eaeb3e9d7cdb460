from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "niangjia.site"
    label = "site"
    verbose_name = "站点"
