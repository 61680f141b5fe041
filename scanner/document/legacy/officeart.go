package legacy

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"io"

	"exposed/scanner/document"
)

// The records of drawings (MS-ODRAW, 2.2).
const (
	artContainer  = 0xF
	artStore      = 0xF001
	artStoreEntry = 0xF007
	artBlipFirst  = 0xF018
	artBlipLast   = 0xF117
)

// An art record is one record of a drawing: its head and what lies in it.
type art struct {
	version  int // artContainer: records lie in it
	instance int
	kind     int
	body     []byte
}

// nextArt returns the first record of b, what follows it, and whether there is
// one. A record that is cut is returned as far as it goes.
func nextArt(b []byte) (a art, rest []byte, ok bool) {
	const head = 8
	if len(b) < head {
		return art{}, nil, false
	}
	v := le.Uint16(b)
	size := int(min(uint64(le.Uint32(b[4:])), uint64(len(b)-head)))
	a = art{version: int(v & 0xF), instance: int(v >> 4), kind: int(le.Uint16(b[2:])), body: b[head : head+size]}
	return a, b[head+size:], true
}

// pictures adds the pictures in the records of b.
func (w *writer) pictures(b []byte) { w.picturesIn(b, 0) }

func (w *writer) picturesIn(b []byte, depth int) {
	for n := 0; n < maxFiles; n++ {
		a, rest, ok := nextArt(b)
		if !ok {
			return
		}
		b = rest
		const entryHead = 36 // of an entry of the store, before its name
		switch {
		case artBlipFirst <= a.kind && a.kind <= artBlipLast:
			w.blip(a)
		case a.kind == artStoreEntry && len(a.body) > entryHead:
			name := int(a.body[33])
			w.picturesIn(a.body[min(entryHead+name, len(a.body)):], depth+1)
		case a.version == artContainer && depth < maxDepth:
			w.picturesIn(a.body, depth+1)
		}
	}
}

// The formats of pictures: their records, and the instances that have a second
// identifier (MS-ODRAW, 2.2.23).
var blips = map[int]struct {
	mime   string
	double [2]int
}{
	0xF01D: {"image/jpeg", [2]int{0x46B, 0x6E3}},
	0xF02A: {"image/jpeg", [2]int{0x46B, 0x6E3}},
	0xF01A: {emfType, [2]int{0x3D5}},
	0xF01B: {wmfType, [2]int{0x217}},
	0xF01E: {"image/png", [2]int{0x6E1}},
	0xF01F: {"image/bmp", [2]int{0x7A9}},
	0xF029: {"image/tiff", [2]int{0x6E5}},
}

// The types of pictures that are lists of commands.
const (
	emfType = "image/emf"
	wmfType = "image/wmf"
)

// metafile returns the picture behind its head (MS-ODRAW, 2.2.31), or as much of it
// as there is.
func (w *writer) metafile(b []byte) []byte {
	const packedAt, head = 32, 34
	if len(b) <= head {
		w.Trouble(unreadPicture)
		return nil
	}
	if b[packedAt] != 0 {
		return b[head:]
	}
	z, err := zlib.NewReader(bytes.NewReader(b[head:]))
	if err != nil {
		w.Trouble(unreadPicture)
		return nil
	}
	left := int64(max(maxUnfold-w.taken, 0))
	data, err := io.ReadAll(io.LimitReader(z, left+1))
	switch {
	case int64(len(data)) > left:
		w.Trouble(largeObject)
		return data[:left]
	case err != nil:
		w.Trouble(unreadPicture)
	}
	return data
}

// blip adds a picture.
func (w *writer) blip(a art) {
	const identifier = 16
	format, ok := blips[a.kind]
	if !ok {
		w.Trouble(unreadVector)
		return
	}
	head := identifier
	if format.mime != emfType && format.mime != wmfType {
		head++ // a tag
	}
	if a.instance == format.double[0] || a.instance == format.double[1] {
		head += identifier
	}
	if len(a.body) <= head {
		w.Trouble(unreadPicture)
		return
	}
	if w.taken > maxUnfold {
		w.Trouble(largeObject)
		return
	}
	data := a.body[head:]
	switch format.mime {
	case "image/bmp":
		data = bitmapFile(data)
	case emfType, wmfType:
		data = w.metafile(data)
	}
	sum := sha256.Sum256(data)
	if w.seen == nil {
		w.seen = map[[sha256.Size]byte]bool{}
	}
	if w.seen[sum] {
		w.taken += len(data)
		return
	}
	w.seen[sum] = true
	w.add(document.File{Type: format.mime, Data: data})
}

// bitmapFile returns the file of a bitmap, which lacks its head.
func bitmapFile(b []byte) []byte {
	const head = 14
	if len(b) < 40 {
		return b
	}
	colours := 4 * int(min(le.Uint32(b[32:]), 256))
	if bits := le.Uint16(b[14:]); colours == 0 && bits <= 8 {
		colours = 4 << bits
	}
	out := append(make([]byte, 0, head+len(b)), "BM"...)
	out = le.AppendUint32(out, uint32(head+len(b)))
	out = le.AppendUint32(out, 0)
	out = le.AppendUint32(out, uint32(head+colours)+le.Uint32(b))
	return append(out, b...)
}

// picture adds the picture that a character stands for (MS-DOC, 2.9.192).
func (d *wordReader) picture(r run) {
	if r.flags&pictureRun == 0 || r.flags&objectRun != 0 || d.pictures[r.picture] || int64(r.picture)+0x44 > int64(len(d.data)) {
		return
	}
	d.pictures[r.picture] = true
	b := d.data[r.picture:]
	size, head := int64(le.Uint32(b)), int64(le.Uint16(b[4:]))
	size = min(size, int64(len(b)))
	const linked = 0x66 // a name stands before the picture
	if le.Uint16(b[6:]) == linked && head < size {
		head += 1 + int64(b[head])
	}
	if head < size {
		d.writer.pictures(b[head:size])
	}
}
