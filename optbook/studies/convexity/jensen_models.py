"""Two places where Jensen's inequality is at work: mixtures with a hidden cluster, and ensembles of networks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import descend
from optbook.data import load
from optbook.models import MLP
from optbook.models.losses import log_sum_exp, softmax
from optbook.noise import Minibatches
from optbook.optimizers import GradientDescent
from optbook.study import study


@dataclass(frozen=True, eq=False)
class Mixture:
    """Normal clusters of standard deviation one, and one number of which the cluster was not seen.

    Attributes
    ----------
    share, center : (..., clusters) arrays
    x : (...) array
    """

    share: np.ndarray
    center: np.ndarray
    x: np.ndarray

    @property
    def joint(self) -> np.ndarray:
        """Density of the number together with each cluster, ``(..., clusters)``."""
        return self.share * np.exp(-((np.asarray(self.x)[..., None] - self.center) ** 2) / 2) / np.sqrt(2 * np.pi)

    @property
    def log_likelihood(self) -> np.ndarray:
        """Logarithm of the density of the number alone, ``(...)``."""
        return np.log(self.joint.sum(-1))

    @property
    def posterior(self) -> np.ndarray:
        """Probability of each cluster given the number, ``(..., clusters)``: Bayes' rule."""
        return self.joint / self.joint.sum(-1, keepdims=True)

    def bound(self, q: np.ndarray) -> np.ndarray:
        """Mean under `q`, ``(..., clusters)``, of ``log(joint / q)``: never above the log likelihood."""
        return (q * np.log(self.joint / q)).sum(-1)


TWO = Mixture(np.array([0.5, 0.5]), np.array([-1.0, 1.5]), np.array(0.7))
"""Two clusters, and a number between them."""


@dataclass(frozen=True, eq=False)
class Ensemble:
    """Networks that were trained apart, and what they say together of the test samples.

    Attributes
    ----------
    members : (count, samples) array
        Cross entropy of each network on each sample.
    probabilities, outputs : (count, samples) arrays
        Cross entropy of the first 1, 2, ... networks, by the mean of their probabilities, and of their outputs.
    parameters : (count,) array
        Mean cross entropy of one network with the mean of the first 1, 2, ... networks' parameters.
    wrong : (count, samples) bool array
        Whether each network errs.
    together_wrong : (samples,) bool array
        Whether the mean of all probabilities errs.
    """

    members: np.ndarray
    probabilities: np.ndarray
    outputs: np.ndarray
    parameters: np.ndarray
    wrong: np.ndarray
    together_wrong: np.ndarray


@study
def ensemble(count: int = 10, width: int = 16, steps: int = 400, lr: float = 0.3, seed: int = 0) -> Ensemble:
    """Train `count` networks on the digits, from starts of their own, and average them in three ways."""
    digits = load("digits")
    net = MLP(digits.train_inputs, digits.train_targets, (width,))
    starts = net.initialize(seed, batch=(count,))
    trained = descend(Minibatches(net, 64, seed), starts, GradientDescent(lr), steps, every=steps).x[-1]
    outputs, targets = net.outputs(trained, digits.test_inputs), digits.test_targets
    sizes = np.arange(1, count + 1)[:, None, None]
    probabilities = softmax(outputs).cumsum(0) / sizes
    mean_outputs = outputs.cumsum(0) / sizes
    mean_parameters = trained.cumsum(0) / sizes[:, 0]
    return Ensemble(
        _cross_entropy(outputs, targets),
        -np.log(_of(probabilities, targets)),
        _cross_entropy(mean_outputs, targets),
        _cross_entropy(net.outputs(mean_parameters, digits.test_inputs), targets).mean(-1),
        outputs.argmax(-1) != targets,
        probabilities[-1].argmax(-1) != targets,
    )


def _of(rows: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Each sample's entry of its own class: ``(..., samples, classes) -> (..., samples)``."""
    return rows[..., np.arange(len(targets)), targets]


def _cross_entropy(outputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Cross entropy of each sample: ``(..., samples, classes) -> (..., samples)``."""
    return log_sum_exp(outputs) - _of(outputs, targets)
