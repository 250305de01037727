"""Slips: the catalogue of what people do, and which of it gives the person's number."""
