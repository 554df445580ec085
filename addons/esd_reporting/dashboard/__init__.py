"""The spreadsheet dashboard, built from a few lines rather than drawn."""
