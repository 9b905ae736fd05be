"""What each page computes: study functions and claims, one module a page."""
