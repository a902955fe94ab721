"""The address where a meeting is prepared: for whoever started ``lanspuls edit`` on this machine, and nobody else."""
