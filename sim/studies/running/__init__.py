"""Points run: here, on processes, on a cluster; one code path for all."""
