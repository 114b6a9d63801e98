"""What a pull request changes, for whoever reviews it."""
