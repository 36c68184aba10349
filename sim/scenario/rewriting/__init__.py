"""A scenario said differently: mechanisms switched off, ladders re-spaced; from a document to a document."""
