"""What can be computed about an objective without running an optimizer: stationary points and spectra."""

from optbook.analysis.spectra import Krylov, lanczos, top_eigenpairs, top_eigenvalues
from optbook.analysis.stationary_points import StationaryPoint, classify, stationary_points

__all__ = ["Krylov", "StationaryPoint", "classify", "lanczos", "stationary_points", "top_eigenpairs", "top_eigenvalues"]
