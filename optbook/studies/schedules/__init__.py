"""Studies of chapter 7: step sizes over time."""
