"""The data, and the script that makes its ground."""
