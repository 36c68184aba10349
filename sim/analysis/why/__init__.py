"""Causes, never without what errors made of them; and lines crossed unawares."""
