"""Data sets, split into training and test samples and standardized.

Three are measured and come with scikit-learn, so that nothing is downloaded: digits, diabetes and breast_cancer.  Three
are made here from random numbers, and say so: ill_conditioned, sparse_features and airfoil_like.

Sources: E. Alpaydin and C. Kaynak, "Optical recognition of handwritten digits", UCI Machine Learning Repository, 1998.
B. Efron, T. Hastie, I. Johnstone and R. Tibshirani, "Least angle regression", The Annals of Statistics 32, 407-499,
2004.  W. N. Street, W. H. Wolberg and O. L. Mangasarian, "Nuclear feature extraction for breast tumor diagnosis", SPIE
1905, 861-870, 1993.  T. F. Brooks, D. S. Pope and M. A. Marcolini, "Airfoil self-noise and prediction", NASA Reference
Publication 1218, 1989 (what airfoil_like imitates).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.linalg import hadamard

from optbook.validation import require, require_choice, require_count, require_fraction


@dataclass(frozen=True, eq=False)
class Dataset:
    """Samples to learn from and samples to test with; the arrays cannot be written to.

    Attributes
    ----------
    name : str
        What `load` knows it by.
    made : bool
        Whether the data are made of random numbers, and not measured.
    train_inputs, test_inputs : (count, features) arrays
        One row a sample.
    train_targets, test_targets : (count,) arrays
        Integers from 0 that are classes, or floats.
    feature_names : tuple of str
        What each column of the inputs is.
    class_names : tuple of str
        What each class is; empty where the targets are floats.
    """

    name: str
    made: bool
    train_inputs: np.ndarray
    train_targets: np.ndarray
    test_inputs: np.ndarray
    test_targets: np.ndarray
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]


class Raw(NamedTuple):
    """Data as they are read or made."""

    inputs: np.ndarray
    """One row a sample."""
    targets: np.ndarray
    """Integers that are classes, or floats."""
    feature_names: tuple[str, ...]
    """One for each column."""
    class_names: tuple[str, ...] = ()
    """One for each class."""


def load(name: str, *, test_share: float = 0.2, seed: int = 0, standardized: bool = True) -> Dataset:
    """Return a data set, split at random.

    Parameters
    ----------
    name : {"digits", "diabetes", "breast_cancer", "ill_conditioned", "sparse_features", "airfoil_like"}
        Which.  The last three are made: see the functions of these names.
    test_share : float
        Share of the samples kept for the test, rounded up; in ``[0, 1)``.
    seed : int
        Of the split, and of the data where they are made.
    standardized : bool
        Whether to give inputs, and targets that are floats, mean 0 and variance 1 over the training samples.  The test
        samples are shifted and scaled alike.  Features that are constant over the training samples become 0.  The
        features of sparse_features are left alone in any case: a zero says that a feature is absent.

    Returns
    -------
    Dataset
        The same object each time it is asked for; the last 16 are kept.

    Raises
    ------
    ValueError
        When the name is unknown, `test_share` is not in ``[0, 1)`` or leaves nothing to train on, or `seed` is not a
        count.
    """
    require_choice(tuple(SOURCES), name=name)
    require_fraction(test_share=test_share)
    require_count(0, seed=seed)
    return _load(name, float(test_share), int(seed), bool(standardized))


@lru_cache(maxsize=16)
def _load(name: str, test_share: float, seed: int, standardized: bool) -> Dataset:
    source, rng = SOURCES[name], np.random.default_rng(seed)
    train = source.count - math.ceil(test_share * source.count)
    require(train > 0, "test_share", test_share, f"a share that leaves one of {source.count} samples to train on")
    raw = source.read(rng, train, source.count)
    inputs, targets = raw.inputs, raw.targets
    if standardized and source.dense:
        inputs = standardize(inputs, inputs[:train])
    if standardized and not raw.class_names:
        targets = standardize(targets, targets[:train])
    parts = inputs[:train], targets[:train], inputs[train:], targets[train:]
    for part in parts:
        part.setflags(write=False)
    return Dataset(name, source.made, *parts, raw.feature_names, raw.class_names)


def standardize(array: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """Shift and scale each column of `array` as it takes for `reference` to have mean 0 and variance 1.

    A column that is constant in `reference` becomes 0.
    """
    constant = np.ptp(reference, axis=0) == 0
    scale = np.where(constant, 1, reference.std(axis=0))
    return np.where(constant, 0, (array - reference.mean(axis=0)) / scale)


def digits() -> Raw:
    """1797 images of handwritten digits, 8 by 8 pixels from 0 to 16, in ten classes."""
    table = _bundled("digits.csv.gz")
    names = tuple(f"pixel {row} {column}" for row in range(8) for column in range(8))
    return Raw(table[:, :-1], table[:, -1].astype(np.intp), names, tuple(map(str, range(10))))


def diabetes() -> Raw:
    """442 patients, ten measurements of each, and how far their diabetes went in a year."""
    names = "age", "sex", "body mass index", "blood pressure", "tc", "ldl", "hdl", "tch", "ltg", "glucose"
    return Raw(_bundled("diabetes_data_raw.csv.gz", " "), _bundled("diabetes_target.csv.gz"), names)


def breast_cancer() -> Raw:
    """569 tumors, thirty measurements of their cells' nuclei, malignant (0) or benign (1)."""
    table = _bundled("breast_cancer.csv", skip=1)
    shape = "compactness", "concavity", "concave points", "symmetry", "fractal dimension"
    quantities = "radius", "texture", "perimeter", "area", "smoothness", *shape
    names = tuple(f"{statistic} {quantity}" for statistic in ("mean", "error of", "worst") for quantity in quantities)
    return Raw(table[:, :-1], table[:, -1].astype(np.intp), names, ("malignant", "benign"))


def ill_conditioned(
    rng: np.random.Generator, train: int, count: int, features: int = 16, condition: float = 1e4
) -> Raw:
    """Make a least-squares problem whose training inputs have a covariance of exactly this condition number.

    The eigenvalues fall geometrically.  Their axes are those of a Hadamard matrix, so that all features have the same
    variance, 1: to scale features, as standardizing does, does not help.  The targets are linear with noise of
    variance 1 / 100 added.  The number of `features` is a power of 2, for which there is such a matrix.
    """
    require(train > features, "test_share", 1 - train / count, f"a share that leaves more than {features} samples")
    eigenvalues = np.geomspace(1, 1 / condition, features)
    root = hadamard(features) * np.sqrt(eigenvalues / eigenvalues.sum())
    white = rng.standard_normal((count, features))
    white[:train] -= white[:train].mean(axis=0)
    white[:train] = np.linalg.qr(white[:train])[0] * np.sqrt(train)
    inputs = white @ root.T
    targets = inputs @ rng.standard_normal(features) + 0.1 * rng.standard_normal(count)
    return Raw(inputs, targets, _numbered(features))


def sparse_features(rng: np.random.Generator, train: int, count: int, features: int = 100) -> Raw:
    """Make two classes from features that are present (1) or absent (0), each rarer than the one before.

    On average feature ``j`` is present in one of ``2 (j + 1)`` samples.  Each speaks for one class or the other, the
    rare as clearly as the common, and the class is drawn with the probability that they add up to.
    """
    inputs = (rng.random((count, features)) < 0.5 / np.arange(1, features + 1)).astype(float)
    scores = inputs @ (2 * rng.choice([-1.0, 1.0], features))
    targets = (rng.random(count) < 1 / (1 + np.exp(-scores))).astype(np.intp)
    return Raw(inputs, targets, _numbered(features), ("no", "yes"))


def airfoil_like(rng: np.random.Generator, train: int, count: int) -> Raw:
    """Make numbers that look like the sound of airfoils in a wind tunnel: five quantities and a level in decibels.

    NASA's measurements have the same quantities, in 1503 samples.  Here these are drawn at random from the ranges of
    that experiment, and the level from a formula of the same kind: it rises with the thickness of the boundary layer
    and the square of the speed, and falls away on both sides of a frequency; 2 decibels of noise are added.
    """
    frequency = 200 * 10 ** (rng.binomial(20, 0.45, size=count) / 10)
    angle = rng.uniform(0, 22, count)
    chord = rng.choice([0.0254, 0.0508, 0.1016, 0.1524, 0.2286, 0.3048], count)
    speed = rng.choice([31.7, 39.6, 55.5, 71.3], count)
    thickness = 0.02 * chord * np.exp(0.1 * angle + 0.2 * rng.standard_normal(count))
    octaves = np.log2(frequency * thickness / (0.1 * speed))
    level = 154 + 10 * np.log10(thickness * (speed / 71.3) ** 2) - 0.7 * octaves**2 + 2 * rng.standard_normal(count)
    names = "frequency", "angle of attack", "chord", "speed", "boundary layer thickness"
    return Raw(np.stack([frequency, angle, chord, speed, thickness], axis=1), level, names)


def _numbered(count: int) -> tuple[str, ...]:
    return tuple(f"feature {k}" for k in range(count))


def _bundled(file: str, delimiter: str = ",", skip: int = 0) -> np.ndarray:
    """A table that scikit-learn carries, read without importing scikit-learn, which takes a second."""
    folder = Path(find_spec("sklearn").origin).parent / "datasets" / "data"
    return np.loadtxt(folder / file, delimiter=delimiter, skiprows=skip)


def _shuffled(read: Callable[[], Raw]) -> Callable[[np.random.Generator, int, int], Raw]:
    """Read, and put the samples in a random order, of which the first are for training."""

    def source(rng: np.random.Generator, train: int, count: int) -> Raw:
        raw, order = read(), rng.permutation(count)
        return raw._replace(inputs=raw.inputs[order], targets=raw.targets[order])

    return source


class Source(NamedTuple):
    """Where a data set comes from."""

    read: Callable[[np.random.Generator, int, int], Raw]
    """Gives the samples, those to train on first: ``(rng, train, count)``."""
    count: int
    """Number of samples."""
    made: bool = False
    """Whether of random numbers."""
    dense: bool = True
    """Whether features may be shifted."""


SOURCES = {
    "digits": Source(_shuffled(digits), 1797),
    "diabetes": Source(_shuffled(diabetes), 442),
    "breast_cancer": Source(_shuffled(breast_cancer), 569),
    "ill_conditioned": Source(ill_conditioned, 1000, made=True),
    "sparse_features": Source(sparse_features, 2000, made=True, dense=False),
    "airfoil_like": Source(airfoil_like, 1500, made=True),
}
