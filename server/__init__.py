"""Server: what stands around the pages: the HTTP API, its limits, and how it is."""
