"""Who can be changed on the page: a customer or an applicant, as the data of the run has it."""

from workbench.files import CONFIG, load_config
from workbench.server.answers import made_by_run

made_by_run(CONFIG)
if load_config().data.recipe == "credit":
    from .credit import Applicant as Person
    from .credit import row
else:
    # One name for two tables, of which a run has one.
    from .telco import Customer as Person  # type: ignore[assignment]
    from .telco import row  # type: ignore[assignment]

__all__ = ["Person", "row"]
