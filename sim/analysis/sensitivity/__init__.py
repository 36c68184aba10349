"""Which factors move a response, and where in their space escalation lies: arrays and names only.

A response is known at each point of a design by the means of a few groups of runs, whose luck is
independent from group to group; points may share the luck of a group, or each have luck of its own.
`luck` takes that luck off, `resampling` says how sure what is left is, and a file a question asks.
"""
