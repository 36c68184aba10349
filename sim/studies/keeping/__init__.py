"""The folder of a study: whole files or none, locks, a manifest, and how it is opened again."""
