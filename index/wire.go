package index

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// errFrame is the error of a frame that does not hold what it should.
var errFrame = errors.New("frame is malformed")

// maxWords is the number of repeated strings that a segment lists once.
const maxWords = 1 << 16

// An encoder collects the two parts of a frame: what may be read without the
// key, and what is sealed.
type encoder struct {
	clear, secret []byte
	words         *words
}

// words are strings that repeat in the frames of a segment, such as reasons.
type words struct {
	list []string
	of   map[string]uint64 // index in list, one up
}

func (e *encoder) reset() { e.clear, e.secret = e.clear[:0], e.secret[:0] }

func (e *encoder) uint(v uint64) { e.clear = binary.AppendUvarint(e.clear, v) }
func (e *encoder) int(v int64)   { e.clear = binary.AppendVarint(e.clear, v) }
func (e *encoder) raw(b []byte)  { e.clear = append(e.clear, b...) }

func (e *encoder) text(s string) {
	e.uint(uint64(len(s)))
	e.clear = append(e.clear, s...)
}

// hidden writes s to the sealed part.
func (e *encoder) hidden(s string) {
	e.secret = binary.AppendUvarint(e.secret, uint64(len(s)))
	e.secret = append(e.secret, s...)
}

// hiddenHash writes a hash to the sealed part.
func (e *encoder) hiddenHash(v uint64) { e.secret = binary.LittleEndian.AppendUint64(e.secret, v) }

// begin starts a text that is appended to the clear part, and returns its place.
func (e *encoder) begin() int {
	e.clear = append(e.clear, 0)
	return len(e.clear)
}

// end ends the text that began at the place.
func (e *encoder) end(at int) {
	n := len(e.clear) - at
	if n < 0x80 {
		e.clear[at-1] = byte(n)
		return
	}
	var size [binary.MaxVarintLen64]byte
	e.clear = slices.Replace(e.clear, at-1, at, binary.AppendUvarint(size[:0], uint64(n))...)
}

// word writes a string that is likely to repeat.
func (e *encoder) word(s string) {
	w := e.words
	n, ok := w.of[s]
	if !ok && len(w.list) < maxWords {
		if w.of == nil {
			w.of = map[string]uint64{}
		}
		w.list = append(w.list, s)
		n, ok = uint64(len(w.list)), true
		w.of[s] = n
	}
	e.uint(n) // 0: the string itself follows
	if !ok {
		e.text(s)
	}
}

// float writes the bits of a number.
func (e *encoder) float(v float32) {
	e.clear = binary.LittleEndian.AppendUint32(e.clear, math.Float32bits(v))
}

// A decoder reads what an encoder wrote, in the same order. Its error stays.
type decoder struct {
	clear, secret string
	sealed        bool // secret is not open: hidden strings are empty
	words         []string
	err           error
}

// uvarint reads a number of s and returns the rest.
func uvarint(s string) (uint64, string, bool) {
	var v uint64
	for i := 0; i < len(s) && i < binary.MaxVarintLen64; i++ {
		c := s[i]
		v |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			return v, s[i+1:], true
		}
	}
	return 0, "", false
}

func (d *decoder) fail() { d.err, d.clear, d.secret = errFrame, "", "" }

func (d *decoder) uint() uint64 {
	if s := d.clear; s != "" && s[0] < 0x80 {
		d.clear = s[1:]
		return uint64(s[0])
	}
	v, rest, ok := uvarint(d.clear)
	if !ok {
		d.fail()
		return 0
	}
	d.clear = rest
	return v
}

func (d *decoder) int() int64 {
	v := d.uint()
	return int64(v>>1) ^ -int64(v&1)
}

// float reads the bits of a number.
func (d *decoder) float() float32 {
	var b [4]byte
	copy(b[:], d.raw(len(b)))
	return math.Float32frombits(binary.LittleEndian.Uint32(b[:]))
}

// uint64 reads eight bytes.
func (d *decoder) uint64() uint64 {
	var b [8]byte
	copy(b[:], d.raw(len(b)))
	return binary.LittleEndian.Uint64(b[:])
}

// count reads the number of elements that follow; each takes a byte at least.
func (d *decoder) count() int {
	v := d.uint()
	if v > uint64(len(d.clear)) {
		d.fail()
		return 0
	}
	return int(v)
}

func (d *decoder) raw(n int) string {
	if n > len(d.clear) {
		d.fail()
		return ""
	}
	s := d.clear[:n]
	d.clear = d.clear[n:]
	return s
}

func (d *decoder) text() string { return d.raw(d.count()) }

// hiddenHash reads a hash of the sealed part.
func (d *decoder) hiddenHash() uint64 {
	if d.sealed {
		return 0
	}
	if len(d.secret) < 8 {
		d.fail()
		return 0
	}
	var b [8]byte
	copy(b[:], d.secret)
	d.secret = d.secret[len(b):]
	return binary.LittleEndian.Uint64(b[:])
}

func (d *decoder) hidden() string {
	if d.sealed {
		return ""
	}
	n, rest, ok := uvarint(d.secret)
	if !ok || n > uint64(len(rest)) {
		d.fail()
		return ""
	}
	d.secret = rest[n:]
	return rest[:n]
}

func (d *decoder) word() string {
	n := d.uint()
	if n == 0 {
		return d.text()
	}
	if n > uint64(len(d.words)) {
		d.fail()
		return ""
	}
	return d.words[n-1]
}

// ordinal reads a number below limit.
func (d *decoder) ordinal(limit int) int {
	v := d.uint()
	if v >= uint64(limit) {
		d.fail()
		return 0
	}
	return int(v)
}

// hash reads 32 bytes.
func (d *decoder) hash() (h [32]byte) {
	copy(h[:], d.raw(len(h)))
	return h
}
