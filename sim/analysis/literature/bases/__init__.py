"""How often crises do what the model's runs do: public counts, and the same counted in runs."""
