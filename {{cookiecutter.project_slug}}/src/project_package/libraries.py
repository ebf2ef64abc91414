"""The libraries whose versions the numbers depend on most."""

LIBRARIES = ["numpy", "pandas", "scikit-learn", "scipy"]
