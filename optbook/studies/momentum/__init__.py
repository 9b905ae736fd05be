"""Studies of chapter 5: momentum."""
