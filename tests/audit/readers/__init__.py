"""What reads the sentences and headlines of a page, each by a pattern of its own."""
