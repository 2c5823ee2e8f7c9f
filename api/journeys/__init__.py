"""The journey map: where customers come by, where they leave, and where their time is lost."""
