"""What each week of a record changes of what is still to come."""
