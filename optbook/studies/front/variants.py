"""Which library means what by a method's name: the table of conventions that the page `notation` prints.

Every row is tested: the peer, called as the row says, gives the iterates of the book's optimizer, or, where something
differs on purpose, does not.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Variant:
    """One method in one library.

    Attributes
    ----------
    method : str
        The optimizer of `optbook.optimizers`.
    library : str
        Package as it is installed.
    peer : str
        Call that gives the same iterates, for equal hyperparameters.  Where there is none, the nearest.
    convention : str
        Place of eps, form of the momentum, kind of decay, what is corrected.
    differs : str
        What the peer does otherwise unless it is told, or always; empty where defaults agree in form.
    same : bool
        Whether the call gives the same iterates.
    """

    method: str
    library: str
    peer: str
    convention: str
    differs: str = ""
    same: bool = True


VARIANTS = (
    Variant("GradientDescent", "torch", "SGD(lr)", "step = lr g"),
    Variant("GradientDescent", "optax", "sgd(lr)", "step = lr g"),
    Variant(
        "HeavyBall",
        "torch",
        "SGD(lr, momentum=beta)",
        "v = beta v + g, step = lr v",
        "`dampening` multiplies g by 1 - dampening, but not in the first step",
    ),
    Variant("HeavyBall", "optax", "sgd(lr, momentum=beta)", "v = beta v + g, step = lr v"),
    Variant("Nesterov", "torch", "SGD(lr, momentum=beta, nesterov=True)", "step = lr (g + beta v), v already new"),
    Variant("Nesterov", "optax", "sgd(lr, momentum=beta, nesterov=True)", "step = lr (g + beta v), v already new"),
    Variant("Adagrad", "torch", "Adagrad(lr, eps=eps)", "eps outside the root; the sum starts at 0"),
    Variant(
        "Adagrad",
        "optax",
        "adagrad(lr, initial_accumulator_value=0, eps=eps)",
        "eps inside the root",
        "eps is 1e-7 inside the root, and the sum starts at 0.1",
        same=False,
    ),
    Variant(
        "RMSProp", "torch", "RMSprop(lr, alpha=decay, eps=eps)", "eps outside the root; not corrected", "alpha is 0.99"
    ),
    Variant(
        "RMSProp",
        "optax",
        "rmsprop(lr, decay=decay, eps=eps, eps_in_sqrt=False)",
        "eps outside the root; not corrected",
        "eps inside the root",
    ),
    Variant("Adadelta", "torch", "Adadelta(lr, rho=decay, eps=eps)", "eps inside both roots"),
    Variant("Adadelta", "optax", "adadelta(lr, rho=decay, eps=eps)", "eps inside both roots", "lr is 1 if left out"),
    Variant("Adam", "torch", "Adam(lr, (beta1, beta2), eps)", "eps outside the corrected root; correction from step 1"),
    Variant("Adam", "optax", "adam(lr, beta1, beta2, eps)", "eps outside the corrected root; correction from step 1"),
    Variant(
        "AMSGrad",
        "torch",
        "Adam(lr, (beta1, beta2), eps, amsgrad=True)",
        "largest uncorrected mean square, then corrected",
    ),
    Variant(
        "AMSGrad",
        "optax",
        "amsgrad(lr, beta1, beta2, eps)",
        "largest corrected mean square",
        "the largest is taken after the correction, so early gradients count for more",
        same=False,
    ),
    Variant(
        "Yogi",
        "optax",
        "chain(scale_by_yogi(beta1, beta2, eps=0, initial_accumulator_value=0), "
        "scale_by_learning_rate(lr (1 - beta1^t) / sqrt(1 - beta2^t)))",
        "eps outside the root; not corrected",
        "both averages are corrected and start at 1e-6; eps is 1e-3",
    ),
    Variant(
        "ADOPT",
        "optax",
        "contrib.adopt(lr, beta1, beta2, eps)",
        "divides by max(root, eps); clips at t^(1/4); step 0 only measures",
        "beta2 is 0.9999 and eps 1e-6",
    ),
    Variant(
        "AdamW",
        "torch",
        "AdamW(lr, (beta1, beta2), eps, weight_decay)",
        "decoupled decay times lr; in `Adam`, weight_decay is an L2 penalty",
    ),
    Variant(
        "AdamW",
        "optax",
        "adamw(lr, beta1, beta2, eps, weight_decay=weight_decay)",
        "decoupled decay times lr",
        "weight_decay is 1e-4",
    ),
    Variant("SignSGD", "optax", "sign_sgd(lr)", "the sign of 0 is 0"),
    Variant(
        "Lion",
        "optax",
        "lion(lr, beta1, beta2, weight_decay=weight_decay)",
        "sign of the mix; decoupled decay times lr",
        "weight_decay is 1e-3",
    ),
    Variant("PolyakStep", "optax", "polyak_sgd(inf, f_min=minimum)", "excess over squared slope", "at most lr 1"),
    Variant(
        "ScheduleFree",
        "schedulefree",
        "SGDScheduleFree(lr, momentum=beta)",
        "weights are squares of the largest rate so far; decay at y",
    ),
    Variant(
        "ScheduleFree",
        "optax",
        "contrib.schedule_free_sgd(lr, b1=beta)",
        "weights are squares of the largest rate so far; the average is recomputed from y and z",
        "a schedule is read from step 1 for the weights",
    ),
    Variant(
        "ScheduleFreeAdamW",
        "schedulefree",
        "AdamWScheduleFree(lr, (beta1, beta2), eps)",
        "eps outside the corrected root; decay at y",
    ),
    Variant(
        "ScheduleFreeAdamW",
        "optax",
        "contrib.schedule_free_adamw(lr, b1=beta1, b2=beta2, eps=eps)",
        "eps outside the corrected root; decay at y",
        "a schedule is read from step 1 for the weights",
    ),
    Variant("DoG", "dog-optimizer", "DoG(reps_rel=distance, eps=eps)", "eps inside the root, once"),
    Variant("DoG", "optax", 'contrib.dog(1, ("heuristic", distance), eps)', "eps inside the root, once"),
    Variant(
        "Prodigy",
        "prodigyopt",
        "Prodigy(betas=(beta1, beta2), eps=eps, d0=distance)",
        "not corrected; eps times the new estimate",
    ),
    Variant(
        "Prodigy",
        "optax",
        "contrib.prodigy(schedule, (beta1, beta2), eps=eps, estim_lr0=distance)",
        "eps times the new estimate",
        "always corrected; the schedule (1 - beta1^t) / sqrt(1 - beta2^t) takes it out",
    ),
    Variant(
        "DAdaptation",
        "dadaptation",
        "DAdaptAdam(betas=(beta1, beta2), eps=eps, d0=distance)",
        "not corrected; eps outside the root",
    ),
    Variant(
        "DAdaptation",
        "optax",
        "contrib.dadapt_adamw(schedule, (beta1, beta2), eps, estim_lr0=distance)",
        "eps outside the root",
        "always corrected; the schedule (1 - beta1^t) / sqrt(1 - beta2^t) takes it out",
    ),
    Variant(
        "Clipped",
        "torch",
        "nn.utils.clip_grad_norm_(parameters, norm)",
        "over the norm of all parameters",
        "the length is divided by after adding 1e-6",
        same=False,
    ),
    Variant("Clipped", "optax", "clip_by_global_norm(norm)", "over the norm of all parameters"),
    Variant(
        "Averaged",
        "torch",
        "optim.swa_utils.AveragedModel(model)",
        "mean of the models shown to it",
    ),
    Variant(
        "MovingAverage",
        "torch",
        "optim.swa_utils.AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(decay))",
        "starts at the first model shown to it",
        "shown the models after each step only, it starts one step later",
    ),
)
"""Rows by method; libraries in the order of their use."""
