"""Addresses that answer without sign-in. Everything else asks first."""

OPEN_ADDRESSES = ("account_login", "account_logout", "site:language", "site:healthz")
