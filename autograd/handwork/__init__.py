"""Sheets: a person's hand calculation, read line by line; the first slip is found and named.

The format is described in this package's README.md. lark, the parser library, is loaded when the
first sheet is read, so importing this package needs the standard library only.
"""
