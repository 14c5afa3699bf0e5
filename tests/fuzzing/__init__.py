"""Random cases through the engine, as many as there is time for: ``make fuzz``, and a fixed share in ``make test``."""
