"""Natural groups: k-means on mixed traits, judged, named."""
