"""A tape as machine code, made by LLVM (extra `compiled`): no compiler is needed."""

from autograd.tape.compiled_program.engine import built

__all__ = ["built"]
