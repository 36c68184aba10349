"""The war game: people in the seats of a scenario, and the same rulebook to adjudicate.

A library without a screen: a `Game` takes actions one after another and refuses what cannot be.
"""
