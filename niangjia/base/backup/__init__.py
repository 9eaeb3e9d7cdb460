"""Backups: one sealed file of the database, the files of the data folder and its keys (ADR 21)."""
