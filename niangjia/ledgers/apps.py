from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "niangjia.ledgers"
    label = "ledgers"
    verbose_name = "台账"
