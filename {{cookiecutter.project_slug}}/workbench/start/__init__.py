"""The first run is kept, and every later one is compared with it."""
