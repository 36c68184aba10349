"""A scenario against a dated record: the record read, the scenario and its null models run, all scored."""
