"""The demo as a folder that is uploaded to Hugging Face as it is: ``make space``."""
