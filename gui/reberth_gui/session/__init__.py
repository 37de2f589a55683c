"""What is open in a window, and what the program remembers."""
