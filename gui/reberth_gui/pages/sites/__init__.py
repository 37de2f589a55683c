"""The third step: sites, applications, virtual directories, and their content."""
