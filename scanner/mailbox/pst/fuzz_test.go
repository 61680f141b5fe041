package pst

import (
	"bytes"
	"io"
	"testing"
	"time"
)

// maxFuzz is the size of a file of the fuzzer at most.
const maxFuzz = 1 << 20

// FuzzOpen checks that any bytes end in time, with errors and without a panic,
// that no message comes twice, and that no more comes out than the file can hold.
func FuzzOpen(f *testing.F) {
	for _, k := range kinds {
		b := k.file(longBody[:4000], longFile[:9000])
		f.Add(b)
		for i := range 8 { // damage in the trees, which lie at the end, and in the blocks
			c := bytes.Clone(b)
			for at := 600 + 37*i; at < len(c); at += 997 + 512*i {
				c[at] ^= byte(1 << i)
			}
			f.Add(c)
		}
		f.Add(b[:len(b)/2])
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > maxFuzz {
			return
		}
		start := time.Now()
		file, err := Open(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return
		}
		drain(t, file)
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("took %v for %d bytes", d, len(b))
		}
	})
}

// drain reads all of f.
func drain(t *testing.T, f *File) {
	seen := map[NID]bool{}
	once := func(m *Message) {
		if m == nil {
			return
		}
		if seen[m.NID] {
			t.Errorf("message 0x%x comes twice", uint32(m.NID))
		}
		seen[m.NID] = true
		drainMessage(t, m)
	}
	folders := map[NID]bool{}
	for d := range f.Folders() {
		if folders[d.NID] {
			t.Errorf("folder 0x%x comes twice", uint32(d.NID))
		}
		folders[d.NID] = true
		d.Properties()
		for m := range d.Messages() {
			once(m)
		}
	}
	for m := range f.Recovered() {
		once(m)
	}
	f.Properties()
	f.Problems()
}

func drainMessage(t *testing.T, m *Message) {
	m.Plain()
	m.HTML()
	m.Headers()
	m.Properties()
	m.Recipients()
	for _, a := range m.Attachments() {
		a.Properties()
		if r, err := a.Open(); err == nil {
			if n, _ := io.Copy(io.Discard, r); n > 128*maxFuzz {
				t.Errorf("attachment of %d bytes", n)
			}
		}
		if e, err := a.Embedded(); err == nil {
			drainMessage(t, e)
		}
	}
	m.Problems()
}
