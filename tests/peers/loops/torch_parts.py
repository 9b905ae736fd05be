"""Gradient accumulation in PyTorch: a batch in parts, one after the other, and one step for all of them."""

from torch import nn


def step_in_parts(model, optimizer, scheduler, inputs, targets, size, norm):
    optimizer.zero_grad()  # once, before the first part
    for part, wanted in zip(inputs.split(size), targets.split(size), strict=True):
        loss = nn.functional.cross_entropy(model(part), wanted)
        (loss * len(part) / len(inputs)).backward()  # weighted by its samples; the sum is their mean
    nn.utils.clip_grad_norm_(model.parameters(), norm)  # once, after the last
    optimizer.step()
    scheduler.step()
