"""The session in a browser: one HTML file without a network, and the data that it is made with."""
