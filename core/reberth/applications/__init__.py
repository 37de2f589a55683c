"""What each application needs, from its web.config chain and its folder; secrets as places."""
