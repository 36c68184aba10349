"""The version of the simulation, as installed."""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("escalation-ladder")
except PackageNotFoundError:  # run from a source tree that was never installed
    VERSION = "0+unknown"
