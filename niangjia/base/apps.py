from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "niangjia.base"
    label = "base"
    verbose_name = "地基"
