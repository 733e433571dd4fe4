"""Part III of the course: worked cases, built only on `framework` and `techspec`."""
