package legacy

import (
	"bytes"
	"testing"

	"exposed/scanner/archive/cfb"
	"exposed/scanner/document"
	"exposed/testdata/samples"
)

// atom returns a record without others within.
func atom(kind, instance int, data ...[]byte) []byte { return artRecord(0, kind, instance, data) }

// box returns a record that holds others.
func box(kind int, in ...[]byte) []byte { return artRecord(artContainer, kind, 0, in) }

func artRecord(version, kind, instance int, in [][]byte) []byte {
	body := join(in...)
	b := le.AppendUint16(nil, uint16(version|instance<<4))
	b = le.AppendUint16(b, uint16(kind))
	return append(le.AppendUint32(b, uint32(len(body))), body...)
}

// longs returns numbers of four bytes.
func longs(v ...uint32) []byte {
	var b []byte
	for _, n := range v {
		b = le.AppendUint32(b, n)
	}
	return b
}

// textShape returns a shape with a text at a place.
func textShape(left, top uint32, in ...[]byte) []byte {
	return box(artShape, atom(artChildAnchor, 0, longs(left, top, left+1, top+1)), atom(artTextbox, 0, in...))
}

// showOf returns a presentation of the objects, numbered from 1; the first is the
// document.
func showOf(objects ...[]byte) []byte {
	var doc []byte
	dir := longs(1 | uint32(len(objects))<<20)
	for _, o := range objects {
		dir = append(dir, longs(uint32(len(doc)))...)
		doc = append(doc, o...)
	}
	at := uint32(len(doc))
	doc = append(doc, atom(pptPersist, 0, dir)...)
	edit := uint32(len(doc))
	doc = append(doc, atom(pptUserEdit, 0, longs(0, 0, 0, at, 1, 9, 0))...)
	return cfb.Build(cfb.Stream("PowerPoint Document", doc), cfb.Stream("Current User", atom(0x0FF6, 0, longs(20, 0xE391C05F, edit))))
}

// listOf returns a list of one slide, with the texts of its outline.
func listOf(instance int, persist, id uint32, texts ...string) []byte {
	b := atom(pptSlidePersist, 0, longs(persist, 0, 0, id, 0))
	for _, s := range texts {
		b = append(b, join(atom(pptTextHeader, 0, longs(0)), atom(pptTextBytes, 0, []byte(s)))...)
	}
	return artRecord(artContainer, pptSlideList, instance, [][]byte{b})
}

func drawingOf(in ...[]byte) []byte { return box(pptDrawing, box(0xF002, box(artGroup, in...))) }

// Each row is a presentation, and what is read of it.
var showTests = []struct {
	name string
	raw  []byte
	want string
}{
	{"slides, notes, comments and masters", showOf(
		box(pptDocument, box(pptExternals, box(pptHyperlink, atom(pptLinkAtom, 0, longs(5)), atom(pptString, 1, units("mailto:jdoe@example.com")))),
			listOf(0, 2, 256, "Title", "left over"), listOf(1, 4, 1), listOf(2, 3, 300, "Note")),
		box(pptSlide, atom(pptSlideAtom, 0, longs(0, 0, 0, 1, 300, 0)),
			drawingOf(textShape(0, 0, atom(pptTextRef, 0, longs(0))),
				textShape(0, 0, atom(pptTextHeader, 0, longs(4)), atom(pptTextChars, 0, units("Write\rto us")), box(pptInteractive, atom(pptInteractAtom, 0, longs(0, 5)))),
				box(artGroup, box(artGroup, textShape(0, 0, atom(pptTextBytes, 0, []byte("grouped")))))),
			box(0x1388, box(0x138A, atom(0x138B, 0, box(pptComment, atom(pptString, 0, units("Jane")), atom(pptString, 1, units("Check this"))))))),
		box(pptNotes, drawingOf(textShape(0, 0, atom(pptTextRef, 0, longs(0))))),
		box(pptMaster, drawingOf(
			box(artShape, atom(artTextbox, 0, atom(pptTextBytes, 0, []byte("Click to edit"))), box(artClientData, atom(pptPlaceholder, 0, longs(0, 0)))),
			textShape(0, 0, atom(pptTextBytes, 0, []byte("Example Inc.")))))),
		"Title\nWrite\nto us <jdoe@example.com>\ngrouped\nJane: Check this\nleft over\nNote\n\nExample Inc.\n"},
	{"table", showOf(box(pptDocument, listOf(0, 2, 256)), box(pptSlide, drawingOf(box(artGroup,
		box(artShape, atom(artTertiaryFOPT, 1, []byte{0x9F, 3, 1, 0, 0, 0}), atom(artChildAnchor, 0, longs(0, 0, 0, 0))),
		textShape(9, 5, atom(pptTextBytes, 0, []byte("555-0100"))), textShape(1, 5, atom(pptTextBytes, 0, []byte("Jane"))),
		textShape(1, 1, atom(pptTextBytes, 0, []byte("Name"))), textShape(9, 1, atom(pptTextBytes, 0, []byte("Phone"))))))),
		"«A1:Name»\t«B1:Phone»\n«A2:Jane»\t«B2:555-0100»\n"},
	{"objects", showOf(box(pptDocument, listOf(0, 2, 256)), box(pptSlide, nil),
		atom(pptOleStorage, 0, cfb.Build(cfb.Stream("Package", []byte("PK\x03\x04")))),
		atom(pptOleStorage, 1, []byte("\x04\x00\x00\x00no zlib"))),
		"file \"\"  \"PK\\x03\\x04\"\ncorrupt: 1 embedded objects are damaged and are read as far as they can be\n"},
	{"no directory", cfb.Build(cfb.Stream("PowerPoint Document", box(pptDocument, box(pptSlide, atom(pptTextBytes, 0, []byte("text")))))),
		"text\ncorrupt: the directory of slides is damaged; slides are read in the order of the file, old versions too (1)\n"},
	{"PowerPoint 95", cfb.Build(cfb.Stream("PP40", []byte("x"))), "unsupported: the file is of a format or version that is not read (1)\n"},
}

func TestSlides(t *testing.T) {
	for _, tt := range showTests {
		c := PPT(tt.raw, document.Options{})
		samples.Check(t, tt.name, c)
		if got := marked(c); got != tt.want {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, tt.want)
		}
	}
}

// A presentation cut anywhere, or with a wrong byte, ends.
func TestSlidesDamage(t *testing.T) {
	for _, tt := range showTests {
		for n := range tt.raw {
			samples.Check(t, "cut", PPT(tt.raw[:n], document.Options{}))
			b := bytes.Clone(tt.raw)
			b[n] ^= 0xFF
			samples.Check(t, "flipped", PPT(b, document.Options{}))
		}
	}
}

// What is read of any bytes holds to the rules, and is the same again.
func FuzzRead(f *testing.F) {
	for _, tt := range wordTests {
		f.Add(tt.text.file())
	}
	for _, tt := range bookTests {
		f.Add(inFile(tt.book))
	}
	for _, tt := range showTests {
		f.Add(tt.raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, read := range []func([]byte, document.Options) document.Content{DOC, XLS, PPT, Object} {
			c := read(raw, document.Options{})
			samples.Check(t, "fuzz", c)
			if len(c.Text.Data) > 100*len(raw)+1<<10 {
				t.Errorf("%d bytes of text of %d", len(c.Text.Data), len(raw))
			}
			if got, again := marked(c), marked(read(raw, document.Options{})); got != again {
				t.Errorf("read again, it differs: %q and %q", got, again)
			}
		}
	})
}

// The records of a sheet, for which the fuzzer needs no compound file.
func FuzzRecords(f *testing.F) {
	for _, tt := range bookTests {
		f.Add(tt.book)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		samples.Check(t, "fuzz", XLS(inFile(raw), document.Options{}))
	})
}
