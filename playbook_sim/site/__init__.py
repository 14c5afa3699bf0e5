"""Build-time code: the macros of the pages, and the steps around their build. Never shipped to the browser."""
