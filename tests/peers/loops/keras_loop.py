"""A training loop in Keras: digits, minibatches, clipping, momentum and a cosine; saved and continued."""

import keras
import numpy as np
from sklearn.datasets import load_digits

EPOCHS, BATCH, CLIP, RATE, MOMENTUM = 6, 64, 0.5, 0.2, 0.9

digits = load_digits()
inputs, targets = digits.data / 16, digits.target
batches = -(-len(inputs) // BATCH)
steps = EPOCHS * batches


def start(seed=0):
    keras.utils.set_random_seed(seed)  # for the parameters
    layers = keras.Input((64,)), keras.layers.Dense(32, "tanh"), keras.layers.Dense(10)
    model = keras.Sequential(layers)
    schedule = keras.optimizers.schedules.CosineDecay(RATE, steps)  # read at each update; the optimizer counts
    optimizer = keras.optimizers.SGD(schedule, MOMENTUM, global_clipnorm=CLIP)
    model.compile(optimizer, keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


def train_epoch(model, epoch, seed=0):
    order = np.random.default_rng((seed, epoch)).permutation(len(inputs))
    model.fit(inputs[order], targets[order], BATCH, verbose=0, shuffle=False)


def save(path, model):
    model.save(path)  # with the optimizer: its velocity and its count


def resume(path):
    model = keras.saving.load_model(path)
    return model, int(model.optimizer.iterations) // batches  # and the next epoch


def set_rate(model, rate):
    model.optimizer.learning_rate = rate  # an error where the rate is a schedule


if __name__ == "__main__":
    model = start()
    for epoch in range(EPOCHS):
        train_epoch(model, epoch)
        save("checkpoint.keras", model)
