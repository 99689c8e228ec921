"""Analyse many documents one after the other; one that fails harms no other."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from docanalyzer.cli.inputs import Inputs, Problem, Source, output_names
from docanalyzer.cli.outputs import Target, write_document, write_documents
from docanalyzer.core.document import Metadata
from docanalyzer.core.errors import DocanalyzerError, ReadError
from docanalyzer.core.record import Analysis
from docanalyzer.exports import info_of
from docanalyzer.pipeline import Settings, analyze_document
from docanalyzer.present import Summary, summary

Manifest = Mapping[str, Metadata]


class AnalysisError(DocanalyzerError):
    """A document could be read but not analysed, or not read at all."""

    def __init__(self, label: str, cause: str) -> None:
        super().__init__(f"{label}: {cause}")
        self.cause = cause


@dataclass(slots=True)
class Outcome:
    """What became of a run."""

    summaries: list[Summary] = field(default_factory=list)
    failures: list[Problem] = field(default_factory=list)
    written: int = 0
    interrupted: bool = False


def analyze_source(source: Source, settings: Settings, manifest: Manifest) -> Analysis:
    """Read and analyse one document; whatever goes wrong becomes an :class:`AnalysisError` with the cause in words."""
    from docanalyzer.reading import read, read_bytes
    from docanalyzer.reading.manifest import manifest_entry

    try:
        if source.path is None:
            document = read_bytes(sys.stdin.buffer.read(), source.filename, ocr=settings.ocr)
        else:
            document = read(source.path, metadata=manifest_entry(manifest, source.path), ocr=settings.ocr)
        return analyze_document(document, settings=settings)
    except ReadError as error:
        raise AnalysisError(source.label, error.cause) from error
    except MemoryError as error:
        raise AnalysisError(source.label, "there is not enough memory for this document") from error
    except Exception as error:  # a fault of ours in one document must not cost the others their results
        cause = f"the analysis failed; please report this ({type(error).__name__}: {error})"
        raise AnalysisError(source.label, cause) from error


class Run:
    """One run of ``analyze``; iterating it yields each document that could be analysed, with its source."""

    def __init__(self, inputs: Inputs, settings: Settings, manifest: Manifest) -> None:
        self.outcome = Outcome(failures=list(inputs.failures))
        self._sources = inputs.sources
        self._settings = settings
        self._manifest = manifest

    def __iter__(self) -> Iterator[tuple[Source, Analysis]]:
        from docanalyzer.cli.console import one_line, progress_bar

        with progress_bar() as bar:
            task = bar.add_task("Analysing", total=len(self._sources))
            for source in self._sources:
                bar.update(task, description=one_line(source.filename))
                try:
                    analysis = analyze_source(source, self._settings, self._manifest)
                except AnalysisError as error:
                    self.outcome.failures.append(Problem(source.label, error.cause))
                else:
                    self.outcome.summaries.append(summary(analysis))
                    yield source, analysis
                bar.advance(task)

    def write(self, target: Target, *, single: bool) -> Outcome:
        """Analyse and write everything; an interrupt leaves what was written in full."""
        try:
            if target.folder and target.path is not None:
                self._write_folder(target.path, target)
            else:
                self._write_one(target, single=single)
        except KeyboardInterrupt:
            self.outcome.interrupted = True
        return self.outcome

    def _write_folder(self, folder: Path, target: Target) -> None:
        names = output_names(self._sources)
        for source, analysis in self:
            path = folder / f"{names[source]}{info_of(target.format).extension}"
            try:
                write_document(analysis, path, target.format)
            except OSError as error:
                self.outcome.failures.append(Problem(source.label, f"cannot write {path}: {error.strerror or error}"))
                self.outcome.summaries.pop()
            else:
                self.outcome.written += 1

    def _write_one(self, target: Target, *, single: bool) -> None:
        analyses = (analysis for _, analysis in self)
        first = next(analyses, None)
        # Nothing could be read: an empty file would look like a result.
        if first is None:
            return
        try:
            write_documents(chain((first,), analyses), target.path, target.format, single=single)
        except BrokenPipeError:  # who reads has seen enough
            raise
        except OSError as error:
            where = "standard output" if target.path is None else str(target.path)
            self.outcome.failures.append(Problem(where, f"cannot be written: {error.strerror or error}"))
        else:
            self.outcome.written = 1
