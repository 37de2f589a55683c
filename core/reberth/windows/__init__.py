"""An offline Windows: drive letters, version, environment, features, access lists."""
