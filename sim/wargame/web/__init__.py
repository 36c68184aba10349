"""The table in a browser: the facilitator's screen, the seats' and the projector's, on this network only."""
