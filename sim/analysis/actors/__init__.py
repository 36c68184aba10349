"""Who is who: networks of command, and roles as people would be given them."""
