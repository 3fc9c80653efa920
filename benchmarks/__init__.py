"""What the project costs: speed beside the bare parser, latency of the explorer; and what these measure on."""
