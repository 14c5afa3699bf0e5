"""How the TOML files are written, as JSON Schemas that editors' tools complete keys from and underline mistakes by."""
