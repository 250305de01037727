"""Exchange: models in files and between libraries."""
