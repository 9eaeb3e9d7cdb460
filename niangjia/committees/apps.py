from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    name = "niangjia.committees"
    label = "committees"
    verbose_name = "执委"
