"""The door through which every uploaded file comes in: opened in a child process that can do nothing else."""
