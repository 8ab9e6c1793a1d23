"""The data address: what scripts ask for, by which parameters, and what they get."""
