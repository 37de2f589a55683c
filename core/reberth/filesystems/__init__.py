"""Read-only trees: NTFS, WIM, a plain folder or share; and the volumes of a server across its disks."""
