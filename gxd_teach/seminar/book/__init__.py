"""The book as pages: built with what they need beside them, and only when something changed."""
