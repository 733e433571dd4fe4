"""Where footprints rest: the database of an exchange."""
