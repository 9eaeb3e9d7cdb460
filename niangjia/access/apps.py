from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "niangjia.access"
    label = "access"
    verbose_name = "账号与职权"
