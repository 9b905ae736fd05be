"""Studies of chapter 2: convexity."""
