"""Objectives made from data: the mean of a loss over samples, as a function of a model's parameters."""

from optbook.models.blocks import Block, flatten, unflatten
from optbook.models.least_squares import LeastSquares
from optbook.models.logistic_regression import LogisticRegression
from optbook.models.mlp import MLP, LayerStatistics
from optbook.models.model import Model
from optbook.models.softmax_regression import SoftmaxRegression

__all__ = [
    "MLP",
    "Block",
    "LayerStatistics",
    "LeastSquares",
    "LogisticRegression",
    "Model",
    "SoftmaxRegression",
    "flatten",
    "unflatten",
]
