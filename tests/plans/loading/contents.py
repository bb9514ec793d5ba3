"""Everything a database holds, for comparing before and after."""

from plans.loading.schema import shapes
from plans.models import LoadedRecord


def everything():
    """All rows of all loaded models and of the records, with every column, database numbers included."""
    models = [*(shape.model for shape in shapes().values()), LoadedRecord]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}
