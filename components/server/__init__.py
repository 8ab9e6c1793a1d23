"""What the server sends besides the page, and what it keeps."""
