"""Optimizers, one module each: frozen hyperparameters and two pure functions, ``init`` and ``update``."""

from optbook.optimizers.accelerated_gradient import AcceleratedGradient, RestartedGradient
from optbook.optimizers.adadelta import Adadelta
from optbook.optimizers.adagrad import Adagrad
from optbook.optimizers.adam import Adam
from optbook.optimizers.adamw import AdamW
from optbook.optimizers.adopt import ADOPT
from optbook.optimizers.amsgrad import AMSGrad
from optbook.optimizers.averaged import Averaged
from optbook.optimizers.barzilai_borwein import BarzilaiBorwein
from optbook.optimizers.bfgs import BFGS
from optbook.optimizers.blockwise import Blockwise
from optbook.optimizers.cautious import Cautious
from optbook.optimizers.clipped import Clipped
from optbook.optimizers.conjugate_gradient import ConjugateGradient
from optbook.optimizers.d_adaptation import DAdaptation
from optbook.optimizers.damped_newton import DampedNewton
from optbook.optimizers.decoupled_decay import DecoupledDecay
from optbook.optimizers.diagonal_newton import AbsoluteDiagonalNewton, DiagonalNewton
from optbook.optimizers.dog import DoG
from optbook.optimizers.gradient_descent import GradientDescent
from optbook.optimizers.heavy_ball import HeavyBall
from optbook.optimizers.lbfgs import LBFGS
from optbook.optimizers.line_search import armijo_step, exact_step, strong_wolfe_step
from optbook.optimizers.lion import Lion
from optbook.optimizers.moving_average import MovingAverage
from optbook.optimizers.nesterov import Nesterov
from optbook.optimizers.newton import Newton
from optbook.optimizers.polyak_step import PolyakStep
from optbook.optimizers.prodigy import Prodigy
from optbook.optimizers.projected import Projected
from optbook.optimizers.proximal_gradient import ProximalGradient
from optbook.optimizers.rmsprop import RMSProp
from optbook.optimizers.saddle_free_newton import SaddleFreeNewton
from optbook.optimizers.saga import SAGA
from optbook.optimizers.schedule_free import ScheduleFree
from optbook.optimizers.schedule_free_adamw import ScheduleFreeAdamW
from optbook.optimizers.sharpness_aware import SharpnessAware
from optbook.optimizers.sign_sgd import SignSGD
from optbook.optimizers.steepest_descent import SteepestDescent
from optbook.optimizers.svrg import SVRG
from optbook.optimizers.trust_region import TrustRegion
from optbook.optimizers.yogi import Yogi

__all__ = [
    "ADOPT",
    "BFGS",
    "LBFGS",
    "SAGA",
    "SVRG",
    "AMSGrad",
    "AbsoluteDiagonalNewton",
    "AcceleratedGradient",
    "Adadelta",
    "Adagrad",
    "Adam",
    "AdamW",
    "Averaged",
    "BarzilaiBorwein",
    "Blockwise",
    "Cautious",
    "Clipped",
    "ConjugateGradient",
    "DAdaptation",
    "DampedNewton",
    "DecoupledDecay",
    "DiagonalNewton",
    "DoG",
    "GradientDescent",
    "HeavyBall",
    "Lion",
    "MovingAverage",
    "Nesterov",
    "Newton",
    "PolyakStep",
    "Prodigy",
    "Projected",
    "ProximalGradient",
    "RMSProp",
    "RestartedGradient",
    "SaddleFreeNewton",
    "ScheduleFree",
    "ScheduleFreeAdamW",
    "SharpnessAware",
    "SignSGD",
    "SteepestDescent",
    "TrustRegion",
    "Yogi",
    "armijo_step",
    "exact_step",
    "strong_wolfe_step",
]
