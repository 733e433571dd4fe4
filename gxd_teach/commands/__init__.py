"""The words of the `gxd` command, a module for each part of the course; no logic lives here."""
