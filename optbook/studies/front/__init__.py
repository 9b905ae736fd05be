"""Studies of the front matter."""
