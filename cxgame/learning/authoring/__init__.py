"""SOPs and modules written on screen: drafts, their approval, versions, what an update offers."""
