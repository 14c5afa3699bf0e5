"""What takes how long: programs to run by hand, beside the tests and never part of them."""
