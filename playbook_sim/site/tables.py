"""Tables of pages; see ``rendering.tables``."""

from playbook_sim.rendering.tables import rows_table

__all__ = ["rows_table"]
