"""Kits to carry into a room without a network."""
