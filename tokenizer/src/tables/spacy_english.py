"""Writes what olmoe.tokenizer.text.spacy knows of spaCy's English: usage: spacy_english.py FOLDER

Needs spacy 3.8.18 and Python 3.11. english-tables.md in the folder says where the data comes from. Whatever
is no list of characters or of words is written in Java, and compared here with the expressions of this version.
"""
import re
import sys

import spacy
from spacy.lang import char_classes as c
from spacy.lang.tokenizer_exceptions import URL_PATTERN
from spacy.pipeline import Sentencizer
from spacy.symbols import ORTH

VERSION = "3.8.18"
DOTS = r"\.\.+"
CURRENCIES = [r"US\$", r"C\$", r"A\$"]


def literal(piece):
    """The text of an expression that stands for one text, or None."""
    text = re.sub(r"\\(.)", r"\1", piece)
    return text if re.fullmatch(piece, text) and "".join(map(re.escape, text)) == "".join(
        map(re.escape, re.sub(r"\\", "", piece))) and not re.search(r"(?<!\\)[\[\]().+*?|^$]", piece) else None


def ranges(expression):
    """Code points that an expression for one character matches, as hex ranges."""
    matches, out, start = re.compile(expression).fullmatch, [], None
    for point in range(0x110001):
        inside = point < 0x110000 and matches(chr(point)) is not None
        if inside and start is None:
            start = point
        elif not inside and start is not None:
            out.append("%x" % start if start == point - 1 else "%x-%x" % (start, point - 1))
            start = None
    return out


def single(pieces):
    return [p for p in pieces if p.strip() and len(literal(p) or "") == 1]


def rest(pieces):
    return [p for p in pieces if p.strip() and len(literal(p) or "") != 1]


def expect(found, expected):
    if found != expected:
        raise SystemExit("spaCy has other expressions than the Java code:\n%s\n%s" % (found, expected))


def class_of(expression):
    """The first character class of a look-behind."""
    return "[" + re.match(r"\(\?<=\[(.*?[^\\])\](?:\)|\[)", expression).group(1) + "]"


def escaped(text):
    return "".join(ch if 0x20 < ord(ch) < 0x7F and ch != "\\" else "\\u{%x}" % ord(ch) for ch in text)


def lines(name, words, per_line):
    yield "[%s]" % name
    for i in range(0, len(words), per_line):
        yield " ".join(words[i:i + per_line])


def main(folder):
    expect(spacy.__version__, VERSION)
    nlp = spacy.blank("en")
    d = nlp.Defaults
    icons = "[%s]" % c.CONCAT_ICONS
    expect(rest(d.prefixes), [r"\+(?![0-9])", "……", DOTS] + CURRENCIES + [icons])
    before_dot = r"(?<=[0-9{al}{e}{p}(?:{q})])\.".format(al=c.ALPHA_LOWER, e=r"%²\-\+", q=c.CONCAT_QUOTES, p=c.PUNCT)
    expect(rest(d.suffixes), ["……", DOTS, icons, "'s", "'S", "’s", "’S", r"(?<=[0-9])\+", r"(?<=°[FfCcKk])\.",
                              "(?<=[0-9])(?:%s)" % c.CURRENCY, "(?<=[0-9])(?:%s)" % c.UNITS, before_dot,
                              r"(?<=[{au}][{au}])\.".format(au=c.ALPHA_UPPER)])
    dot_left, dot_right = "[%s%s]" % (c.ALPHA_LOWER, c.CONCAT_QUOTES), "[%s%s]" % (c.ALPHA_UPPER, c.CONCAT_QUOTES)
    expect(list(d.infixes), [DOTS, "…", icons, r"(?<=[0-9])[+\-\*^](?=[0-9-])", r"(?<=%s)\.(?=%s)" % (dot_left, dot_right),
                             "(?<=[{a}]),(?=[{a}])".format(a=c.ALPHA),
                             "(?<=[{a}0-9])(?:{h})(?=[{a}])".format(a=c.ALPHA, h=c.HYPHENS),
                             "(?<=[{a}0-9])[:<>=/](?=[{a}])".format(a=c.ALPHA)])
    expect(c.HYPHENS, "-|–|—|--|---|——|~")
    expect((d.token_match, d.url_match), (None, re.compile("(?u)" + URL_PATTERN).match))
    expect(URL_PATTERN.replace(c.ALPHA_LOWER, "L"),
           r"^(?:(?:[\w\+\-\.]{2,})://)?(?:\S+(?::\S*)?@)?(?:(?!(?:10|127)(?:\.\d{1,3}){3})"
           r"(?!(?:169\.254|192\.168)(?:\.\d{1,3}){2})(?!172\.(?:1[6-9]|2\d|3[0-1])(?:\.\d{1,3}){2})"
           r"(?:[1-9]\d?|1\d\d|2[01]\d|22[0-3])(?:\.(?:1?\d{1,2}|2[0-4]\d|25[0-5])){2}"
           r"(?:\.(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-4]))|"
           r"(?:(?:[A-Za-z0-9\u00a1-\uffff][A-Za-z0-9\u00a1-\uffff_-]{0,62})?[A-Za-z0-9\u00a1-\uffff]\.)+"
           r"(?:[L]{2,63}))(?::\d{2,5})?(?:[/?#]\S*)?$")
    classes = {
        "prefix": "|".join(single(d.prefixes)) + "|" + icons,
        "suffix": "|".join(single(d.suffixes)) + "|" + icons,
        "icon": icons,
        "alpha": "[%s]" % c.ALPHA,
        "lower": "[%s]" % c.ALPHA_LOWER,
        "upper": "[%s]" % c.ALPHA_UPPER,
        "before-dot": before_dot[4:-3],
        "quote": "[%s]" % c.CONCAT_QUOTES,
        "sentence-end": "|".join(map(re.escape, Sentencizer.default_punct_chars)),
    }
    out = ["# spaCy %s, blank English; made by spacy_english.py, see english-tables.md" % VERSION]
    for name, expression in classes.items():
        found = ranges(expression)
        if name in ("prefix", "suffix", "icon"):  # so white space is never cut
            expect([ch for ch in map(chr, range(0x110000)) if ch.isspace() and re.fullmatch(expression, ch)], [])
        out += lines(name, found, 14)
    after_digit = [literal(p) for p in (c.CURRENCY + "|" + c.UNITS).split("|")]
    out += lines("after-digit", [escaped(t) for t in after_digit], 14)
    out.append("[special]")
    for orth, tokens in sorted(d.tokenizer_exceptions.items()):
        if not orth.isspace():
            out.append(" ".join(escaped(token[ORTH]) for token in tokens))
    with open(folder + "/english.txt", "w", encoding="ascii") as f:
        f.write("\n".join(out) + "\n")


main(sys.argv[1])
