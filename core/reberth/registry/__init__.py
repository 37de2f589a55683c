"""Registry hives of an offline Windows, with transaction-log replay."""
