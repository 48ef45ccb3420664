"""Why profit changed from one period to another: an exact sum of factors, none of them favoured by its order."""
