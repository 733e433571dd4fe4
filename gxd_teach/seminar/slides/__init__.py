"""Slides, made from the built pages of the book."""
