"""Invented events as the gold has them and as coded; parties are written "USA/GOV", several of them "USA/GOV IRN"."""

from __future__ import annotations


def gold_event(type_="ACCUSE", actors="USA/GOV", recipients="IRN/GOV", *, at=100, trigger="blamed", **fields):
    return {
        "type": type_,
        "mentions": [{"trigger": trigger, "start": at}],
        "actors": [{"code": code} for code in actors.split()],
        "recipients": [{"code": code} for code in recipients.split()],
        "status": "reported",
        **fields,
    }


def coded_event(type_="ACCUSE", actors="USA/GOV", recipients="IRN/GOV", *, at=100, length=6, **fields):
    return {
        "type": type_,
        "mentions": [{"span": [at, at + length]}],
        "actors": parties(actors),
        "recipients": parties(recipients),
        "status": "reported",
        "sources": [],
        **fields,
    }


def parties(codes):
    """Parties with country and sector; "/JRN" has no country, "USA" no sector."""
    pairs = [(*code.split("/"), "")[:2] for code in codes.split()]
    return [{"country": country or None, "sector": sector or None} for country, sector in pairs]


def gold_tie(a, relation, b, **fields):
    return {"a": a, "relation": relation, "b": b, **fields}


def coded_tie(a, relation, b, **fields):
    return {"a": parties(a)[0], "relation": relation, "b": parties(b)[0], "past": False, **fields}


def gold_report(*events, id_="a", ties=()):
    return {"id": id_, "events": list(events), "ties": list(ties)}


def coded_report(*events, id_="a", ties=()):
    return {"id": id_, "text": "...", "events": list(events), "ties": list(ties)}
