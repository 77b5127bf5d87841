"""From a cluster of complaints to training, and whether it changed anything."""
