"""Functions to minimize: value, gradient and Hessian in closed form, for a batch of points at once."""

from optbook.objectives.beale import Beale
from optbook.objectives.blurred_well import BlurredWell
from optbook.objectives.bumped_parabola import BumpedParabola
from optbook.objectives.cosh import Cosh
from optbook.objectives.cosine import Cosine
from optbook.objectives.cosine_well import CosineWell
from optbook.objectives.cubic import Cubic
from optbook.objectives.curve import Curve
from optbook.objectives.double_well import DoubleWell
from optbook.objectives.exponential import Exponential
from optbook.objectives.flat_bowl import FlatBowl
from optbook.objectives.himmelblau import Himmelblau
from optbook.objectives.huber import Huber
from optbook.objectives.linear_change import LinearChange
from optbook.objectives.log_barrier import LogBarrier
from optbook.objectives.log_cosh import LogCosh
from optbook.objectives.log_sum_exp import LogSumExp
from optbook.objectives.monkey_saddle import MonkeySaddle
from optbook.objectives.neuron import LogisticNeuron, SquaredNeuron
from optbook.objectives.peano import Peano
from optbook.objectives.power import Power
from optbook.objectives.quadratic import Quadratic
from optbook.objectives.random_waves import RandomWaves
from optbook.objectives.rippled_bowl import RippledBowl
from optbook.objectives.rippled_well import RippledWell
from optbook.objectives.rising_waves import RisingWaves
from optbook.objectives.rosenbrock import Rosenbrock
from optbook.objectives.saddle import Saddle
from optbook.objectives.sampled_well import SampledWell
from optbook.objectives.scaled import Scaled
from optbook.objectives.sine_valley import SineValley
from optbook.objectives.soft_bend import SoftBend
from optbook.objectives.softplus import Softplus
from optbook.objectives.tanh import Tanh
from optbook.objectives.three_slopes import ThreeSlopes

__all__ = [
    "Beale",
    "BlurredWell",
    "BumpedParabola",
    "Cosh",
    "Cosine",
    "CosineWell",
    "Cubic",
    "Curve",
    "DoubleWell",
    "Exponential",
    "FlatBowl",
    "Himmelblau",
    "Huber",
    "LinearChange",
    "LogBarrier",
    "LogCosh",
    "LogSumExp",
    "LogisticNeuron",
    "MonkeySaddle",
    "Peano",
    "Power",
    "Quadratic",
    "RandomWaves",
    "RippledBowl",
    "RippledWell",
    "RisingWaves",
    "Rosenbrock",
    "Saddle",
    "SampledWell",
    "Scaled",
    "SineValley",
    "SoftBend",
    "Softplus",
    "SquaredNeuron",
    "Tanh",
    "ThreeSlopes",
]
