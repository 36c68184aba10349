"""Studies: a scenario over many settings, its variants side by side under the same luck."""
