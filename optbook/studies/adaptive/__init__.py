"""Studies of chapter 6: adaptive methods."""
