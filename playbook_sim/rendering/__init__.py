"""The one renderer: what the handbook shows at build time and the simulator in the browser comes from here."""
