"""How fast the simulation is, and what its time is spent on: `python -m bench`."""
