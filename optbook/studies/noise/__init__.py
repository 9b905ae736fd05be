"""Studies of chapter 4: noise."""
