"""The loops that the page `frameworks` shows, update by update, beside the same loop of the book."""

from __future__ import annotations

import importlib.util
import os
from functools import partial
from pathlib import Path
from types import ModuleType

import jax
import numpy as np
import optax
import pytest
import torch

from optbook import descend
from optbook.optimizers import Clipped, HeavyBall
from optbook.schedules import cosine
from optbook.studies.front import frameworks
from optbook.studies.front.frameworks import AddedUp, network

TOLERANCE = {"torch": 1e-12, "optax": 1e-12, "keras": 1e-6}
"""Of the largest parameter, after 174 updates in double precision; in Keras a part of it, as the rates, is single."""

os.environ["KERAS_BACKEND"] = "jax"
# Keras asks a copy of numpy 2 in the way of numpy 1.
of_keras = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy:DeprecationWarning")


def read(name: str) -> ModuleType:
    """A loop, read as a file of its own."""
    path = Path(__file__).parent / "loops" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Given:
    """The network of the book on minibatches that are given."""

    def __init__(self, batches):
        self.net, self.batches = network(), batches
        self.dim, self.value = self.net.dim, self.net.value

    def at(self, step):
        return self.net.subset(np.asarray(self.batches[step]))


class Shortened(Clipped):
    """As torch clips: 1e-6 is added to the length that is divided by."""

    def update(self, grad, state, x):
        grad = grad * min(1, self.norm / (np.linalg.norm(grad) + 1e-6))
        return self.optimizer.update(grad, state, x)


class SteppedBall(HeavyBall):
    """As Keras has momentum: the velocity is a sum of steps, each at the rate of its time."""

    def update(self, grad, state, x):
        velocity = self.beta * state.velocity - self.lr(state.step) * grad
        return velocity, state._replace(step=state.step + 1, velocity=velocity)


class Torch:
    """The loop in PyTorch."""

    def __init__(self):
        self.loop = read("torch_loop")

    def start(self):
        return self.loop.start()

    def go_on(self, run, epochs, path=None, **without):
        """The run after some epochs, each point of which is appended to `path`."""
        if path is not None:
            run[1].register_step_post_hook(lambda *_: path.append(self.flat(run)))
        for _ in range(epochs):
            self.loop.train_epoch(*run)
        return run

    def saved(self, run, file):
        self.loop.save(file, *run)
        return self.loop.resume(file)

    def without_optimizer(self, run, file):
        """As above, but the state of the optimizer is left out; the schedule is not."""
        model, optimizer, scheduler, generator = self.saved(run, file)
        optimizer.state.clear()
        return model, optimizer, scheduler, generator

    def flat(self, run):
        """Parameters as the book has them: a matrix is inputs by outputs."""
        return np.concatenate([p.detach().numpy().T.ravel() for p in run[0].parameters()])

    def batches(self):
        generator = torch.Generator().manual_seed(0)
        epochs = [torch.randperm(1797, generator=generator) for _ in range(self.loop.EPOCHS)]
        return [batch.numpy() for order in epochs for batch in order.split(self.loop.BATCH)]


class Optax:
    """The loop in JAX; a run is parameters, state and the number of its next epoch."""

    def __init__(self):
        self.loop = read("optax_loop")
        self.update, self.path = self.loop.update, None
        self.loop.update = self.seen

    def seen(self, *given):
        params, state = self.update(*given)
        if self.path is not None:
            self.path.append(self.flat((params,)))
        return params, state

    def start(self):
        return *self.loop.start(), 0

    def go_on(self, run, epochs, path=None):
        self.path = path
        params, state, epoch = run
        for _ in range(epochs):
            params, state = self.loop.train_epoch(params, state, epoch)
            epoch += 1
        return params, state, epoch

    def saved(self, run, file):
        self.loop.save(file, *run)
        return self.loop.resume(file)

    def without_optimizer(self, run, file):
        params, _, epoch = self.saved(run, file)
        return params, self.loop.optimizer.init(params), epoch

    def flat(self, run):
        return network().flatten({name: np.asarray(array) for name, array in run[0].items()})

    def batches(self):
        keys = [jax.random.fold_in(jax.random.key(0), epoch) for epoch in range(self.loop.EPOCHS)]
        return cut([np.asarray(jax.random.permutation(key, 1797)) for key in keys], self.loop.BATCH)


class Keras:
    """The loop in Keras; a run is the model and the number of its next epoch."""

    def __init__(self):
        import keras  # reads the backend's name when it is imported

        self.keras, self.loop = keras, read("keras_loop")

    def start(self):
        return self.loop.start(), 0

    def go_on(self, run, epochs, path=None):
        model, epoch = run
        if path is not None:
            # By way of `seen`, where Keras brings the model up to date.
            seen = self.keras.callbacks.LambdaCallback(
                on_train_batch_end=lambda batch, logs: path.append(self.flat((seen.model,)))
            )
            model.fit = partial(type(model).fit, model, callbacks=[seen])
        for _ in range(epochs):
            self.loop.train_epoch(model, epoch)
            epoch += 1
        return model, epoch

    def saved(self, run, file):
        self.loop.save(file.with_suffix(".keras"), run[0])
        return self.loop.resume(file.with_suffix(".keras"))

    def without_optimizer(self, run, file):
        model = self.loop.start()
        model.set_weights(run[0].get_weights())
        return model, run[1]

    def flat(self, run):
        return np.concatenate([np.ravel(array) for array in run[0].get_weights()])

    def batches(self):
        orders = [np.random.default_rng((0, epoch)).permutation(1797) for epoch in range(self.loop.EPOCHS)]
        return cut(orders, self.loop.BATCH)


def cut(orders, size):
    """Minibatches of each order, the last of them smaller."""
    return [order[first : first + size] for order in orders for first in range(0, len(order), size)]


LOOPS = {"torch": Torch, "optax": Optax, "keras": Keras}
# Where the library has its own way of clipping, or form of momentum.
WAYS = {"torch": (Shortened, HeavyBall), "optax": (Clipped, HeavyBall), "keras": (Clipped, SteppedBall)}
each_loop = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=of_keras if name == "keras" else ()) for name in LOOPS]
)


@pytest.fixture(autouse=True)
def double_precision():
    """In torch and in Keras; in JAX it is on for all peers."""
    import keras

    torch.set_default_dtype(torch.float64)
    keras.config.set_floatx("float64")
    yield
    torch.set_default_dtype(torch.float32)
    keras.config.set_floatx("float32")


def method(loop, clipped=Clipped, ball=HeavyBall):
    """The book's optimizer with the settings of a loop."""
    return clipped(ball(cosine(loop.RATE, loop.steps), loop.MOMENTUM), loop.CLIP)


def apart(one, other):
    """Largest difference of two paths in units of the largest parameter."""
    return np.abs(np.array(one) - np.array(other)).max() / np.abs(other).max()


@each_loop
def test_the_settings_are_those_of_the_page(name):
    loop, names = LOOPS[name]().loop, ("EPOCHS", "BATCH", "CLIP", "RATE", "MOMENTUM")
    assert [getattr(loop, each) for each in names] == [getattr(frameworks, each) for each in names]
    assert loop.steps == frameworks.loop().steps


@each_loop
def test_the_loop_makes_the_updates_of_the_book(name, note):
    peer = LOOPS[name]()
    run = peer.start()
    path = [peer.flat(run)]
    peer.go_on(run, peer.loop.EPOCHS, path)
    given = Given(peer.batches())
    ours, books = (descend(given, path[0], method(peer.loop, *way), peer.loop.steps).x for way in (WAYS[name], ()))
    assert len(path) == peer.loop.steps + 1
    note("loop", name, "digits", "float64", apart(path, ours))
    note("loop", name, "digits", "by book", apart(path, books))
    assert apart(path, ours) < TOLERANCE[name]
    if WAYS[name] != WAYS["optax"]:  # what is said to differ does
        assert apart(path, books) > 1e3 * TOLERANCE[name]


@each_loop
def test_a_saved_run_goes_on_as_if_it_had_not_been_interrupted(name, note, tmp_path):
    peer, epochs = LOOPS[name](), LOOPS[name]().loop.EPOCHS
    half = epochs // 2
    whole = peer.flat(peer.go_on(peer.start(), epochs))
    ends = {}
    for way in (peer.saved, peer.without_optimizer):
        stopped = way(peer.go_on(peer.start(), half), tmp_path / "checkpoint")
        ends[way] = apart(peer.flat(peer.go_on(stopped, epochs - half)), whole)
    note("loop", name, "digits", "resumed", ends[peer.saved])
    note("loop", name, "digits", "no state", ends[peer.without_optimizer])
    assert ends[peer.saved] == 0
    assert ends[peer.without_optimizer] > 1e-3


def test_the_loop_without_zero_grad_adds_up_its_gradients(monkeypatch, note):
    peer = Torch()
    run = peer.start()
    monkeypatch.setattr(run[1], "zero_grad", lambda: None)
    path = [peer.flat(run)]
    peer.go_on(run, peer.loop.EPOCHS, path)
    loop = peer.loop
    left = AddedUp(HeavyBall(cosine(loop.RATE, loop.steps), loop.MOMENTUM), loop.CLIP)
    ours = descend(Given(peer.batches()), path[0], left, loop.steps).x
    note("no zero_grad", "torch", "digits", "float64", apart(path, ours))
    assert apart(path, ours) < 1e-4  # torch adds 1e-6 to each length that it divides by


def test_torch_makes_the_updates_of_the_whole_batch_in_parts(note):
    """Of 16 samples each; the last batch has 5, so the last part of a size of 3 is smaller than the others."""
    loop, parts = read("torch_loop"), read("torch_parts")
    for size in (16, 3):
        whole, (model, optimizer, scheduler, generator) = loop.start(), loop.start()
        loop.train_epoch(*whole)
        for batch in torch.randperm(len(loop.inputs), generator=generator).split(loop.BATCH):
            seen = loop.inputs[batch], loop.targets[batch]
            parts.step_in_parts(model, optimizer, scheduler, *seen, size, loop.CLIP)
        got = apart(Torch.flat(None, (model,)), Torch.flat(None, whole))
        note("in parts", "torch", "digits", f"of {size}", got)
        assert got < TOLERANCE["torch"]


def test_multi_steps_of_optax_clips_once_if_the_chain_is_inside_and_each_part_if_it_is_outside(note):
    """One update of a batch of 64 in four parts."""
    loop, order, ends = read("optax_loop"), np.arange(64), {}
    sgd, clip = optax.sgd(loop.schedule, momentum=loop.MOMENTUM), optax.clip_by_global_norm(loop.CLIP)
    multi = partial(optax.MultiSteps, every_k_schedule=4, accumulator_dtype=np.float64)  # by itself it is single
    ways = {
        "inside": multi(optax.chain(clip, sgd)),
        "outside": optax.chain(clip, multi(sgd).gradient_transformation()),
    }
    start, state = loop.start()
    grads = [jax.grad(loop.loss)(start, loop.inputs[part], loop.targets[part]) for part in np.split(order, 4)]
    assert all(optax.tree.norm(grad) > loop.CLIP for grad in grads)
    for name, way in ways.items():
        params, state = start, way.init(start)
        for grad in grads:
            delta, state = way.update(grad, state, params)
            params = optax.apply_updates(params, delta)
        ends[name] = network().flatten(params)
    whole = network().flatten(loop.update(start, loop.optimizer.init(start), order)[0])
    for name, end in ends.items():
        note("MultiSteps", "optax", "digits", name, apart(end, whole))
    assert apart(ends["inside"], whole) < TOLERANCE["optax"] < 1e-3 < apart(ends["outside"], whole)


def test_torch_goes_on_from_a_rate_that_is_set_by_hand():
    """Its cosine makes each rate from the one before."""
    loop = read("torch_loop")
    _, optimizer, scheduler, _ = loop.start()
    loop.set_rate(optimizer, 3.0)
    assert [group["lr"] for group in optimizer.param_groups] == [3.0]
    optimizer.step()
    scheduler.step()
    rates = cosine(3.0, loop.steps)(np.arange(2))
    assert optimizer.param_groups[0]["lr"] == pytest.approx(rates[1], rel=1e-14)


def test_optax_takes_a_rate_that_is_set_by_hand():
    loop = read("optax_loop")
    params, _ = loop.start()
    optimizer, grads = loop.by_hand(0.25), jax.tree.map(np.ones_like, params)
    state = optimizer.init(params)
    before, _ = optimizer.update(grads, state, params)
    after, _ = optimizer.update(grads, loop.set_rate(state, 0.75), params)
    np.testing.assert_allclose(after["bias1"], 3 * before["bias1"], rtol=1e-14)


@of_keras
def test_keras_takes_a_rate_by_hand_only_where_it_has_no_schedule():
    loop = read("keras_loop")
    model = loop.start()
    with pytest.raises(TypeError, match="not settable"):
        loop.set_rate(model, 0.5)
    model.compile(type(model.optimizer)(loop.RATE, loop.MOMENTUM), "mse")
    loop.set_rate(model, 0.5)
    assert float(model.optimizer.learning_rate) == 0.5
