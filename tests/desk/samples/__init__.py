"""The pages of a county as its views would fill them: templates are looked at without a database."""
