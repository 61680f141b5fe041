package index

import (
	"encoding/binary"

	"exposed/detectors"
)

// valueBytes is the size of values from which a block is written.
const valueBytes = 4 << 20

// A value is what findings of a block have in common: findings with the same
// element, text and value share it. The same people write to each other again
// and again, so there are far fewer values than findings.
type value struct {
	element    detectors.Element
	textMask   string
	normalMask string
	token      Token
	text       string // sealed
	normal     string // sealed: the normalised value
}

// A grade is how sure findings are, and why. Few of them are different.
type grade struct {
	why        string
	confidence float32
}

// grades numbers the grades of the findings of a segment.
type grades struct {
	list   []grade
	of     map[grade]uint64
	recent [64]struct {
		grade
		n uint64 // one up
	}
}

// number returns the number of a grade, from 0.
func (g *grades) number(f *detectors.Finding) uint64 {
	want := grade{f.Why, f.Confidence}
	r := &g.recent[(uint(len(f.Why))*7+uint(f.Confidence*100))%uint(len(g.recent))]
	if r.n > 0 && r.confidence == want.confidence && r.why == want.why {
		return r.n - 1
	}
	n, ok := g.of[want]
	if !ok {
		if g.of == nil {
			g.of = map[grade]uint64{}
		}
		n = uint64(len(g.list))
		g.of[want], g.list = n, append(g.list, want)
	}
	r.grade, r.n = want, n+1
	return n
}

// A valueWriter collects the values of a block.
type valueWriter struct {
	encoder
	n int
}

// size returns the bytes that the values have so far.
func (w *valueWriter) size() int { return len(w.clear) + len(w.secret) }

// add adds a value and returns its number. How it is shown is given.
func (w *valueWriter) add(e detectors.Element, text, normal string, shown []byte) uint64 {
	w.clear = append(w.clear, byte(e), byte(set(normal != text, valueNormal)))
	w.raw(shown)
	w.hidden(text)
	if normal != text {
		w.hidden(normal)
	}
	w.n++
	return uint64(w.n - 1)
}

// valueNormal is set in the flags of values whose normalised value is not the text.
const valueNormal = 1

// flush moves the values to e and begins the next block.
func (w *valueWriter) flush(e *encoder) {
	e.uint(uint64(w.n))
	e.raw(w.clear)
	e.secret = append(e.secret, w.secret...)
	w.reset()
	w.n = 0
}

// values reads the values of a block.
func (d *decoder) values() ([]value, error) {
	list := make([]value, d.count())
	for i := range list {
		v := &list[i]
		v.element = detectors.Element(d.ordinal(detectors.Elements))
		flags := d.uint()
		d.shown(v)
		v.text = d.hidden()
		v.normal = v.text
		if flags&valueNormal != 0 {
			v.normal = d.hidden()
		}
	}
	if d.err == nil && (d.clear != "" || d.secret != "") {
		d.fail()
	}
	return list, d.err
}

// shown reads how v is shown.
func (d *decoder) shown(v *value) {
	v.textMask = d.text()
	v.normalMask = v.textMask
	if n := d.uint(); n > uint64(len(d.clear))+1 {
		d.fail()
	} else if n > 0 {
		v.normalMask = d.raw(int(n - 1))
	}
	copy(v.token[:], d.raw(tokenSize))
}

// tokenOf returns the first half of the token in what shows a value.
func tokenOf(shown []byte) uint64 {
	return binary.LittleEndian.Uint64(shown[len(shown)-tokenSize:])
}
