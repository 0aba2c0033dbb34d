"""Documents and releases in, statements out. Pure Python: knows no Dagster, dbt or Great Expectations."""
