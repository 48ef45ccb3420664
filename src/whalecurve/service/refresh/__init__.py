"""The same figures again from a folder of exports, without a person: read, checked, saved, or left as they were."""
