"""The local site: book, exercises and exchange under one address, for this machine only."""
