"""New cases: begun from a template, and looked over before they enter the course."""
