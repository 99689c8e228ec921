"""A tagger: which phrases of a sentence are indicators, and which are the subjects that numbers hold for.

A small named entity recogniser of spaCy on vectors of its own (hashed features of tokens, layers of windows), stored as
spaCy stores its weights, in MessagePack. The pipeline is put together here: no configuration is read from the file, so
that it cannot name anything to be called.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docanalyzer.core.errors import ModelError
from docanalyzer.learned.base import Found, SpanLabel
from docanalyzer.learned.phrases import Tokens, tokens_of
from docanalyzer.learned.store import Model
from docanalyzer.linguistics import Tongue

LABELS: tuple[SpanLabel, ...] = ("INDICATOR", "SCOPE")
COMPONENT = "ner"
FILE = f"{COMPONENT}/model"
"""The weights, in the folder of the component as spaCy writes it."""

# The attributes of a spaCy token and the rows of the table that each is hashed into. The first four are spaCy's own
# (the word, its first character, its last three, its shape), the others carry the features of Tokens.
_ROWS = {
    "NORM": 2000, "PREFIX": 300, "SUFFIX": 1000, "SHAPE": 100,
    "LEMMA": 3000, "TAG": 3000, "ENT_ID": 100, "ENT_KB_ID": 100,
}  # fmt: skip
_WIDTH, _DEPTH, _WINDOW, _HIDDEN = 48, 4, 1, 48
# How many readings are weighed against each other for probabilities, and how far behind the best they may fall.
_BEAM, _DENSITY = 8, 0.001
_LIKELY = 0.5


class Tagger:
    """The recogniser of one language with what turns texts into its tokens."""

    def __init__(self, language: Tongue) -> None:
        import spacy

        self.language = language
        self.epochs = 0
        nlp: Any = spacy.blank(language)
        self.vocab: Any = nlp.vocab
        self.ner: Any = nlp.add_pipe(COMPONENT, config=_config())
        for label in LABELS:
            self.ner.add_label(label)

    def doc(self, tokens: Tokens, spans: Iterable[tuple[int, int, str]] = ()) -> Any:
        """Tokens as a document of spaCy, with phrases (first token, behind the last, label) where they are known."""
        from spacy.tokens import Doc, Span

        before, behind, ahead, back = ([one[i] for one in tokens.features] for i in range(4))
        doc = Doc(self.vocab, words=tokens.words, lemmas=before, tags=behind)
        for token, to_next, to_last in zip(doc, ahead, back, strict=True):
            token.ent_id_, token.ent_kb_id_ = to_next, to_last
        doc.set_ents([Span(doc, start, end, label=label) for start, end, label in spans])
        return doc

    def spans(self, texts: Sequence[tuple[Tongue, str]]) -> list[list[Found]]:
        """The indicators and subjects of each text; see :class:`docanalyzer.learned.base.SpanFinder`.

        The probability of a phrase is the share of the weighed readings that have it, at least a half.
        """
        made = [tokens_of(text) for _, text in texts]
        answers: list[list[Found]] = [[] for _ in made]
        full = [index for index, tokens in enumerate(made) if tokens.words]
        if full:
            beams = self.ner.beam_parse([self.doc(made[i]) for i in full], beam_width=_BEAM, beam_density=_DENSITY)
            for index, chances in zip(full, self.ner.scored_ents(beams), strict=True):
                answers[index] = _likely(made[index], chances)
        return answers


def _likely(tokens: Tokens, chances: dict[tuple[int, int, str], float]) -> list[Found]:
    """The phrases that half of the readings have, in order; of two that cross (as even halves can), the first."""
    found: list[Found] = []
    for (first, last, label), chance in sorted(chances.items(), key=lambda item: (-item[1], item[0])):
        place = (tokens.places[first][0], tokens.places[last - 1][1])
        free = not any(one.start < place[1] and place[0] < one.end for one in found)
        if free and chance >= _LIKELY:
            found.extend(Found(*place, known, min(1.0, float(chance))) for known in LABELS if known == label)
    return sorted(found)


def load(model: Model) -> Tagger:
    """Open the model; raises :class:`ModelError` for weights of another shape than this version uses."""
    tagger = Tagger("zh" if model.languages == ("zh",) else "en")
    weights = model.file(FILE).read_bytes()
    prepare(tagger)
    try:
        tagger.ner.model.from_bytes(weights)
        tagger.spans([(tagger.language, "cut energy use by 5%")])
    except (ValueError, KeyError, AttributeError, TypeError, IndexError) as error:
        raise ModelError(model.name, f"{FILE} holds no weights of this version ({error})") from error
    return tagger


def prepare(tagger: Tagger) -> None:
    """Give all layers of a tagger their shapes, with weights drawn by chance."""
    from spacy.training import Example

    tokens = tokens_of("cut energy use")
    phrases = [tagger.doc(tokens, [(1, 2, label)]) for label in LABELS]
    tagger.ner.initialize(lambda: [Example(tagger.doc(tokens), phrase) for phrase in phrases])


def _config() -> dict[str, Any]:
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": _WIDTH,
        "attrs": list(_ROWS),
        "rows": list(_ROWS.values()),
        "include_static_vectors": False,
    }
    encode = {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": _WIDTH,
        "depth": _DEPTH,
        "window_size": _WINDOW,
        "maxout_pieces": 3,
    }
    return {
        "model": {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": "ner",
            "extra_state_tokens": False,
            "hidden_width": _HIDDEN,
            "maxout_pieces": 2,
            "use_upper": True,
            "tok2vec": {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode},
        }
    }
