"""`make shots`: pictures of every page as every role, to look at before a page is called done."""
