"""Publications in the workspace: begun by kind, written, composed, reviewed, and renewed when a case has moved on."""
