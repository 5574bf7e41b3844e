"""The disclosure engine: arrays in, what to suppress and its proof out. Imports nothing of ours."""
