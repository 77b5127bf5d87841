"""Who works on which days: weekly shifts, leave, and days on which the app itself was down."""
