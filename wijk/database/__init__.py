"""Django's PostgreSQL backend; it starts the embedded server when first needed and fails in one sentence."""
