"""What pages may call, ``{{ limit("dsers_remedy") }}`` and the rest, by what they show."""
