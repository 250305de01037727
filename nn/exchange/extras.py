"""Optional packages, loaded where they are used."""

from autograd.exchange.extras import load_extra

__all__ = ["load_extra"]
