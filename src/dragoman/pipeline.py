"""The way of a report through the rooms: one explicit table of steps, each with what it requires and assigns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from . import language
from .actors import contradiction, find_parties
from .batches import batches
from .codebook import Codebook, load_codebook
from .coding import (
    Begun,
    Coded,
    Evidence,
    Judges,
    Marked,
    Scene,
    Seen,
    attributions_of,
    begun,
    best_rules,
    by_rules,
    by_scorer,
    ended,
    evidence,
    load_scorer,
    load_weigher,
)
from .coding.skipping import Skipper
from .language.hiding import whole
from .language.lemmas import mend_lemmas
from .language.load import model_name
from .language.oddities import oddities
from .language.tokens import Doc
from .places import find_places
from .reading import languages
from .reading.assembling import of_sentence
from .records import DetailedReport, MadeBy, Published, Related, Report
from .ties import find_ties
from .times import find_moments
from .version import __version__
from .world import World, load_world, read_dictionary

if TYPE_CHECKING:
    from spacy.language import Language

BATCH = 16  # reports parsed together; more gains little and holds more in memory


@dataclass(slots=True)
class Work:
    """One report on its way; every step reads some of these fields and assigns others."""

    report: Report
    doc: Doc
    codebook: Codebook
    world: World
    judges: Judges | None = None
    made: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def run(self, steps: Sequence[Step]) -> None:
        """Do some steps, one after the other."""
        for step in steps:
            self.made[step.assigns] = step.run(self)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way: ``requires`` and ``assigns`` are names in ``Work.made``."""

    name: str
    requires: tuple[str, ...]
    assigns: str
    run: Callable[[Work], Any]


def _oddities(work: Work) -> None:
    work.notes.extend(oddities(work.report.text))


def _lemmas(work: Work) -> None:
    mend_lemmas(work.doc, work.codebook.vocabulary)


def _moments(work: Work) -> Any:
    return find_moments(work.doc, work.report.published)


def _parties(work: Work) -> Any:
    places = {i: place.country for i, place in work.made["places"].items() if place.country}
    return find_parties(work.doc, work.made["timeline"].published, world=work.world, places=places)


def _fetched_before(report: Report, published: Published) -> str | None:
    """Why a page cannot be as late as its words seem to say: it was fetched before; None where it can."""
    fetched = (report.fetched or "")[:10]
    return f"it was fetched on {fetched}" if fetched and published.start > fetched else None


def _checked(work: Work) -> Any:
    """The timeline again without its inferred publication day, where the fetch or office holders contradict it."""
    timeline = work.made["timeline"]
    if timeline.published is None or timeline.published.basis != "inferred":
        return timeline
    reason = _fetched_before(work.report, timeline.published) or contradiction(
        work.made["parties"], timeline.published, work.world
    )
    if reason is None:
        return timeline
    work.notes.append(f"publication date left open: {timeline.published.start} was inferred, but {reason}")
    return find_moments(work.doc, None, infer=False)


def _places(work: Work) -> Any:
    return {i: mention.place for mention in find_places(work.doc) for i in range(mention.start, mention.end)}


def _scene(work: Work) -> Scene:
    made, report = work.made, work.report
    title = report.title or ""
    return Scene(
        report=report,
        doc=work.doc,
        sentences=tuple(language.sentences(work.doc)),
        parties=made["parties"],
        timeline=made["timeline"],
        places=made["places"],
        codebook=work.codebook,
        world=work.world,
        title_end=len(title) if title and report.text.startswith(title) else 0,
    )


def _acts(work: Work) -> Begun:
    return begun(work.made["scene"], work.judges)


def _events(work: Work) -> Coded:
    made = work.made
    return ended(made["acts"], made["scores"], made["scene"], work.judges)


def _ties(work: Work) -> Any:
    return find_ties(work.made["scene"], work.made["coded"].sayings)


# Between the two the sentence scorer is asked about all reports of a batch at once (``through``).
TO_ACTS = (
    Step("oddities", (), "oddities", _oddities),
    Step("lemmas", (), "lemmas", _lemmas),
    Step("times", (), "timeline", _moments),
    Step("places", (), "places", _places),
    Step("actors", ("timeline", "places"), "parties", _parties),
    Step("dates checked", ("timeline", "parties"), "timeline", _checked),
    Step("scene", ("timeline", "parties", "places"), "scene", _scene),
    Step("acts", ("scene",), "acts", _acts),
)
FROM_SCORES = (
    Step("coding", ("scene", "acts", "scores"), "coded", _events),
    Step("ties", ("scene", "coded"), "ties", _ties),
)

_TO_SCENE = TO_ACTS[:-1]
REST = "CONSULT"  # the commonest type of all: what a pair is told to be where nothing else is known


def through(works: Sequence[Work]) -> Iterator[Work]:
    """Take reports with the same judges through all steps; each is given as soon as it is done, in order."""
    for work in works:
        work.run(TO_ACTS)
    judges = works[0].judges if works else None
    questions = [work.made["acts"].questions for work in works]
    scores = judges.scores(questions) if judges is not None else [None] * len(works)
    for work, its_scores in zip(works, scores, strict=True):
        work.made["scores"] = its_scores
        work.run(FROM_SCORES)
        yield work


class Coder:
    """Codes reports. Loading takes about a second; make one and use it for many reports.

    ``language_model`` names another Universal Dependencies pipeline, ``codebook`` a directory to use in place of the
    shipped one, ``actors`` dictionaries of the TABARI family whose actors and agents are added to the world tables;
    ``skipped`` then tells which of their lines could not be used. Paragraphs that can hold no event are left out of the
    parse; with ``skip=False``, and wherever every detail is asked for, everything is parsed. With ``rules_only`` no
    learned scorer is asked: the codebook's rules alone decide. In coding reports so it is, too, with another language
    model: the weigher knows the vectors of the shipped one only. ``made_by`` is what it writes into reports.
    Raises ModelError, DataError or InputError where one of them cannot be used.
    """

    def __init__(
        self,
        *,
        language_model: str | None = None,
        codebook: Path | None = None,
        actors: Sequence[Path] = (),
        rules_only: bool = False,
        skip: bool = True,
    ) -> None:
        self._nlp: Language = language.load(language_model)
        self._codebook = load_codebook(codebook)
        world = load_world()
        read = [read_dictionary(path, frozenset(state.iso3 for state in world.states)) for path in actors]
        self.skipped = tuple(line for found in read for line in found.skipped)
        for found in read:
            world = world.with_extra(found.groups, found.agents)
        self._world = world
        self._rules_only = rules_only
        known = not rules_only and load_weigher().settings.model == model_name(self._nlp)
        self._judges = Judges(load_weigher(), load_scorer) if known else None
        self._skip = skip
        self.made_by = MadeBy(dragoman=__version__, model=model_name(self._nlp), codebook=self._codebook.hash)

    @cached_property
    def _skipper(self) -> Skipper | None:
        """What finds the paragraphs that need no parse; made when reports are first coded: relating does without."""
        return Skipper(self._codebook, self._world) if self._skip else None

    def code(self, report: Report, *, detail: bool = False) -> Report:
        """The report with its events, ties and claims; a DetailedReport where ``detail`` is asked for."""
        return next(self.code_many([report], detail=detail))

    def code_many(self, reports: Iterable[Report], *, detail: bool = False) -> Iterator[Report]:
        """Code many reports, parsed together in batches; one coded report each, in order."""
        skip = None if detail else self._skipper  # an attribution or a mention can stand where no event can
        for batch in batches(map(_prepared, reports), BATCH):
            codable = [report for report in batch if is_english(report)]
            docs = language.parse_many(self._nlp, [report.text for report in codable], batch=BATCH, skip=skip)
            works = through([self._work(report, doc) for report, doc in zip(codable, docs, strict=True)])
            for report in batch:
                yield self._coded(next(works), detail=detail) if is_english(report) else self._uncoded(report)

    def relate(self, pairs: Iterable[tuple[str | None, Marked]]) -> Iterator[Related]:
        """The type of event that each sentence tells from its marked source to its marked target, in order.

        ``pairs`` are ids with marked sentences. There is always a best type.
        """
        for batch in batches(pairs, BATCH * 2):
            found = self.evidence([marked for _, marked in batch])
            if self._rules_only:
                yield from (by_rules(best, id_, rest=REST) for (id_, _), best in zip(batch, found, strict=True))
                continue
            scorer = load_scorer()
            scored = zip(*scorer.scores([marked for _, marked in batch]), strict=True)
            for (id_, _), best, (types, codes) in zip(batch, found, scored, strict=True):
                yield by_scorer(types, codes, best, id_, scorer.settings)

    def evidence(self, sentences: Sequence[Marked]) -> list[dict[str, Evidence]]:
        """For each marked sentence what the rules find between its source and its target, by type."""
        scenes = zip(self.scenes(sentences), sentences, strict=True)
        return [best_rules(evidence(scene, sentence.source, sentence.target)) for scene, sentence in scenes]

    def scenes(self, sentences: Sequence[Marked]) -> Iterator[Scene]:
        """The scene of every sentence, each a report of its own, as it is before coding."""
        docs = language.parse_many(self._nlp, [sentence.text for sentence in sentences], batch=BATCH)
        for sentence, doc in zip(sentences, docs, strict=True):
            work = self._work(of_sentence(sentence.text), doc)
            work.run(_TO_SCENE)
            yield work.made["scene"]

    def trace(self, report: Report) -> tuple[Scene, tuple[Seen, ...]]:
        """The scene of a report and every trigger that was seen in it, coded or not (for ``dragoman explain``)."""
        report = _prepared(report)
        [work] = through([self._work(report, language.parse(self._nlp, report.text, skip=self._skipper))])
        return work.made["scene"], work.made["coded"].trace

    def grounds(self, report: Report) -> tuple[Report, tuple[dict[str, float], ...]]:
        """The coded report, and for each of its events what its confidence is made of (for ``training/trust.py``)."""
        report = _prepared(report)
        [work] = through([self._work(report, language.parse(self._nlp, report.text))])
        return self._coded(work, detail=False), work.made["coded"].grounds

    def _work(self, report: Report, doc: Doc) -> Work:
        return Work(report, doc, self._codebook, self._world, self._judges)

    def _uncoded(self, report: Report) -> Report:
        note = f"language {report.language}: not coded, only English is"
        notes = report.notes if any("not coded" in n for n in report.notes) else (*report.notes, note)
        return msgspec.structs.replace(report, made_by=self.made_by, notes=notes)

    def _coded(self, work: Work, *, detail: bool) -> Report:
        report, made = work.report, work.made
        coded: Coded = made["coded"]
        changes: dict[str, Any] = {
            "made_by": self.made_by,
            "published": made["timeline"].published,
            "events": coded.events,
            "ties": made["ties"],
            "claims": coded.claims,
            "notes": (*report.notes, *work.notes),
        }
        if not detail:
            return msgspec.structs.replace(report, **changes)
        fields = {name: getattr(report, name) for name in report.__struct_fields__}
        mentions = tuple(mention.party for mention in made["parties"].mentions)
        told = attributions_of(made["scene"], coded)
        extra = {"moments": made["timeline"].moments, "attributions": told, "parties": mentions}
        return DetailedReport(**{**fields, **changes, **extra})


def is_english(report: Report) -> bool:
    """Whether the report can be coded; one without a language counts as English (``Coder`` looks at its words)."""
    return (report.language or languages.CODED).split("-")[0].lower() == languages.CODED


def _prepared(report: Report) -> Report:
    """The report as it can be coded and written: its language looked for where it has none, no lone surrogates."""
    if report.language is None:
        report = _with_language(report)
    text, lost = whole(report.text)
    if not lost:
        return report
    note = f"{lost:,} characters are lone surrogates and were replaced by U+FFFD"
    title = whole(report.title)[0] if report.title else report.title
    return msgspec.structs.replace(report, text=text, title=title, notes=(*report.notes, note))


def _with_language(report: Report) -> Report:
    """The language of a report made by hand; where it is not recognised the caller is taken to mean English."""
    found = languages.language_of(report.text)
    if found == languages.UNKNOWN:
        return msgspec.structs.replace(report, notes=(*report.notes, "language not recognised: read as English"))
    return report if found == languages.CODED else msgspec.structs.replace(report, language=found)
