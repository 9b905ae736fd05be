"""What can be computed about an objective: stationary points, spectra, slices, signal sizes, random landscapes.

And, from the errors of any run, its rate of convergence.
"""

from optbook.analysis.differences import central_difference, complex_step, forward_difference
from optbook.analysis.landscapes import Landscape, random_landscape
from optbook.analysis.mean_field import MeanField, gaussian_mean, mean_field
from optbook.analysis.rates import contraction, log_slope, order
from optbook.analysis.slices import Slice, barrier, between, filter_normalized, unit_directions
from optbook.analysis.spectra import Krylov, lanczos, top_eigenpairs, top_eigenvalues
from optbook.analysis.stationary_points import StationaryPoint, classify, kind_by_values, stationary_points

__all__ = [
    "Krylov",
    "Landscape",
    "MeanField",
    "Slice",
    "StationaryPoint",
    "barrier",
    "between",
    "central_difference",
    "classify",
    "complex_step",
    "contraction",
    "filter_normalized",
    "forward_difference",
    "gaussian_mean",
    "kind_by_values",
    "lanczos",
    "log_slope",
    "mean_field",
    "order",
    "random_landscape",
    "stationary_points",
    "top_eigenpairs",
    "top_eigenvalues",
    "unit_directions",
]
