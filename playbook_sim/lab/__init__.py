"""Rules tried out without a file being touched: what can be changed of a problem, the rulebook with it, its TOML."""
