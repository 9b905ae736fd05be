"""The contest on sparse features of the page on Adagrad."""

from __future__ import annotations

import numpy as np

from optbook.studies.adaptive import adagrad_sparse


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
