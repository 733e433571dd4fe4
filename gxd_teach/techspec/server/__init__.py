"""The server of an exchange: HTTPS, tokens, lists, refusals."""
