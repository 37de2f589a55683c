"""The only room that copies bytes: a build folder, or a tar stream."""
