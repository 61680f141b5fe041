package rtf

import (
	"bytes"
	"encoding/binary"

	"exposed/scanner/document"
	"exposed/scanner/document/rtftoken"
)

// A media is an embedded picture or object that is read.
type media struct {
	data   []byte
	half   int // the first of two hexadecimal digits, and one; 0: none
	format format
}

// A format is that of a picture.
type format uint8

const (
	unknownFormat format = iota
	whole                // a file as it stands: PNG, JPEG, EMF, WMF
	drawing              // PICT, metafiles of OS/2
	bitmap               // device-independent bitmap
)

// hex takes a hexadecimal digit.
func (m *media) hex(c byte) {
	d := rtftoken.Digit(c)
	switch {
	case d < 0:
	case m.half == 0:
		m.half = d + 1
	default:
		m.data = append(m.data, byte((m.half-1)<<4|d))
		m.half = 0
	}
}

// kind handles a control word that tells the format of a picture, and reports
// whether it is one of them.
func (m *media) kind(w string, _ int) bool {
	switch w {
	case "pngblip", "jpegblip", "emfblip", "wmetafile":
		m.format = whole
	case "macpict", "pmmetafile":
		m.format = drawing
	case "dibitmap":
		m.format = bitmap
	case "wbitmap":
		m.format = drawing
	default:
		return false
	}
	return true
}

// endMedia makes a file of the picture or the object that was read.
func (r *reader) endMedia() {
	m := r.media
	r.media = media{}
	if len(m.data) == 0 {
		return
	}
	f := document.File{Data: m.data}
	switch {
	case r.dest == object:
		var ok bool
		if f, ok = native(m.data); !ok {
			r.damaged++
			return
		}
	case m.format == drawing:
		r.drawings++
		return
	case m.format == bitmap:
		f.Data, f.Type = bitmapFile(m.data), "image/bmp"
	}
	switch {
	case len(f.Data) == 0:
	case r.size+len(f.Data) > maxFiles:
		r.large++
	case len(r.files) >= maxList:
		r.many++
	default:
		r.size += len(f.Data)
		r.files = append(r.files, f)
	}
}

// bitmapFile returns a bitmap with the header of a file (MS-WMF, 2.2.2.3).
func bitmapFile(b []byte) []byte {
	const header, info = 14, 40
	if len(b) < info {
		return b
	}
	le := binary.LittleEndian
	size, bits, colours := int(le.Uint32(b)), le.Uint16(b[14:]), int(le.Uint32(b[32:]))
	if colours == 0 && bits <= 8 {
		colours = 1 << bits
	}
	offset := header + size + 4*min(colours, 256)
	if le.Uint32(b[16:]) == 3 && size == info { // masks of bit fields
		offset += 12
	}
	out := append(make([]byte, 0, header+len(b)), "BM"...)
	out = le.AppendUint32(out, uint32(header+len(b)))
	out = le.AppendUint32(out, 0)
	out = le.AppendUint32(out, uint32(min(offset, header+len(b))))
	return append(out, b...)
}

// native returns the data of an embedded object of OLE 1 (MS-OLEDS, 2.2.5), and
// of a package the file within it. It reports false if there are none.
func native(b []byte) (document.File, bool) {
	const embedded = 2
	if len(b) < 8 {
		return document.File{}, false
	}
	format := binary.LittleEndian.Uint32(b[4:])
	class, rest, ok := prefixed(b[8:])
	_, rest, ok2 := prefixed(rest)
	_, rest, ok3 := prefixed(rest)
	if !ok || !ok2 || !ok3 || len(rest) < 4 || format != embedded {
		return document.File{}, format == 1 // a link holds no data
	}
	n := binary.LittleEndian.Uint32(rest)
	data := rest[4:]
	data = data[:min(int(n), len(data))]
	f := document.File{Data: data}
	if string(class) == "Package" {
		if name, inner, ok := packaged(data); ok {
			return document.File{Name: name, Data: inner}, true
		}
	}
	if bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) { // MS-CFB, 2.2
		f.Type = "application/x-ole-storage"
	}
	return f, true
}

// prefixed returns the string at the start of b, without the zero at its end,
// and what follows it (MS-OLEDS, 2.1.4).
func prefixed(b []byte) (s, rest []byte, ok bool) {
	if len(b) < 4 {
		return nil, nil, false
	}
	n := int(binary.LittleEndian.Uint32(b))
	if n > len(b)-4 {
		return nil, nil, false
	}
	return bytes.TrimRight(b[4:4+n], "\x00"), b[4+n:], true
}

// packaged returns the file in the native data of a package: a mark, a label, a
// path, two marks, the path of a copy and its length, the length of the file and
// the file.
func packaged(b []byte) (name string, data []byte, ok bool) {
	if len(b) < 2 {
		return "", nil, false
	}
	label, rest, ok := bytes.Cut(b[2:], []byte{0})
	_, rest, ok2 := bytes.Cut(rest, []byte{0})
	if !ok || !ok2 || len(rest) < 4 {
		return "", nil, false
	}
	_, rest, ok = prefixed(rest[4:])
	data, _, ok2 = prefixed(rest)
	if !ok || !ok2 {
		return "", nil, false
	}
	n := int(binary.LittleEndian.Uint32(rest))
	return string(bytes.ToValidUTF8(label, []byte("\uFFFD"))), rest[4 : 4+n : 4+n], len(data) >= 0
}
