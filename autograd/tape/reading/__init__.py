"""A tape as text: straight Python, loops, LaTeX."""
