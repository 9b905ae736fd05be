"""What can be computed about an objective without an optimizer: stationary points, spectra, slices, signal sizes."""

from optbook.analysis.mean_field import MeanField, gaussian_mean, mean_field
from optbook.analysis.slices import Slice, barrier, between, filter_normalized, unit_directions
from optbook.analysis.spectra import Krylov, lanczos, top_eigenpairs, top_eigenvalues
from optbook.analysis.stationary_points import StationaryPoint, classify, stationary_points

__all__ = [
    "Krylov",
    "MeanField",
    "Slice",
    "StationaryPoint",
    "barrier",
    "between",
    "classify",
    "filter_normalized",
    "gaussian_mean",
    "lanczos",
    "mean_field",
    "stationary_points",
    "top_eigenpairs",
    "top_eigenvalues",
    "unit_directions",
]
