# mailwords: which words of the text parts of messages are not in our text
#
# Reads {file: our text} as JSON. For each file that is one message as Python's
# email package reads it, prints {"file", "words", "lost"} a line. It walks the
# parts itself and takes no rule of ours.
import email, email.policy, json, re, sys
from html.parser import HTMLParser

INLINE = set("a abbr b big em font i s small span strong sub sup u wbr".split())
HIDDEN = set("script style title".split())
ZERO = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u034f]")  # nothing is seen of them


class Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.out, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        if tag in HIDDEN:
            self.hidden += 1
        if tag not in INLINE:
            self.out.append(" ")

    def handle_endtag(self, tag):
        if tag in HIDDEN:
            self.hidden = max(self.hidden - 1, 0)
        if tag not in INLINE:
            self.out.append(" ")

    def handle_data(self, data):
        if not self.hidden:
            self.out.append(data)


def texts(message):
    for part in message.walk():
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html"):
            continue
        try:
            s = (part.get_payload(decode=True) or b"").decode(part.get_content_charset() or "utf-8")
        except (LookupError, UnicodeError, AssertionError):
            continue  # nobody can say what it is
        if kind == "text/html":
            h = Text()
            h.feed(s)
            h.close()
            s = "".join(h.out)
        yield ZERO.sub("", s)


def words(s):
    return set(re.findall(r"\w{3,}", s.lower()))


for name, ours in json.load(sys.stdin).items():
    raw = open(name, "rb").read()
    if re.match(rb"From [^\n]*\n", raw):
        raw = raw[raw.index(b"\n") + 1:]
    if re.search(rb"\n\nFrom \S+ .*\d\d:\d\d", raw):
        continue  # a mailbox
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    if not (message["Subject"] or message["From"]):
        continue
    want = set()
    for s in texts(message):
        want |= words(s)
    json.dump({"file": name, "words": len(want), "lost": sorted(want - words(ours))}, sys.stdout)
    print()
