"""The hidden checks of faults and changes: small made-up rows, no run of the pipeline."""
