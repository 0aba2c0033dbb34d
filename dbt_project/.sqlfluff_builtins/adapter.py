"""What sqlfluff's templater needs of dbt's `adapter`, and nothing else: it is not imported by the project."""


def quote(identifier: str) -> str:
    return f'"{identifier}"'
