"""./dev bench: ours, the nearest thing users have today, and the bare SQL.

Each bench is a program, `python -m PROGRAM DATABASE`, that tells one `Table`.
"""
