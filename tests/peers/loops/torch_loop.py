"""A training loop in PyTorch: digits, minibatches, clipping, momentum and a cosine; saved and continued."""

import torch
from sklearn.datasets import load_digits
from torch import nn

EPOCHS, BATCH, CLIP, RATE, MOMENTUM = 6, 64, 0.5, 0.2, 0.9

digits = load_digits()
inputs = torch.tensor(digits.data / 16, dtype=torch.get_default_dtype())
targets = torch.tensor(digits.target)
steps = EPOCHS * -(-len(inputs) // BATCH)


def start(seed=0):
    torch.manual_seed(seed)  # for the parameters
    model = nn.Sequential(nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE, momentum=MOMENTUM)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=steps)
    generator = torch.Generator().manual_seed(seed)  # for the order of the samples
    return model, optimizer, scheduler, generator


def train_epoch(model, optimizer, scheduler, generator):
    for batch in torch.randperm(len(inputs), generator=generator).split(BATCH):
        optimizer.zero_grad()  # backward adds to what is there
        loss = nn.functional.cross_entropy(model(inputs[batch]), targets[batch])
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), CLIP)  # over all parameters together
        optimizer.step()
        scheduler.step()  # after the optimizer, and once for each of its steps


def save(path, model, optimizer, scheduler, generator):
    kept = {"model": model, "optimizer": optimizer, "scheduler": scheduler}
    states = {name: each.state_dict() for name, each in kept.items()}
    torch.save({**states, "generator": generator.get_state()}, path)


def resume(path):
    model, optimizer, scheduler, generator = start()
    saved = torch.load(path)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    scheduler.load_state_dict(saved["scheduler"])
    generator.set_state(saved["generator"])
    return model, optimizer, scheduler, generator


def set_rate(optimizer, rate):
    for group in optimizer.param_groups:
        group["lr"] = rate


if __name__ == "__main__":
    run = start()
    for _epoch in range(EPOCHS):
        train_epoch(*run)
        save("checkpoint.pt", *run)
