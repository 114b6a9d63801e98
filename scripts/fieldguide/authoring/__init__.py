"""What people write: the page of a new topic, and the pages that are made from the code."""
