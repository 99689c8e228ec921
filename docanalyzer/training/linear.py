"""Train the linear model: logistic regression on hashed features, calibrated and given thresholds by cross-validation.

For each task and language: a classifier of all labelled cases; the margins of each case from a classifier that has not
seen its document (nor its translation) fit the probabilities and choose the thresholds; the classifier of all cases is
stored. It takes a minute or two.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from docanalyzer.core.errors import ModelError
from docanalyzer.learned.base import Task
from docanalyzer.learned.features import WIDTH, Floats, rows_of
from docanalyzer.learned.linear import FILE, probabilities
from docanalyzer.linguistics import Tongue
from docanalyzer.reading import SUPPORTED, read
from docanalyzer.training.cases import Labelled, certain, labelled
from docanalyzer.training.folds import folds_by_style
from docanalyzer.training.job import Job, Made
from docanalyzer.training.texts import corpus_texts, digest, reviewed_texts
from docanalyzer.training.thresholds import Judged, for_forces, for_roles

# How little the sum of squares of the weights is held against them (C of scikit-learn).
_STRENGTH = 1.0
_EFFORT = {"max_iter": 120, "tol": 1e-3, "fit_intercept": False}
# A case where a model will be asked counts so much more than one where the rules are sure.
_DOUBT_WEIGHT = 2.0
_FOLDS = 6
# It brings nothing that the rules have not (see models/README.md): only who asks gets it.
_DEFAULT = False
_TASKS: tuple[Task, ...] = ("role", "force")
_LANGUAGES: tuple[Tongue, ...] = ("zh", "en")
_FEWEST = 20
Flags = NDArray[np.bool_]


@dataclass(slots=True)
class _Learnt:
    """What came out for one task in one language."""

    labels: list[str]
    weights: Floats
    scale: Floats
    thresholds: dict[str, float]
    report: dict[str, Any] = field(default_factory=dict)


def train(job: Job) -> Made:
    """Train on the train split of the corpus, the folders of the job, and certain records of the texts it names."""
    texts = [*corpus_texts("train"), *reviewed_texts(job.data)]
    cases = labelled(texts)
    job.say(f"{len(texts)} marked texts, {len(cases)} cases")
    if job.text is not None:
        documents = [read(path) for path in sorted(job.text.rglob("*")) if path.suffix.lower() in SUPPORTED]
        sure = certain(documents)
        job.say(f"{len(documents)} texts without marks, {len(sure)} cases of which the rules are certain")
        cases += sure
    learnt: dict[str, _Learnt] = {}
    for task in _TASKS:
        for language in _LANGUAGES:
            own = [case for case in cases if case.case.task == task and case.case.language == language]
            if len(own) < _FEWEST or len({case.group for case in own}) < 2:
                job.say(f"{task}.{language}: too few cases ({len(own)}), not learnt")
                continue
            learnt[f"{task}.{language}"] = _learn(task, own, job.seed)
            job.say(f"{task}.{language}: {json.dumps(learnt[f'{task}.{language}'].report)}")
    if not learnt:
        raise ModelError(job.name, "there is too little to learn from")
    store(job.out / FILE, learnt)
    thresholds: dict[str, dict[str, float]] = {
        task: {f"{language}:{name}": value for language in _LANGUAGES if (found := learnt.get(f"{task}.{language}"))
               for name, value in found.thresholds.items()}
        for task in _TASKS
    }  # fmt: skip
    data = {
        "hash": digest(texts),
        "texts": len(texts),
        "passages": sum(text.origin == "passages" for text in texts),
        "splits": ["train"],
        "cases": {key: found.report["cases"] for key, found in learnt.items()},
    }
    return Made(
        languages=_LANGUAGES,
        tasks=_TASKS,
        files=(FILE,),
        default=_DEFAULT,
        card=_card(data, {key: found.report for key, found in learnt.items()}),
        thresholds=thresholds,
        data=data,
        extra={"labels": {key: found.labels for key, found in learnt.items()}},
    )


def _learn(task: Task, cases: Sequence[Labelled], seed: int) -> _Learnt:
    labels = sorted({label for case in cases for label in case.answer})
    matrix = matrix_of(cases)
    wanted = np.array([[label in case.answer for label in labels] for case in cases])
    weights = np.array([case.weight * (_DOUBT_WEIGHT if case.doubtful else 1.0) for case in cases])
    known = np.array([[label not in case.unknown for label in labels] for case in cases])
    groups = folds_by_style([case.group for case in cases], [case.origin for case in cases], _FOLDS, seed)
    margins = np.zeros((len(cases), len(labels)), np.float32)
    for fold in sorted(set(groups)):
        inside = np.array([group == fold for group in groups])
        coefficients = _fit(task, matrix[~inside], wanted[~inside], weights[~inside], known[~inside])
        margins[inside] = matrix[inside] @ coefficients
    scale = calibrate(task, margins, wanted, known)
    chances = probabilities(margins, scale, task)
    judged = [
        Judged(dict(zip(labels, map(float, row), strict=True)), case.answer, case.rules, case.unknown, case.origin)
        for row, case in zip(chances, cases, strict=True)
        if case.doubtful
    ]
    thresholds, report = (for_roles if task == "role" else for_forces)(judged)
    coefficients = _fit(task, matrix, wanted, weights, known)
    report = {"cases": len(cases), "doubtful": len(judged), **report}
    return _Learnt(labels, coefficients, scale, thresholds, report)


def matrix_of(cases: Sequence[Labelled]) -> Any:
    """The features of cases as a sparse matrix."""
    rows = rows_of([case.case for case in cases])
    return csr_matrix((rows.values, (rows.rows, rows.columns)), shape=(rows.count, WIDTH))


def _fit(task: Task, matrix: Any, wanted: Flags, weights: Any, known: Flags) -> Floats:
    """Weights of shape (columns, labels); a label that the cases do not have is given none, and a low chance."""
    coefficients = np.zeros((WIDTH, wanted.shape[1]), np.float32)
    if task == "role":
        present = np.flatnonzero(wanted.any(axis=0))
        model = LogisticRegression(C=_STRENGTH, **_EFFORT)
        model.fit(matrix, wanted.argmax(axis=1), sample_weight=weights)
        if len(present) == 2:
            coefficients[:, present[1]] = model.coef_[0]
        else:
            coefficients[:, present] = model.coef_.T
        return coefficients
    for label in range(wanted.shape[1]):
        inside = known[:, label]
        answers = wanted[inside, label]
        if answers.any() and not answers.all():
            model = LogisticRegression(C=_STRENGTH, **_EFFORT)
            model.fit(matrix[inside], answers, sample_weight=weights[inside])
            coefficients[:, label] = model.coef_[0]
    return coefficients


def calibrate(task: Task, margins: Floats, wanted: Flags, known: Flags) -> Floats:
    """A factor and a summand for the margins of each label, shape (2, labels), that make them fit what was right."""
    labels = wanted.shape[1]
    scale = np.stack([np.ones(labels, np.float32), np.zeros(labels, np.float32)])
    if task == "role":
        # One factor for all: only how far the margins are apart is corrected.
        right = wanted.argmax(axis=1)
        rows = np.arange(len(right))
        factors = np.linspace(0.2, 3.0, 57)
        losses = [
            -np.log(probabilities(margins, np.stack([scale[0] * f, scale[1]]), task)[rows, right] + 1e-6).mean()
            for f in factors
        ]
        scale[0] *= factors[int(np.argmin(losses))]
        return scale
    for label in range(labels):
        inside = known[:, label]
        answers = wanted[inside, label]
        if answers.any() and not answers.all():
            model = LogisticRegression(C=1.0)
            model.fit(margins[inside, label : label + 1], answers)
            scale[:, label] = model.coef_[0, 0], model.intercept_[0]
        else:
            scale[:, label] = 0.0, -10.0
    return scale


def store(path: Path, learnt: Mapping[str, _Learnt]) -> None:
    """Write the weights with skops; equal weights give equal files."""
    from skops.io import dumps

    arrays: dict[str, Any] = {}
    for key, found in learnt.items():
        arrays[f"{key}.weights"] = found.weights.astype(np.float16)
        arrays[f"{key}.scale"] = found.scale.astype(np.float32)
    path.write_bytes(settled(dumps(arrays)))


def settled(stored: bytes) -> bytes:
    """What skops stored without what differs from run to run: times, and addresses in memory that serve as names."""
    with zipfile.ZipFile(io.BytesIO(stored)) as archive:
        schema = json.loads(archive.read("schema.json"))
        names: dict[int, int] = {}

        def renamed(node: Any) -> Any:
            if isinstance(node, list):
                return [renamed(one) for one in node]
            if not isinstance(node, dict):
                return node
            found = {key: renamed(value) for key, value in node.items()}
            if "__id__" in found:
                found["__id__"] = names.setdefault(found["__id__"], len(names))
            return found

        plain = renamed(schema)
        files = {}
        for key, node in plain["content"].items():
            files[f"{key}.npy"] = archive.read(node["file"])
            node["file"] = f"{key}.npy"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in {**files, "schema.json": json.dumps(plain, indent=1).encode()}.items():
            made.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def _card(data: Mapping[str, Any], reports: Mapping[str, Mapping[str, Any]]) -> str:
    rows = "\n".join(
        f"| {key} | {r['cases']} | {r['doubtful']} | {r['rules']:.3f} | {r['models']:.3f} | {r['changed']} |"
        for key, r in reports.items()
    )
    return f"""# linear

Which role a number has, and which forces a sentence has: logistic regression on runs of characters around the number or
in the sentence, and on what the rules saw there, hashed into {WIDTH:,} columns. One table of weights for each task and
language, with probabilities and thresholds from cross-validation by document. It is asked only where the rules settled
a role by weighing the surroundings of a number, or took a force from a weak sign or none.

## Trained on

The train split of the corpus: {data["texts"]} texts, {data["passages"]} of them files of marked passages, SHA-256
`{data["hash"]}`. Texts and translations stand on one side of every split.

## Measured

In cross-validation, on the cases where it is asked (share of roles right; F1 of forces):

| | cases | asked | rules | with the model | changed |
| --- | --- | --- | --- | --- | --- |
{rows}

`python -m benchmarks.ablation` measures it on the test split.

## Limits

It knows the wording of plans, laws, reports and news on climate, energy, environment and industry, as far as the
corpus has them. It never finds a number that the rules did not find, and changes nothing of which they are sure.
"""
