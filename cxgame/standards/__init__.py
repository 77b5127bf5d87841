"""What we promise and where: touchpoints, SOPs and their steps."""
