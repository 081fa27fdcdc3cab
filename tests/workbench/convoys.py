"""Reports of convoys that are fired on, with what a page can stumble over."""

from archived import event, report

from dragoman.records import Mention, Place

KORO = Place(name="Koro", country="MLI", lat=1.0, lon=2.0, span=None)
HOSTILE = '<script>alert("koro")</script> Rangers <b>fired</b> at "dawn" & left.'
MARKED = (Mention(trigger="fired", span=(42, 47), sentence=(0, len(HOSTILE))),)


def reports():
    """Forty events of four kinds over forty days, five without a date, one whose words are markup, one story each."""
    plain = [
        report(
            f"Report {n}: rangers from Koro fired on a convoy.",
            event(
                f"e-{n:02}", ["ASSAULT/firearms", "CONSULT/visit", "ACCUSE", "AID"][n % 4],
                ["MLI/MIL > NER/CVL", "BLR/GOV > CHN/GOV", "NER/GOV > MLI/GOV", "UNO > SDN/REF"][n % 4],
                f"2031-05-{n // 2 + 1:02}" if n < 40 else None, quad=[4, 1, 3, 2][n % 4],
                status="future" if n % 4 == 1 else "reported", confidence=n / 50, place=KORO if n % 4 == 0 else None,
            ),
            url=f"https://paper.example/{n}", publisher=["The Koro Post", "Sahel Wire"][n % 2], title=f"Convoy {n}",
            day=f"2031-06-{n % 28 + 1:02}",
        )
        for n in range(45)
    ]  # fmt: skip
    hostile = report(
        HOSTILE, event("e-hostile", "ASSAULT", "MLI/MIL > NER/CVL", "2031-07-01", mentions=MARKED),
        title='<img src=x onerror="alert(1)">', publisher='"><script>alert(2)</script>',
    )  # fmt: skip
    return [*plain, hostile]
