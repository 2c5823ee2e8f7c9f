"""Reports of what customers said, counted in the store and told with how far it may be off."""
