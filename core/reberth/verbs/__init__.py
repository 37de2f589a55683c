"""``verb(request, emit) -> result``: all that the command line and the wizard may call."""
