"""Browsing lessons: by theme, audience, certainty and the cases behind them, counted as the catalogue is."""
