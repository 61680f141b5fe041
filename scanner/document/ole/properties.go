package ole

import (
	"strings"

	"exposed/scanner/archive/cfb"
	"exposed/scanner/mailbox/mapi"
)

// A Property is what a document says of itself.
type Property struct{ Label, Value string }

// The limits of properties.
const (
	maxProperties   = 1000
	maxPropertySets = 4
	maxValue        = 64 << 10 // bytes of a value
)

// labels are how Office calls the properties that say something of people, by
// the set that they belong to (MS-OLEPS, 2.25 and MS-OSHARED, 2.3.3.2).
var labels = [...]struct {
	stream string
	labels map[uint32]string
}{
	{"\x05SummaryInformation", map[uint32]string{2: "Title", 3: "Subject", 4: "Author", 5: "Keywords", 6: "Comments", 8: "Last saved by"}},
	{"\x05DocumentSummaryInformation", map[uint32]string{2: "Category", 14: "Manager", 15: "Company"}},
}

// Properties returns what the document in the storage e says of itself: the
// usual properties in the order of their numbers, then those of its own. What is
// damaged in them is left out.
func (f *File) Properties(e *cfb.Entry) []Property {
	var out []Property
	for _, set := range labels {
		b := f.Stream(e, set.stream)
		const head, each = 28, 20
		if len(b) < head || le.Uint16(b) != 0xFFFE {
			continue
		}
		sets := int(min(le.Uint32(b[24:]), maxPropertySets))
		for i := range sets {
			at := head + each*i
			if len(b) < at+each {
				break
			}
			from := int64(le.Uint32(b[at+16:]))
			if from+8 > int64(len(b)) {
				continue
			}
			s := propertySet{b: b[from:], page: mapi.Western, labels: set.labels}
			if i > 0 {
				s.labels = nil
			}
			out = s.read(out)
		}
	}
	return out
}

// A propertySet is one set (MS-OLEPS, 2.20).
type propertySet struct {
	b      []byte
	page   int
	labels map[uint32]string // nil: the names stand in the set
}

// read appends the properties of the set to out.
func (s *propertySet) read(out []Property) []Property {
	const codePage, dictionary = 1, 0
	n := int(min(le.Uint32(s.b[4:]), maxProperties, uint32((len(s.b)-8)/8)))
	value := func(i int) []byte {
		at := int64(le.Uint32(s.b[8+8*i+4:]))
		if at+4 > int64(len(s.b)) {
			return nil
		}
		return s.b[at:]
	}
	id := func(i int) uint32 { return le.Uint32(s.b[8+8*i:]) }
	for i := range n {
		if v := value(i); id(i) == codePage && len(v) >= 6 {
			s.page = int(le.Uint16(v[4:]))
		}
	}
	names := s.labels
	for i := range n {
		if id(i) == dictionary && names == nil {
			names = s.dictionary(value(i))
		}
	}
	for i := range n {
		if label := names[id(i)]; label != "" && id(i) > codePage {
			if v := s.text(value(i)); v != "" {
				out = append(out, Property{label, v})
			}
		}
	}
	return out
}

// text returns the text of a typed value (MS-OLEPS, 2.15); "" if it is of
// another type.
func (s *propertySet) text(v []byte) string {
	const narrow, wide = 0x1E, 0x1F
	if len(v) < 8 {
		return ""
	}
	n := int64(le.Uint32(v[4:]))
	switch kind := le.Uint16(v); kind {
	case narrow:
		v = v[8:][:min(n, int64(len(v)-8), maxValue)]
		return s.narrow(v)
	case wide:
		return clean(Wide(v[8:][:min(2*n, int64(len(v)-8), maxValue)]))
	}
	return ""
}

// narrow returns the text b, which is in the code page of the set.
func (s *propertySet) narrow(b []byte) string {
	const utf16 = 1200
	if s.page == utf16 {
		return clean(Wide(b))
	}
	return clean(mapi.Decode(s.page, b))
}

// dictionary returns the names of properties (MS-OLEPS, 2.17).
func (s *propertySet) dictionary(v []byte) map[uint32]string {
	const utf16 = 1200
	names := map[uint32]string{}
	if len(v) < 4 {
		return names
	}
	n := min(le.Uint32(v), maxProperties)
	v = v[4:]
	for ; n > 0 && len(v) >= 8; n-- {
		size := int64(le.Uint32(v[4:]))
		if s.page == utf16 {
			size = (2*size + 3) &^ 3
		}
		if size > int64(len(v)-8) {
			break
		}
		names[le.Uint32(v)] = s.narrow(v[8 : 8+size])
		v = v[8+size:]
	}
	return names
}

// clean returns s up to its first NUL, without blanks around it.
func clean(s string) string {
	s, _, _ = strings.Cut(s, "\x00")
	return strings.TrimSpace(s)
}
