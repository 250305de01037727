"""The sheet page: a sheet is typed and judged in one HTML file, by the very same Python."""
