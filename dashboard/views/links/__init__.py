"""What an address may be besides what we wrote: with foreign words, copied with its host, or in short form."""
