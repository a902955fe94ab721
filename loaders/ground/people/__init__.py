"""What people write, read so that nothing in it can stop anything else: files, and TOML in them."""
