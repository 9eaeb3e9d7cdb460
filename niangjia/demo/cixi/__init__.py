"""The demo city's ledgers: a network down to grids and stations, lateral bodies and venues."""
