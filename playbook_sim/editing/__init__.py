"""For those who change the playbook: what a change does, what it needs beside it, and help while writing it."""
