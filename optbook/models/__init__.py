"""Objectives made from data: the mean of a loss over samples, as a function of a model's parameters."""

from optbook.models.blocks import Block, flatten, unflatten
from optbook.models.mlp import MLP, LayerStatistics
from optbook.models.model import Model

__all__ = ["MLP", "Block", "LayerStatistics", "Model", "flatten", "unflatten"]
