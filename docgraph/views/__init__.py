"""What people see: documents and cascades as pages and tables; every view is a function that returns a string."""
