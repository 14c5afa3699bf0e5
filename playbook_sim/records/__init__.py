"""Saved cases: what a list shows of each, reading and writing them, the figures of all of them together."""
