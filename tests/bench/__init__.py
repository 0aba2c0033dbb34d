"""What a night costs, beside what it could not cost less than. Run by `make bench`, not by the tests."""
