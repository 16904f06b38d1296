"""The own price table, as CSV and XLSX.

prices, price_file: what is kept; what is uploaded
csv_sheet, xlsx_sheet, xlsx_package, xlsx_parts, xlsx_cells: the two kinds of file
"""
