"""The other side of an exchange: reading another company's footprints."""
