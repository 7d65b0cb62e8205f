"""What people see: the cascade page and its forms for notebooks; every view is a function that returns a string."""
