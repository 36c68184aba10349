"""How well a scenario's forecasts fit a dated record, and whether simpler models do as well."""
