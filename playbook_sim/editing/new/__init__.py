"""``playbook-sim new``: files that pass their schema and fail the check until what is missing is filled in."""
