"""Studies of chapter 3: gradient descent."""
