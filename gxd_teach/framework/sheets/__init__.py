"""Sheets: activity rows from CSV and Excel, and a footprint back to Excel with its formulas.

`import_sheet` and `export_sheet` are the doors; the other modules are cells, headings and rows.
"""
