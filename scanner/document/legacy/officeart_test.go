package legacy

import (
	"bytes"
	"compress/zlib"
	"testing"

	"exposed/testdata/samples"
)

// TestPictures takes pictures out of drawings, those that are lists of commands
// unpacked, and each once.
func TestPictures(t *testing.T) {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	z.Write([]byte("commands"))
	z.Close()
	art := func(instance, kind uint16, body ...[]byte) []byte {
		b := join(body...)
		return join(le.AppendUint16(nil, instance<<4), le.AppendUint16(nil, kind), le.AppendUint32(nil, uint32(len(b))), b)
	}
	points := []byte("points")
	id := make([]byte, 16)
	head := func(packing byte) []byte { return append(make([]byte, 32), packing, 0xFE) }
	for _, tt := range []struct {
		name, want string
		raw        []byte
	}{
		{"PNG", "image/png points", art(0x6E0, 0xF01E, id, []byte{0xFF}, points)},
		{"PNG twice, with a second identifier", "image/png points", bytes.Repeat(art(0x6E1, 0xF01E, id, id, []byte{0xFF}, points), 2)},
		{"EMF", "image/emf commands", art(0x3D4, 0xF01A, id, head(0), packed.Bytes())},
		{"WMF that is not packed, with a second identifier", "image/wmf commands", art(0x217, 0xF01B, id, id, head(0xFE), []byte("commands"))},
		{"EMF, cut", "image/emf commands; needs-ocr: 1 pictures are damaged or linked and are not read\n", art(0x3D4, 0xF01A, id, head(0), packed.Bytes()[:packed.Len()-4])},
		{"EMF, a head alone", "; needs-ocr: 1 pictures are damaged or linked and are not read\n", art(0x3D4, 0xF01A, id, head(0))},
		{"PICT", "; unsupported: 1 pictures are drawings of the Macintosh (PICT) and are not read\n", art(0x542, 0xF01C, id, head(0), packed.Bytes())},
	} {
		w := &writer{}
		w.pictures(tt.raw)
		got := ""
		for _, f := range w.files {
			got += f.Type + " " + string(f.Data)
		}
		if told := samples.Told(w.Told(troubleKinds[:])); told != "" {
			got += "; " + told
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
