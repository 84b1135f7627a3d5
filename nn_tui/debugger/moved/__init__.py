"""Who moved a weight: what each training row, and whatever else, has added to its step."""
