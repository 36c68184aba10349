"""Who sees what at the table: a seat, everyone, the white cell. Screens show a view and know nothing else."""
