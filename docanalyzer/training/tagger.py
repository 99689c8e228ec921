"""Train a tagger: the indicators and subjects of sentences.

A first training, stopped when a part of the training topics that it has not seen gets no better, says how many epochs
are enough; then one for each fold says how sure the tagger must be to overrule the rules, and one of all lessons is
stored. What each step gave is kept, so that an interrupted training goes on with the next and ends the same.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import fill
from typing import Any

from docanalyzer.evaluation.agreement import same_phrase
from docanalyzer.learned.base import Found
from docanalyzer.learned.phrases import Tokens, span_of, tokens_of
from docanalyzer.learned.tagger import COMPONENT, FILE, LABELS, Tagger, prepare
from docanalyzer.linguistics import Tongue
from docanalyzer.reading import SUPPORTED, read
from docanalyzer.records.second_opinion import candidate
from docanalyzer.training.folds import folds_of
from docanalyzer.training.indicators import Question, questions, thresholds
from docanalyzer.training.job import Job, Made
from docanalyzer.training.lessons import Lesson, from_answers, from_passages, from_rules, renamed
from docanalyzer.training.texts import corpus_texts, digest, reviewed_texts

_EPOCHS, _PATIENCE = 20, 4
_RATE, _DROP, _DECAY = 0.002, 0.3, 0.01
# Words of a batch.
_WORDS = 400
_DEV_PARTS, _FOLDS = 6, 3
Span = tuple[int, int, str]


@dataclass(slots=True)
class Counts:
    """Phrases found rightly, found, and wanted, by label."""

    of: dict[str, list[int]] = field(default_factory=lambda: {label: [0, 0, 0] for label in LABELS})

    def add(self, lesson: Lesson, found: Sequence[Found]) -> None:
        """Count one sentence."""
        for label, counts in self.of.items():
            own = [(one.start, one.end) for one in found if one.label == label]
            wanted = [(start, end) for start, end, kind in lesson.phrases if kind == label]
            counts[0] += sum(any(same_phrase(lesson.text, one, other) for one in own) for other in wanted)
            counts[1] += len(own)
            counts[2] += len(wanted)

    def f1(self, label: str) -> float:
        """F1 of the phrases of a label."""
        right, found, wanted = self.of[label]
        return 2 * right / (found + wanted) if found + wanted else 0.0


def train(job: Job) -> Made:
    """Train on the train split of the corpus, the folders of the job, and certain records of the texts it names."""
    language: Tongue = "zh" if job.name.endswith("-zh") else "en"
    texts = [*corpus_texts("train"), *reviewed_texts(job.data)]
    passages = from_passages(language, "train")
    marked = [*passages, *from_answers([text for text in texts if text.origin != "passages"], language)]
    silver: list[Lesson] = []
    if job.text is not None:
        files = [path for path in sorted(job.text.rglob("*")) if path.suffix.lower() in SUPPORTED]
        silver = from_rules(map(read, files), language)
    asked = [question for question in questions(texts) if question.language == language]
    job.say(
        f"{len(marked)} marked sentences, {len(silver)} of which the rules are certain, {len(asked)} numbers in doubt"
    )
    steps = _Steps(job, language, silver, digest(texts))
    epochs = steps.epochs(marked)
    groups = sorted({lesson.group for lesson in marked} | {question.group for question in asked})
    folds = dict(zip(groups, folds_of(groups, _FOLDS, job.seed), strict=True))
    counts = Counts()
    answers: dict[int, list[Found]] = {}
    for fold in range(_FOLDS):
        inside = [number for number, question in enumerate(asked) if folds[question.group] == fold]
        found = steps.fold(fold, marked, folds, [asked[number] for number in inside], epochs)
        answers |= dict(zip(inside, found["questions"], strict=True))
        for lesson, spans in zip((x for x in marked if folds[x.group] == fold), found["lessons"], strict=True):
            counts.add(lesson, spans)
    tagger = steps.fit(marked, epochs)
    (job.out / COMPONENT).mkdir(exist_ok=True)
    (job.out / FILE).write_bytes(tagger.ner.model.to_bytes())
    limits = thresholds(asked, [answers[number] for number in range(len(asked))])
    test = _on_test(tagger, language)
    report: dict[str, Any] = {"f1": {label: counts.f1(label) for label in LABELS}}
    report |= {"test": {label: test.f1(label) for label in LABELS}, **_effect(asked, answers, limits)}
    job.say(json.dumps({"thresholds": limits, **report}))
    data = {
        "hash": digest(texts),
        "splits": ["train"],
        "passages": len(passages),
        "sentences": len(marked),
        "certain": len(silver),
        "epochs": epochs,
    }
    return Made(
        languages=(language,),
        tasks=("spans",),
        files=(FILE,),
        card=_card(language, data, report),
        thresholds={"spans": limits},
        data=data,
    )


class _Steps:
    """The steps of a training; what those of the first two kinds gave is kept beside the model."""

    def __init__(self, job: Job, language: Tongue, silver: Sequence[Lesson], data: str) -> None:
        self.job, self.language, self.silver = job, language, silver
        self.mark = f"{data} {job.seed} {len(silver)}"

    def fit(self, lessons: Sequence[Lesson], epochs: int, dev: Sequence[Lesson] = ()) -> Tagger:
        """A tagger of these lessons, of the same with other indicators, and of those of the rules."""
        more = renamed(lessons, self.language, self.job.seed)
        return fit(self.language, [*lessons, *more, *self.silver], self.job.seed, epochs, dev, self.job.say)

    def epochs(self, lessons: Sequence[Lesson]) -> int:
        """How many epochs are enough."""
        known = self._kept("epochs")
        if known is None:
            parts = folds_of([lesson.group for lesson in lessons], _DEV_PARTS, self.job.seed + 1)
            both = list(zip(lessons, parts, strict=True))
            dev = [lesson for lesson, part in both if not part]
            known = self.fit([lesson for lesson, part in both if part], _EPOCHS, dev).epochs
            self._keep("epochs", known)
        return int(known)

    def fold(
        self, fold: int, lessons: Sequence[Lesson], folds: dict[str, int], asked: Sequence[Question], epochs: int
    ) -> dict[str, list[list[Found]]]:
        """What a tagger marks in the lessons of one fold, and where it is asked, that has learnt from the others."""
        known = self._kept(f"fold{fold}")
        if known is None:
            self.job.say(f"fold {fold + 1} of {_FOLDS}")
            tagger = self.fit([lesson for lesson in lessons if folds[lesson.group] != fold], epochs)
            rest = [lesson.text for lesson in lessons if folds[lesson.group] == fold]
            known = {
                "lessons": tagger.spans([(self.language, text) for text in rest]),
                "questions": tagger.spans([(self.language, question.text) for question in asked]),
            }
            self._keep(f"fold{fold}", known)
        return {name: [[Found(*one) for one in spans] for spans in found] for name, found in known.items()}

    def _kept(self, step: str) -> Any:
        path = self.job.checkpoints / f"{step}.json"
        if not self.job.resume or not path.is_file():
            return None
        data = json.loads(path.read_text(encoding="utf-8"))
        return data["result"] if data["mark"] == self.mark else None

    def _keep(self, step: str, result: object) -> None:
        self.job.checkpoints.mkdir(parents=True, exist_ok=True)
        content = json.dumps({"mark": self.mark, "result": result})
        (self.job.checkpoints / f"{step}.json").write_text(content, encoding="utf-8")


def fit(
    language: Tongue,
    lessons: Sequence[Lesson],
    seed: int,
    epochs: int,
    dev: Sequence[Lesson] = (),
    say: Callable[[str], None] = print,
) -> Tagger:
    """A tagger that has learnt from lessons; with ``dev`` it stops when that part has got no better for a while.

    ``epochs`` of the tagger says after how many it did best there.
    """
    from spacy.training import Example
    from thinc.api import Adam, fix_random_seed

    fix_random_seed(seed)
    tagger = Tagger(language)
    prepare(tagger)
    examples = [Example(tagger.doc(tokens), tagger.doc(tokens, spans)) for tokens, spans in _examples(lessons)]
    optimizer = Adam(_RATE, L2=_DECAY, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    best, tagger.epochs = -1.0, epochs
    for epoch in range(1, epochs + 1):
        losses: dict[str, float] = {}
        for batch in _batches(random.Random(seed * 1000 + epoch).sample(examples, len(examples))):
            tagger.ner.update(batch, drop=_DROP, sgd=optimizer, losses=losses)
        line = f"epoch {epoch}: loss {losses.get(COMPONENT, 0.0):.0f}"
        if dev:
            counts = Counts()
            with tagger.ner.model.use_params(optimizer.averages):
                for lesson, found in zip(dev, tagger.spans([(language, x.text) for x in dev]), strict=True):
                    counts.add(lesson, found)
            line += f", F1 of indicators {counts.f1('INDICATOR'):.3f}"
            if counts.f1("INDICATOR") > best:
                best, tagger.epochs = counts.f1("INDICATOR"), epoch
        say(line)
        if dev and epoch - tagger.epochs >= _PATIENCE:
            break
    with tagger.ner.model.use_params(optimizer.averages):
        weights = tagger.ner.model.to_bytes()
    tagger.ner.model.from_bytes(weights)
    return tagger


def _examples(lessons: Sequence[Lesson]) -> Iterator[tuple[Tokens, list[Span]]]:
    """Tokens with phrases of tokens; of those that cross, the longest."""
    for lesson in lessons:
        tokens = tokens_of(lesson.text)
        spans: list[Span] = []
        for start, end, label in sorted(lesson.phrases, key=lambda phrase: phrase[0] - phrase[1]):
            span = span_of(tokens, start, end)
            if span is not None and not any(span[0] < other[1] and other[0] < span[1] for other in spans):
                spans.append((*span, label))
        if tokens.words:
            yield tokens, sorted(spans)


def _batches(examples: Sequence[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    words = 0
    for example in examples:
        batch.append(example)
        words += len(example.x)
        if words >= _WORDS:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch


def _effect(
    asked: Sequence[Question], answers: dict[int, list[Found]], limits: dict[str, float]
) -> dict[str, dict[str, int]]:
    """For numbers without and with an indicator of the rules: how many are asked about, and what changes."""
    effect: dict[str, dict[str, int]] = {}
    for name, has_one in (("fill", False), ("replace", True)):
        report = {"asked": 0, "right": 0, "found": 0, "mended": 0, "broken": 0}
        for number, question in enumerate(asked):
            if question.has_one != has_one:
                continue
            span = candidate(answers[number], question.number, question.numbers)
            right = span is not None and question.right(span)
            report["asked"] += 1
            report["right"] += question.rules_right
            report["found"] += right
            if span is not None and span.probability >= limits.get(f"{question.language}:{name}", 2.0):
                report["mended"] += right and not question.rules_right
                report["broken"] += question.rules_right and not right
        effect[name] = report
    return effect


def _on_test(tagger: Tagger, language: Tongue) -> Counts:
    """What the tagger finds in the marked passages that nothing learns from."""
    lessons, counts = from_passages(language, "test"), Counts()
    for lesson, found in zip(lessons, tagger.spans([(language, lesson.text) for lesson in lessons]), strict=True):
        counts.add(lesson, found)
    return counts


# What speaks for leaving a tagger off, of the ones that come with the program; measured with benchmarks/ablation.py.
_TRIED = {
    "zh": """The rules leave no indicator of a Chinese target open, and where they doubt one the tagger is right as
often as they are (65 and 64 of 103), so that no threshold would mend clearly more than it breaks.""",
    "en": """It fills indicators that the rules leave open. On the 28 documents of the test split one more indicator
of a target is right and no more records; the other figures stay. For that it takes spaCy, 250 MiB more memory and 1.7
seconds when it is first asked. Where the rules doubt an indicator that they have, it is right less often than they.""",
}


def _card(language: Tongue, data: dict[str, Any], report: dict[str, Any]) -> str:
    def row(what: str) -> str:
        one = report[what]
        return (
            f"of {one['asked']} numbers {one['right']} are right by the rules and {one['found']} by the tagger alone; "
            f"at its threshold {one['mended']} are mended and {one['broken']} broken"
        )

    chinese = language == "zh"
    f1, test = report["f1"], report["test"]
    return wrapped(f"""# tagger-{language}

Which phrases of {"a Chinese" if chinese else "an English"} sentence are indicators, and which are the subjects that a
number holds for: a named entity recogniser of spaCy on vectors of its own. A token is a
{"character" if chinese else "word"}, with its neighbours and the way to the numbers before and behind it. The file
holds weights only, in MessagePack.

## Trained on

The train split of the corpus: {data["sentences"]} sentences, {data["passages"]} of them of marked passages, each also
with other indicators drawn from the catalogue; {data["certain"]} sentences of unmarked text of which the rules are
certain; {data["epochs"]} epochs. Texts and translations stand on one side of every split. SHA-256 of texts and answers:
`{data["hash"]}`

## Measured

A phrase is right where it overlaps the marked one and shares 0.6 of its words.

- F1 of indicators: {f1["INDICATOR"]:.3f} in cross-validation by topic, {test["INDICATOR"]:.3f} on the test split
- F1 of subjects: {f1["SCOPE"]:.3f} in cross-validation by topic, {test["SCOPE"]:.3f} on the test split

In cross-validation, as the second opinion on the numbers of the training data:

- where the rules found no indicator, {row("fill")}
- where they found a doubtful one, {row("replace")}

`python -m benchmarks.ablation --models tagger-{language}` measures what it changes on the test split.

## Off by default

{_TRIED[language]}

Also tried, in both languages: asking for the indicator of one number, told its place and what the rules took. Of the
numbers where that tagger named another phrase than the rules, it broke about twice as many as it mended.

## Limits

It has seen some hundreds of sentences: phrases of sectors that the corpus does not have are often missed, and subjects,
of which it has few, almost always. It is asked only about numbers whose indicator is in doubt, and changes nothing
below its threshold.
""")


def wrapped(text: str) -> str:
    """Markdown with its paragraphs and list items in lines of at most 120 characters."""
    blocks = []
    for block in text.strip().split("\n\n"):
        lines = block.split("\n") if block.startswith("- ") else [block]
        blocks.append("\n".join(fill(line, 120, subsequent_indent="  " * line.startswith("- ")) for line in lines))
    return "\n\n".join(blocks)
