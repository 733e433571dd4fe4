"""The handout: the whole book as one PDF, made from its built pages."""
