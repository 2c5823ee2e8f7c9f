"""Custom actions: one file per skill, thin. They read slots, call one function of ours, and answer with a response."""
