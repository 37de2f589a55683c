"""The first step: disks, recognition, scan, the server, and where the container will run."""
