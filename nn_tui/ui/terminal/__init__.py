"""What terminals can do, and what is made of it: characters, colours, a slow line."""
