"""The problem set: questions that the library answers, told as text and as pages."""
