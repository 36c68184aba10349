"""Two ways to run one rulebook: the compiled ensemble, and the agents."""
