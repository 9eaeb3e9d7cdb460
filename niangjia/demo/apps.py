from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "niangjia.demo"
    label = "demo"
    verbose_name = "演示"
