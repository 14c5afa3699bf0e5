"""After-Sales Playbook: the rules, and the engine that answers a case from them."""
