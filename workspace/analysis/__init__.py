"""For the researcher: what was found in which case, by lesson or theme, and cases side by side."""
