"""Detectors of one stage and of several, and non-maximum suppression: a question in words.

A detector of one stage is faster, is trained as a whole, and sees the whole image. Suppression is
needed because several boxes fire for one object: the best is kept, and boxes that overlap it too
much go, however confident they are; dropping boxes of low confidence is another step.
"""

QUESTION = """
What speaks for detectors of one stage, and why is non-maximum suppression needed?
"""
