package index

import (
	"bufio"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"exposed/detectors"
)

// An export is one of the tables that a case gives away.
type export struct {
	name   string
	fields []string
	rows   func(*exporter) error
}

// exports lists the exports. Their fields only ever grow.
var exports = []export{
	{"findings", strings.Fields("item_id message_id custodian source locator part element text value confidence partial reserved why duplicate_of person_id accessed cpni"), (*exporter).findings},
	{"records", strings.Fields("record_id item_id locator person_id elements"), (*exporter).records},
	{"people", strings.Fields("person_id aliases kind customer_id employee_id account_ids name elements items accessed_elements residency residency_basis cohort conflict"), (*exporter).people},
	{"exposures", strings.Fields("person_id element item_id locator confidence tier cpni"), (*exporter).exposures},
	{"items", strings.Fields("item_id parent_id family_id kind name subject message_id custodian locator sha256 mih sent size disposition recovered"), (*exporter).items},
	{"exceptions", strings.Fields("item_id locator reason detail bytes"), (*exporter).exceptions},
}

// Exports returns the names of the exports.
func Exports() []string {
	names := make([]string, len(exports))
	for i := range exports {
		names[i] = exports[i].name
	}
	return names
}

// unknownTier is the tier of an item as long as no log says what was done with it.
const unknownTier = 1

// An exporter writes one export.
type exporter struct {
	*walker
	ctx    context.Context
	unmask bool
	write  func(cells []any) error
}

// Export writes the export what in format jsonl or csv to w, in an order that
// follows from the evidence alone. Values are masked unless unmask is set,
// which is written to the audit log.
func (c *Case) Export(ctx context.Context, what, format string, unmask bool, w io.Writer) error {
	i := slices.IndexFunc(exports, func(e export) bool { return e.name == what })
	if i < 0 {
		return fmt.Errorf("no export %q: there are %s", what, strings.Join(Exports(), ", "))
	}
	out := bufio.NewWriterSize(w, 1<<16)
	rows, err := newRowWriter(format, exports[i].fields, out)
	if err != nil {
		return err
	}
	walk, err := c.newWalker()
	if err != nil {
		return err
	}
	if unmask {
		err = c.Audit("export", map[string]any{"what": what, "format": format, "unmask": true})
	}
	if err == nil {
		err = exports[i].rows(&exporter{walk, ctx, unmask, rows})
	}
	return errors.Join(err, walk.close(), out.Flush())
}

// shown returns the value, or its mask.
func (x *exporter) shown(value, mask string) string {
	if x.unmask {
		return value
	}
	return mask
}

// orNull returns s, or nil for an empty s.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// personID returns the id of p, or nil.
func personID(p *Person) any {
	if p == nil {
		return nil
	}
	return p.ID
}

func (x *exporter) findings() error {
	return x.families(x.ctx, func(family []place) error {
		for i := range family {
			p := &family[i]
			for j := range p.findings {
				if err := x.finding(p, &p.findings[j]); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (x *exporter) finding(p *place, f *finding) error {
	return x.write([]any{
		p.id.String(), p.messageOf(), p.source.Custodian, p.source.Path, p.at(f.place), p.part(f), f.element.String(),
		x.shown(f.text, f.textMask), x.shown(f.normal, f.normalMask), f.confidence, f.partial, f.reserved, f.why,
		orNull(p.duplicateOf), personID(x.person(p, f)), false, f.element.CPNI(),
	})
}

// at returns the locator of a place in the text of p.
func (p *place) at(in string) string {
	l := p.locator
	l.Place = in
	return l.String()
}

// messageOf returns the Message-ID of the message that p is or belongs to, or nil.
func (p *place) messageOf() any {
	if p.message == nil {
		return nil
	}
	return orNull(p.message.messageID)
}

// part tells where in its message f stands: header, body, or the ordinal of
// the attachment.
func (p *place) part(f *finding) string {
	switch {
	case p.message != nil && p.message != p.item && strings.HasPrefix(p.inner, p.message.inner+"!"):
		ordinal, _, _ := strings.Cut(p.inner[len(p.message.inner)+1:], "!")
		return ordinal
	case f.header:
		return "header"
	}
	return "body"
}

func (x *exporter) records() error {
	return x.families(x.ctx, func(family []place) error {
		for i := range family {
			p := &family[i]
			for j := range p.item.records {
				r := &p.item.records[j]
				var who *Person
				if n := p.persons[j]; n >= 0 {
					who = &x.ledger.people[n]
				}
				id := recordID(p.id, r.place)
				if err := x.write([]any{id.String(), p.id.String(), p.at(r.place), personID(who), p.elements(r)}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// elements returns the names of the elements that record r exposes.
func (p *place) elements(r *record) []string {
	var mask uint64
	for _, f := range r.findings {
		if p.item.findings[f].counts() {
			mask |= 1 << p.item.findings[f].element
		}
	}
	return names(elementsOf(mask))
}

// names returns the names of elements.
func names(list []detectors.Element) []string {
	s := make([]string, len(list))
	for i, e := range list {
		s[i] = e.String()
	}
	return s
}

func (x *exporter) exposures() error {
	return x.families(x.ctx, func(family []place) error {
		for i := range family {
			if err := x.exposed(&family[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// An exposure is a person and an element in one item, with the surest finding
// that shows it.
type exposure struct {
	person  *Person
	finding *finding
}

// exposed writes the exposures of an item.
func (x *exporter) exposed(p *place) error {
	type key struct {
		person  *Person
		element detectors.Element
	}
	var list []exposure
	at := map[key]int{}
	for i := range p.item.findings {
		f := &p.item.findings[i]
		who := x.person(p, f)
		if who == nil || !f.counts() {
			continue
		}
		k := key{who, f.element}
		if n, ok := at[k]; !ok {
			at[k] = len(list)
			list = append(list, exposure{who, f})
		} else if f.confidence > list[n].finding.confidence {
			list[n].finding = f
		}
	}
	for _, e := range list {
		f := e.finding
		if err := x.write([]any{e.person.ID, f.element.String(), p.id.String(), p.at(f.place), f.confidence, int64(unknownTier), f.element.CPNI()}); err != nil {
			return err
		}
	}
	return nil
}

func (x *exporter) items() error {
	return x.families(x.ctx, func(family []place) error {
		for i := range family {
			p := &family[i]
			var mih, sum, sent any
			if p.mih != [16]byte{} {
				mih = hex.EncodeToString(p.mih[:])
			}
			if p.sha256 != [32]byte{} {
				sum = hex.EncodeToString(p.sha256[:])
			}
			if p.sent != noTime {
				sent = time.Unix(p.sent, 0).UTC().Format(time.RFC3339)
			}
			err := x.write([]any{
				p.id.String(), orNull(p.parentID), p.familyID.String(), p.kind.String(), orNull(x.shown(p.name, p.nameMask)),
				orNull(x.shown(p.subject, p.subjectMask)), orNull(p.messageID), p.source.Custodian, p.at(""), sum, mih, sent,
				p.size, p.disposition.String(), p.recovered,
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (x *exporter) exceptions() error {
	return x.families(x.ctx, func(family []place) error {
		for i := range family {
			p := &family[i]
			for _, e := range p.item.exceptions {
				if err := x.write([]any{p.id.String(), p.at(""), e.Reason.String(), e.Detail, e.Bytes}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
