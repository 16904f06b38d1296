"""The portal's stand-in: what a browser shows around the extension's pages, and switches for rehearsing bad days."""
