"""What can be computed about objectives, and rates from the errors of a run: no optimizer is run here."""

from optbook.analysis.brackets import bisect, golden_section
from optbook.analysis.chords import Chord, ChordTest, chord_gap, chord_test
from optbook.analysis.differences import central_difference, complex_step, forward_difference
from optbook.analysis.landscapes import Landscape, random_landscape
from optbook.analysis.lattice_chains import exit_steps, middles, stationary_law, staying, transitions
from optbook.analysis.mean_field import MeanField, gaussian_mean, mean_field
from optbook.analysis.minibatch_moments import MinibatchMoments, variance_share
from optbook.analysis.noisy_quadratics import NoisyMoments, linear_recursion, noisy_moments, stationary_variance
from optbook.analysis.quadratic_programs import ActiveSets, QuadraticProgram, random_programs
from optbook.analysis.rates import contraction, log_slope, order
from optbook.analysis.recurrences import recurrence_radius, recurrence_roots
from optbook.analysis.regions import (
    Ball,
    BelowSet,
    Epigraph,
    HalfSpace,
    Intersection,
    Outside,
    Region,
    Segment,
    Union,
    boundary,
    members,
    polygon,
    worst_segment,
)
from optbook.analysis.sample_orders import (
    once_variance,
    replaced_variance,
    reshuffled_variance,
    reshuffled_variances,
    resting_place,
)
from optbook.analysis.slices import Slice, barrier, between, filter_normalized, unit_directions
from optbook.analysis.spectra import Krylov, lanczos, top_eigenpairs, top_eigenvalues
from optbook.analysis.stationary_points import StationaryPoint, classify, kind_by_values, stationary_points
from optbook.analysis.traffic import numbers_moved
from optbook.analysis.verdicts import MedianInterval, RatioInterval, best_inside, median_interval, ratio_interval
from optbook.analysis.weight_decay import decay_for, decayed

__all__ = [
    "ActiveSets",
    "Ball",
    "BelowSet",
    "Chord",
    "ChordTest",
    "Epigraph",
    "HalfSpace",
    "Intersection",
    "Krylov",
    "Landscape",
    "MeanField",
    "MedianInterval",
    "MinibatchMoments",
    "NoisyMoments",
    "Outside",
    "QuadraticProgram",
    "RatioInterval",
    "Region",
    "Segment",
    "Slice",
    "StationaryPoint",
    "Union",
    "barrier",
    "best_inside",
    "between",
    "bisect",
    "boundary",
    "central_difference",
    "chord_gap",
    "chord_test",
    "classify",
    "complex_step",
    "contraction",
    "decay_for",
    "decayed",
    "exit_steps",
    "filter_normalized",
    "forward_difference",
    "gaussian_mean",
    "golden_section",
    "kind_by_values",
    "lanczos",
    "linear_recursion",
    "log_slope",
    "mean_field",
    "median_interval",
    "members",
    "middles",
    "noisy_moments",
    "numbers_moved",
    "once_variance",
    "order",
    "polygon",
    "random_landscape",
    "random_programs",
    "ratio_interval",
    "recurrence_radius",
    "recurrence_roots",
    "replaced_variance",
    "reshuffled_variance",
    "reshuffled_variances",
    "resting_place",
    "stationary_law",
    "stationary_points",
    "stationary_variance",
    "staying",
    "top_eigenpairs",
    "top_eigenvalues",
    "transitions",
    "unit_directions",
    "variance_share",
    "worst_segment",
]
