"""From the facts and the story to the documents that people read."""
