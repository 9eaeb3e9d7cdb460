from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "niangjia.network"
    label = "network"
    verbose_name = "组织网络"
