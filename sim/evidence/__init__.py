"""What the numbers of a scenario rest on: claims of documents, or stated assumptions."""
