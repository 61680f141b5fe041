package person

import (
	"encoding/binary"
	"strings"
)

// A field is one of the values that are kept of a row.
type field uint8

// The fields of a row, in the order they are kept in.
const (
	fieldID field = iota
	fieldAccount
	fieldGiven
	fieldMiddle
	fieldFamily
	fieldSuffix
	fieldFolded // given, middle and family name folded, if that differs
	fieldStreet // folded, with the house number
	fieldCity   // folded
	fieldState
	fieldZIP
	fieldPhones // parted by blanks
	fieldEmails // parted by blanks
	fieldExtension
	fields
)

// A row is the values of one row of a list.
type row [fields]string

// name returns the name "given family".
func (r *row) name() string {
	return strings.TrimSpace(r[fieldGiven] + " " + r[fieldFamily])
}

// form sets f to the name, with its middle name and suffix.
func (r *row) form(f *form) {
	f.n, f.suffix = 0, r[fieldSuffix]
	if s := r[fieldFolded]; s != "" {
		f.add(s)
		return
	}
	f.add(r[fieldGiven])
	f.add(r[fieldMiddle])
	f.add(r[fieldFamily])
}

// setName sets the fields of the name.
func (r *row) setName(n fullName) {
	r[fieldGiven], r[fieldMiddle], r[fieldFamily], r[fieldSuffix] = n.given, n.middle, n.family, n.suffix
	if !folded(n.given) || !folded(n.middle) || !folded(n.family) {
		r[fieldFolded] = strings.TrimSpace(fold(n.given + " " + n.middle + " " + n.family))
	}
}

// A rowStore keeps rows in one string: of each field its length, then its bytes.
type rowStore struct {
	text  string
	start []int64
	build strings.Builder
	len   [binary.MaxVarintLen64]byte
}

// add appends a row and returns its number.
func (s *rowStore) add(r *row) int32 {
	s.start = append(s.start, int64(s.build.Len()))
	for _, v := range r {
		s.build.Write(binary.AppendUvarint(s.len[:0], uint64(len(v))))
		s.build.WriteString(v)
	}
	return int32(len(s.start) - 1)
}

// done makes the rows ready to be read.
func (s *rowStore) done() {
	s.text = s.build.String()
	s.build = strings.Builder{}
}

// get sets r to row i, whose strings are parts of the store.
func (s *rowStore) get(i int32, r *row) {
	p := s.text[s.start[i]:]
	for f := range r {
		n, k := 0, 0
		for p[k] >= 0x80 {
			n |= int(p[k]&0x7f) << (7 * k)
			k++
		}
		n |= int(p[k]) << (7 * k)
		k++
		r[f], p = p[k:k+n], p[k+n:]
	}
}

// A list is what lists of customers and of employees share.
type list struct {
	rows    rowStore
	lines   []int32 // of each row, while it is read
	person  []int32 // the first row with the same id; nil: no id stands twice
	byID    index
	byPhone index
	byEmail index
	digest  [32]byte
}

// Len returns the number of rows that are used.
func (l *list) Len() int { return len(l.rows.start) }

// Digest returns the SHA-256 of the file that the list was read from.
func (l *list) Digest() [32]byte { return l.digest }

// root returns the first row of the person of row i.
func (l *list) root(i int32) int32 {
	if l.person == nil {
		return i
	}
	return l.person[i]
}

// Names calls yield with each name, in the order of the rows; the given name
// is "" where the list has one word only.
func (l *list) Names(yield func(given, family string)) {
	var r row
	for i := range l.rows.start {
		l.rows.get(int32(i), &r)
		yield(r[fieldGiven], r[fieldFamily])
	}
}

// finish makes the indexes that all lists have. Rows with one id are one person.
func (l *list) finish(w *warnings) {
	l.rows.done()
	l.byID = l.indexOf(func(r *row, add func(uint64)) { add(hashOf(tagID, r[fieldID])) })
	l.byPhone = l.indexOf(func(r *row, add func(uint64)) {
		for p := range strings.FieldsSeq(r[fieldPhones]) {
			add(hashOf(tagPhone, p))
		}
	})
	l.byEmail = l.indexOf(func(r *row, add func(uint64)) {
		for e := range strings.FieldsSeq(r[fieldEmails]) {
			add(hashOf(tagEmail, e))
		}
	})
	l.mergeIDs(w)
	l.lines = nil
}

// indexOf returns an index of the keys that of gives for each row.
func (l *list) indexOf(of func(r *row, add func(uint64))) index {
	var entries []entry
	var r row
	for i := range l.rows.start {
		l.rows.get(int32(i), &r)
		of(&r, func(key uint64) { entries = append(entries, entry{key, int32(i)}) })
	}
	return newIndex(entries)
}

// mergeIDs notes rows whose id stands in a row before them.
func (l *list) mergeIDs(w *warnings) {
	var twice []entry
	for i := 1; i < len(l.byID.keys); i++ {
		if l.byID.keys[i] == l.byID.keys[i-1] {
			twice = append(twice, entry{l.byID.keys[i], l.byID.rows[i]})
		}
	}
	if len(twice) == 0 {
		return
	}
	l.person = make([]int32, l.Len())
	for i := range l.person {
		l.person[i] = int32(i)
	}
	for _, e := range twice {
		l.person[e.row] = l.byID.find(e.key)[0]
	}
	for i, p := range l.person {
		if p != int32(i) {
			w.add(int(l.lines[i]), "id stands in a row before it; taken for the same person", false)
		}
	}
}
