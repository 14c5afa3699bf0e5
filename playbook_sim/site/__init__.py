"""Build-time code: the pages' macros, and the steps around their build. Never shipped to the browser."""
