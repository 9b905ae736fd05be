"""Where a library does otherwise on purpose, and by how much."""

from __future__ import annotations

import numpy as np
import optax
import pytest
import torch

from optbook import schedules
from optbook.optimizers import Adagrad, AMSGrad, Clipped, GradientDescent, RMSProp, Yogi
from optbook.studies.schedules.decay_plateau import Plateau


def deltas(optimizer, grads):
    """Steps on a row of gradients, one number each, from 0."""
    x, state, out = np.zeros(1), optimizer.init(np.zeros(1)), []
    for grad in grads:
        delta, state = optimizer.update(np.array([grad]), state, x)
        x = x + np.asarray(delta)
        out.append(float(delta[0]))
    return np.array(out)


def test_optax_adagrad_starts_its_sum_at_a_tenth_and_puts_eps_inside_the_root():
    theirs = deltas(optax.adagrad(1.0), [0.1, 0.2])
    np.testing.assert_allclose(theirs, [-0.1 / np.sqrt(0.11 + 1e-7), -0.2 / np.sqrt(0.15 + 1e-7)], rtol=1e-12)
    np.testing.assert_allclose(deltas(Adagrad(lr=1.0), [0.1, 0.2]), [-1, -0.2 / np.sqrt(0.05)], rtol=1e-8)


def test_optax_rmsprop_puts_eps_inside_the_root_unless_told():
    grads = [1e-4, 1e-4]  # eps is as large as the mean square
    inside = deltas(optax.rmsprop(1.0, eps=1e-8), grads)
    np.testing.assert_allclose(inside[0], -1e-4 / np.sqrt(1e-9 + 1e-8), rtol=1e-12)
    np.testing.assert_allclose(deltas(RMSProp(lr=1.0), grads)[0], -1e-4 / (np.sqrt(1e-9) + 1e-8), rtol=1e-12)


def test_optax_amsgrad_takes_the_largest_after_the_correction_and_torch_before():
    grads = [1.0, 0.0, 0.0, 0.0]
    ours, theirs = (
        deltas(AMSGrad(lr=1.0, beta1=0.0, beta2=0.5), [*grads, 1.0]),
        deltas(optax.amsgrad(1.0, b1=0.0, b2=0.5), [*grads, 1.0]),
    )
    # Mean squares .5, .25, ..., .53; corrected at the first step 1, at the last .53 / (1 - 1/32).
    np.testing.assert_allclose(ours[-1], -1 / np.sqrt((0.5 + 1 / 32) / (1 - 1 / 32)), rtol=1e-7)
    np.testing.assert_allclose(theirs[-1], -1.0, rtol=1e-7)


def test_optax_yogi_corrects_and_starts_above_zero():
    ours, theirs = deltas(Yogi(lr=1.0, eps=1e-3), [5.0]), deltas(optax.yogi(1.0), [5.0])
    np.testing.assert_allclose(ours, -0.5 / (np.sqrt(0.025) + 1e-3), rtol=1e-12)
    mean, square = 0.9e-6 + 0.5, 1e-6 + 0.025
    np.testing.assert_allclose(theirs, -mean / 0.1 / (np.sqrt(square / 0.001) + 1e-3), rtol=1e-9)


def test_torch_clips_to_a_little_less_than_the_norm():
    p = torch.nn.Parameter(torch.zeros(2, dtype=torch.float64))
    p.grad = torch.tensor([3.0, 4.0], dtype=torch.float64)
    torch.nn.utils.clip_grad_norm_([p], 1.0)
    optimizer = Clipped(GradientDescent(lr=1.0), norm=1.0)
    grad = np.array([3.0, 4.0])
    ours = -optimizer.update(grad, optimizer.init(grad), grad)[0]
    np.testing.assert_allclose(ours, grad / 5, rtol=1e-15)
    np.testing.assert_allclose(p.grad.numpy(), grad / (5 + 1e-6), rtol=1e-15)


def rates(make, steps):
    """Rates used by a scheduler of PyTorch at its first updates, from a rate of 1."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    scheduler, used = make(optimizer), []
    for _ in range(steps):
        used.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return used


STEPS = np.arange(12)


@pytest.mark.parametrize(
    ("ours", "make"),
    [
        (schedules.cosine(1.0, 12, 0.1), lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 12, eta_min=0.1)),
        (schedules.step_decay(1.0, 0.5, [3, 7]), lambda o: torch.optim.lr_scheduler.MultiStepLR(o, [3, 7], gamma=0.5)),
        (schedules.exponential(1.0, 0.2), lambda o: torch.optim.lr_scheduler.ExponentialLR(o, np.exp(-0.2))),
        (
            schedules.cosine_restarts(1.0, 2, growth=2),
            lambda o: torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(o, 2, T_mult=2),
        ),
        (
            schedules.warmup(1.0, 4),
            lambda o: torch.optim.lr_scheduler.LinearLR(o, start_factor=1 / 4, total_iters=3),
        ),
    ],
    ids=["cosine", "step_decay", "exponential", "cosine_restarts", "warmup"],
)
def test_schedules_of_torch_give_the_same_rates(ours, make):
    np.testing.assert_allclose(ours(STEPS), rates(make, 12), rtol=1e-12)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (schedules.cosine(1.0, 12, 0.1), optax.cosine_decay_schedule(1.0, 12, alpha=0.1)),
        (schedules.step_decay(1.0, 0.5, [3, 7]), optax.piecewise_constant_schedule(1.0, {3: 0.5, 7: 0.5})),
        (schedules.exponential(1.0, 0.2), optax.exponential_decay(1.0, 1, np.exp(-0.2))),
    ],
    ids=["cosine", "step_decay", "exponential"],
)
def test_schedules_of_optax_give_the_same_rates(ours, theirs):
    np.testing.assert_allclose(ours(STEPS), [float(theirs(step)) for step in STEPS], rtol=1e-6)  # in float32


def test_warmup_begins_at_a_quarter_here_at_zero_in_optax_and_at_a_third_in_torch():
    np.testing.assert_allclose(schedules.warmup(1.0, 4)(np.arange(5)), [0.25, 0.5, 0.75, 1, 1])
    optaxs = optax.schedules.warmup_constant_schedule(0.0, 1.0, 4)
    np.testing.assert_allclose([float(optaxs(step)) for step in range(5)], [0, 0.25, 0.5, 0.75, 1])
    torchs = rates(lambda o: torch.optim.lr_scheduler.LinearLR(o, total_iters=4), 5)
    np.testing.assert_allclose(torchs, [1 / 3, 1 / 2, 2 / 3, 5 / 6, 1])


def plateau_scales(losses, patience):
    """Product of the cuts after each loss: by the rule of the book, by torch, by optax."""
    rule = Plateau(factor=0.5, patience=patience)
    state, ours = rule.init(np.zeros(())), []
    sgd = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    scheduler, by_torch = torch.optim.lr_scheduler.ReduceLROnPlateau(sgd, factor=0.5, patience=patience), []
    peer = optax.contrib.reduce_on_plateau(factor=0.5, patience=patience)
    other, by_optax = peer.init(np.zeros(1)), []
    for loss in losses:
        state = rule.update(np.asarray(loss), state)
        ours.append(float(state.scale))
        scheduler.step(loss)
        by_torch.append(sgd.param_groups[0]["lr"])
        _, other = peer.update(np.zeros(1), other, value=loss)
        by_optax.append(float(other.scale))
    return ours, by_torch, by_optax


def test_the_plateau_rule_is_that_of_torch_and_that_of_optax_with_one_more_window_of_patience():
    losses = 1 + np.random.default_rng(0).normal(size=60) / (1 + np.arange(60.0))
    ours, by_torch, _ = plateau_scales(losses, patience=2)
    _, _, by_optax = plateau_scales(losses, patience=3)
    assert ours[-1] < 1 / 16
    assert ours == by_torch
    # The scale of optax has single precision where its parameters have: halves are exact.
    assert ours == by_optax
    assert plateau_scales(losses, patience=2)[2] != ours
