"""All that is HTML: what a notebook shows, and the report."""

from .notebook import profile_html, report_html, table_html

__all__ = ["profile_html", "report_html", "table_html"]
