"""Reading: from a picture to a digit, and why."""
