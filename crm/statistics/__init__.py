"""The formulas behind reports: pure functions from counts and sums to figures, each named with its source."""
