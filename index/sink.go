package index

import (
	"crypto/md5"

	"exposed/detectors"
	"exposed/index/person"
	"exposed/scanner"
)

// A MatchFunc says who a record of an item speaks of.
type MatchFunc func(*scanner.Item, *scanner.Record) person.Match

// A sink writes what a scan finds in a shard to a segment. It is for one
// worker.
type sink struct {
	out    *segmentWriter
	match  MatchFunc
	tokens *tokenizer
	family []item
}

// newSink returns the sink of shard.
func (c *Case) newSink(shard scanner.Shard, settings [32]byte, match MatchFunc) (*sink, error) {
	out, err := newSegment(c.path(segmentDir), segmentName(settings, shard), c.vault, settings)
	if err != nil {
		return nil, err
	}
	return &sink{out: out, match: match, tokens: c.vault.tokenizer()}, nil
}

// Begin starts a range.
func (s *sink) Begin(r scanner.Range) error {
	s.out.begin(r)
	return nil
}

// Family keeps the items of a family.
func (s *sink) Family(items []scanner.Item) error {
	s.family = s.family[:0]
	for i := range items {
		s.family = append(s.family, s.item(&items[i]))
	}
	return s.out.family(s.family)
}

// End ends the range.
func (s *sink) End(t scanner.Tally) error {
	s.out.end(t)
	return nil
}

// Close ends the segment, or drops it if it is not complete.
func (s *sink) Close(complete bool) error {
	if !complete {
		s.out.abort()
		return nil
	}
	return s.out.finish()
}

func (s *sink) item(it *scanner.Item) item {
	kept := item{
		inner: it.Inner, parent: it.Parent, kind: it.Kind,
		name: it.Name, subject: it.Subject, messageID: it.MessageID,
		nameMask: Mask(detectors.None, it.Name), subjectMask: Mask(detectors.None, it.Subject),
		sha256: it.SHA256, content: it.Content, sent: noTime, size: it.Size, recovered: it.Recovered,
		exceptions: it.Exceptions,
	}
	if it.MessageID != "" {
		kept.mih = md5.Sum([]byte(it.MessageID)) // EDRM MIH
	}
	if !it.Sent.IsZero() {
		kept.sent = it.Sent.Unix()
	}
	t := tableOf(it)
	kept.findings = s.findings(it, t)
	kept.records = s.records(it, t, kept.findings)
	return kept
}

func (s *sink) findings(it *scanner.Item, t *table) []finding {
	if len(it.Findings) == 0 {
		return nil
	}
	kept := make([]finding, len(it.Findings))
	for i := range it.Findings {
		f := &it.Findings[i]
		text := f.Text(it.Text.Data)
		k := &kept[i]
		*k = finding{
			element: f.Element, header: f.Start < it.Head, partial: f.Partial, reserved: f.Reserved,
			confidence: f.Confidence, why: f.Why, text: text, value: f.Value, record: -1,
			textMask: Mask(f.Element, text), valueMask: Mask(f.Element, f.Value),
			token: s.tokens.token(f.Element, f.Value),
		}
		if t != nil {
			k.place = t.place(f)
		} else {
			k.place = spanPlace(f)
		}
	}
	return kept
}

func (s *sink) records(it *scanner.Item, t *table, findings []finding) []record {
	if len(it.Records) == 0 {
		return nil
	}
	kept := make([]record, len(it.Records))
	for i := range it.Records {
		r := &it.Records[i]
		kept[i] = record{place: rowPlace(it, t, r, findings), findings: r.Findings, match: s.match(it, r)}
		for _, f := range r.Findings {
			if findings[f].record < 0 {
				findings[f].record = i
			}
		}
	}
	return kept
}
