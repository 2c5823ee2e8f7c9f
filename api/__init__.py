"""The only door: the HTTP service, the gateway to the assistant, and the jobs."""
