"""One footprint in another dialect: PACT v2 and v3, Ouranos, Catena-X, iLEAP, a sheet; and what each way loses."""
