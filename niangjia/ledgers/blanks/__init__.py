"""Ledgers to be filled in: blank, or with what is known as of a day; the importer reads them back."""
