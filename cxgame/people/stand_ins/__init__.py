"""Who stands in for whom, on which days: delegation with dates, and cover for a leave."""
