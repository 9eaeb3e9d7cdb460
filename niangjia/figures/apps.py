from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FiguresConfig(AppConfig):
    name = "niangjia.figures"
    label = "figures"
    verbose_name = "指标"

    def ready(self) -> None:
        """Collect every room's declarations, so that the engine imports no room."""
        autodiscover_modules("figures", "of_network")
