"""The exchange as it happens: companies, records and events on the seminar's own page."""
