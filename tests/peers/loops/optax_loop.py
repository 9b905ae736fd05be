"""A training loop in JAX with optax: digits, minibatches, clipping, momentum and a cosine; saved and continued."""

import pickle
from pathlib import Path

import jax
import jax.numpy as jnp
import optax
from sklearn.datasets import load_digits

EPOCHS, BATCH, CLIP, RATE, MOMENTUM = 6, 64, 0.5, 0.2, 0.9

digits = load_digits()
inputs, targets = jnp.asarray(digits.data / 16), jnp.asarray(digits.target)
steps = EPOCHS * -(-len(inputs) // BATCH)

schedule = optax.cosine_decay_schedule(RATE, steps)  # read at each update; the count is in the state
optimizer = optax.chain(optax.clip_by_global_norm(CLIP), optax.sgd(schedule, momentum=MOMENTUM))


def start(seed=0):
    keys, lecun = jax.random.split(jax.random.key(seed)), jax.nn.initializers.lecun_normal()
    params = {
        "weight0": lecun(keys[0], (64, 32)),
        "bias0": jnp.zeros(32),
        "weight1": lecun(keys[1], (32, 10)),
        "bias1": jnp.zeros(10),
    }
    return params, optimizer.init(params)


def loss(params, inputs, targets):
    hidden = jnp.tanh(inputs @ params["weight0"] + params["bias0"])
    scores = hidden @ params["weight1"] + params["bias1"]
    return optax.softmax_cross_entropy_with_integer_labels(scores, targets).mean()


@jax.jit
def update(params, state, batch):
    grads = jax.grad(loss)(params, inputs[batch], targets[batch])  # new ones: there is nothing to clear
    delta, state = optimizer.update(grads, state, params)  # clips, and reads the schedule
    return optax.apply_updates(params, delta), state


def train_epoch(params, state, epoch, seed=0):
    order = jax.random.permutation(jax.random.fold_in(jax.random.key(seed), epoch), len(inputs))
    for first in range(0, len(inputs), BATCH):
        params, state = update(params, state, order[first : first + BATCH])
    return params, state


def save(path, params, state, epoch):
    Path(path).write_bytes(pickle.dumps(jax.device_get((params, state, epoch))))


def resume(path):
    return pickle.loads(Path(path).read_bytes())


def by_hand(rate):
    sgd = optax.inject_hyperparams(optax.sgd)(rate, momentum=MOMENTUM)  # the rate is a part of its state
    return optax.chain(optax.clip_by_global_norm(CLIP), sgd)


def set_rate(state, rate):
    return optax.tree.set(state, learning_rate=rate)


if __name__ == "__main__":
    params, state = start()
    for epoch in range(EPOCHS):
        params, state = train_epoch(params, state, epoch)
        save("checkpoint.pickle", params, state, epoch + 1)
