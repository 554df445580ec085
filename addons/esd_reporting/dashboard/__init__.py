"""The spreadsheet dashboard, generated from a short description."""
