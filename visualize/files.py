"""Files are written here as `autograd` writes its own."""

from autograd.files import writable, write

__all__ = ["writable", "write"]
