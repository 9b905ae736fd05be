"""The contest on sparse features of the page on Adagrad."""

from __future__ import annotations

import numpy as np

from optbook import descend
from optbook.noise import Minibatches
from optbook.optimizers import Adagrad
from optbook.studies.adaptive import adagrad_sparse


def test_lanes_beside_each_other_are_passes_alone():
    seen = adagrad_sparse.Passes(range(3, 5))
    found = seen.losses(Adagrad(np.array([0.3, 3.0])[:, None, None]))
    for lane, seed in enumerate(seen.seeds):
        alone = Minibatches(adagrad_sparse.sparse_model(seed), adagrad_sparse.BATCH, seed)
        run = descend(alone, np.zeros(seen.dim), Adagrad(3.0), alone.epoch_steps)
        np.testing.assert_allclose(found[1, lane], run.value[-1], rtol=1e-9)
        x = np.random.default_rng(seed).normal(size=(4, 2, seen.dim))
        np.testing.assert_allclose(seen.grad(x)[:, lane], alone.grad(x[:, lane]), rtol=1e-12)


def test_no_best_rate_is_at_the_edge_of_the_grid():
    runs = adagrad_sparse.contest()
    for name in runs.losses:
        assert 0 < runs.best(name) < len(runs.rates) - 1


def test_adagrad_leads_on_sparse_features_for_every_seed():
    runs = adagrad_sparse.contest()
    for rival in ("SGD", "SGD, falling rate"):
        assert (runs.losses["Adagrad"][runs.best("Adagrad")] < runs.losses[rival][runs.best(rival)]).all()
        mean, error = runs.lead("Adagrad", rival)
        assert mean > 4 * error


def test_rare_features_have_larger_rates():
    run = adagrad_sparse.rare()
    half = np.median(run.present)
    assert run.rate[run.present < half].min() > run.rate[run.present.argmax()]
    assert np.median(run.rate[run.present < half]) > 1.5 * np.median(run.rate[run.present > half])
