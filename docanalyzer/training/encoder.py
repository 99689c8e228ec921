"""``docanalyzer train encoder``: pre-training where a folder of text is given, then tuning on the corpus."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional

from docanalyzer.bundled import corpus_folder
from docanalyzer.core.errors import ModelError
from docanalyzer.learned.encoder import NETWORK, VOCABULARY
from docanalyzer.learned.store import models_folder
from docanalyzer.training.encoder_card import card
from docanalyzer.training.encoder_export import PRETRAINED, read_pretrained, write_network, write_pretrained
from docanalyzer.training.encoder_lessons import School, school
from docanalyzer.training.encoder_look import answers, look, ranking
from docanalyzer.training.encoder_pretrain import Plan, describe, pretrain, pretrained
from docanalyzer.training.encoder_text import read_folder
from docanalyzer.training.encoder_tune import FORCES, ROLES, Course, Network, tune
from docanalyzer.training.encoder_vocabulary import load_vocabulary
from docanalyzer.training.job import Job, Made
from docanalyzer.training.thresholds import Judged, for_forces, for_roles

ABOUT = "pretrained.json"
"""What the pre-training learnt from, beside its weights."""

_STEPS = 2000
_HEATS = (1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
_Answers = tuple[torch.Tensor, torch.Tensor, torch.Tensor]


def train(job: Job) -> Made:
    """Make the encoder: its pre-trained weights are those of the job's text, else those that are shipped."""
    torch.set_num_threads(min(2, torch.get_num_threads()))
    if job.text is not None:
        _pretrain(job, job.text)
    else:
        _shipped(job)
    lessons = school(corpus_folder())
    job.say(json.dumps(lessons.counts))
    tokenizer = load_vocabulary(job.out / VOCABULARY)
    torch.manual_seed(job.seed)
    network = Network(read_pretrained(job.out))
    see = partial(look, tokenizer=tokenizer, held=lessons.held)
    tuned = tune(network, tokenizer, lessons.train, Course(seed=job.seed), see, job.say)
    return finished(job, network, tokenizer, lessons, tuned.figures)


def finished(job: Job, network: Network, tokenizer: Any, lessons: School, held: dict[str, float]) -> Made:
    """Write a tuned network and tell what it is worth; ``held`` are its figures on the held-out part."""
    heats = _temperatures(network, tokenizer, lessons)
    write_network(network, job.out / NETWORK)
    test = look(network, tokenizer, lessons.test)
    found = ranking(network, tokenizer, lessons.test.documents)
    test |= {"asked": found.asked, "candidates": found.candidates}
    job.say("test: " + ", ".join(f"{name} {value:.3f}" for name, value in test.items()))
    about = json.loads((job.out / ABOUT).read_text("utf-8"))
    return Made(
        languages=("zh", "en"),
        tasks=("role", "force", "spans", "embed"),
        files=(*PRETRAINED, ABOUT, NETWORK),
        card=card(about, lessons.counts, held, test),
        thresholds=_thresholds(network, tokenizer, lessons, heats),
        data={"hash": lessons.hash, "splits": ["train"], **lessons.counts},
        extra={
            "roles": list(ROLES),
            "forces": list(FORCES),
            "wide": network.body.config.hidden_size,
            "temperatures": heats,
        },
    )


def _pretrain(job: Job, text: Path) -> None:
    read = read_folder(text, job.without)
    job.say(f"{len(read.documents)} documents, {read.characters} characters, {read.left_out} sentences left out")
    plan = Plan(job.steps or _STEPS, job.seed)
    figures = pretrain(read, job.checkpoints, plan, resume=job.resume, say=job.say)
    write_pretrained(pretrained(job.checkpoints), job.checkpoints / VOCABULARY, job.out)
    (job.out / ABOUT).write_text(describe(read, plan, figures) + "\n", "utf-8", newline="\n")


def _shipped(job: Job) -> None:
    """Take the pre-trained weights of the model that comes with the program."""
    source = models_folder() / "encoder"
    missing = [name for name in (*PRETRAINED, ABOUT) if not (source / name).is_file()]
    if missing:
        raise ModelError(job.name, f"{source} lacks {', '.join(missing)}; --text FOLDER pre-trains on a folder of text")
    if source.resolve() != job.out.resolve():
        for name in (*PRETRAINED, ABOUT):
            shutil.copyfile(source / name, job.out / name)


def _temperatures(network: Network, tokenizer: Any, lessons: School) -> dict[str, float]:
    """What scores are divided by so that the held-out part finds the probabilities least surprising."""
    found = answers(network, tokenizer, lessons.held)
    return {
        task: min(_HEATS, key=partial(_surprise, task, given)) if len(given[1]) else 1.0
        for task, given in found.items()
    }


def _surprise(task: str, given: _Answers, heat: float) -> float:
    scores, truth, counts = given
    if task == "force":
        losses = functional.binary_cross_entropy_with_logits(scores / heat, truth, reduction="none")
        return float((losses * counts).sum())
    return float(functional.cross_entropy(scores / heat, truth, ignore_index=-1))


def _thresholds(
    network: Network, tokenizer: Any, lessons: School, heats: dict[str, float]
) -> dict[str, dict[str, float]]:
    """How sure the network must be to overrule the rules, chosen on doubtful cases of the held-out part."""
    found: dict[str, dict[str, float]] = {}
    scores = answers(network, tokenizer, lessons.held)
    for task, asked, labels in (("role", lessons.held.roles, ROLES), ("force", lessons.held.forces, FORCES)):
        raised = scores[task][0] / heats[task]
        chances = raised.softmax(-1) if task == "role" else raised.sigmoid()
        judged = [
            Judged(
                dict(zip(labels, row.tolist(), strict=True)), frozenset(one.answers), one.rules, frozenset(one.either)
            )
            for one, row in zip(asked, chances, strict=True)
            if one.doubtful
        ]
        found[task] = (for_roles if task == "role" else for_forces)(judged)[0]
    return found
