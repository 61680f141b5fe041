package legacy

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf16"

	"exposed/scanner/archive/cfb"
	"exposed/scanner/document"
	"exposed/testdata/samples"
)

// A wordText is a document that is built: its stories, and what is told of
// some of its characters.
type wordText struct {
	stories [storyCount]string
	deleted string // each of its places is deleted
	table   string // the paragraphs with a place of it are of a table
	rowEnd  string // the paragraph that ends with it ends a row
	flags   uint16
	more    []*cfb.Entry
}

// units returns s in UTF-16.
func units(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = le.AppendUint16(out, u)
	}
	return out
}

// file returns the document as a compound file. The first half of the text is
// of one byte a character, the rest of two.
func (w wordText) file() []byte {
	const textAt = 0x600
	main := make([]byte, textAt)
	le.PutUint16(main, wordMagic)
	le.PutUint16(main[2:], 0xC1)
	le.PutUint16(main[10:], w.flags)
	text := strings.Join(w.stories[:], "")
	all := []rune(text)
	for i, s := range w.stories {
		le.PutUint32(main[0x4C+4*i:], uint32(len([]rune(s))))
	}
	half := 0
	for half < len(all)/2 && all[half] < 0x80 {
		half++
	}
	main = append(main, string(all[:half])...)
	main = append(main, make([]byte, len(main)%2)...)
	wideAt := len(main)
	main = append(main, units(string(all[half:]))...)
	place := func(cp int) uint32 {
		if cp < half {
			return uint32(textAt + cp)
		}
		return uint32(wideAt + 2*(cp-half))
	}
	clx := []byte{2}
	clx = le.AppendUint32(clx, 12+16)
	for _, cp := range []int{0, half, len(all)} {
		clx = le.AppendUint32(clx, uint32(cp))
	}
	clx = append(clx, 0, 0)
	clx = le.AppendUint32(clx, textAt*2|1<<30)
	clx = append(clx, 0, 0, 0, 0)
	clx = le.AppendUint32(clx, uint32(wideAt))
	clx = append(clx, 0, 0)
	tables := clx
	le.PutUint32(main[0x9A+8*33+4:], uint32(len(clx)))
	main = append(main, make([]byte, -len(main)&(fkpSize-1))...)
	put := func(index int, page []byte) {
		at := 0x9A + 8*index
		le.PutUint32(main[at:], uint32(len(tables)))
		le.PutUint32(main[at+4:], 12)
		tables = append(tables, make([]byte, 8)...)
		tables = le.AppendUint32(tables, uint32(len(main)/fkpSize))
		main = append(main, page...)
	}
	put(12, w.characterPage(text, place))
	put(13, w.paragraphPage(text, place))
	return cfb.Build(append([]*cfb.Entry{cfb.Stream("WordDocument", main), cfb.Stream("0Table", tables)}, w.more...)...)
}

// characterPage returns the page that tells what is deleted.
func (w wordText) characterPage(text string, place func(int) uint32) []byte {
	page := make([]byte, fkpSize)
	if w.deleted == "" {
		return page
	}
	at := len([]rune(text[:strings.Index(text, w.deleted)]))
	page[fkpSize-1] = 1
	le.PutUint32(page, place(at))
	le.PutUint32(page[4:], place(at+len([]rune(w.deleted))))
	page[8] = 100
	copy(page[200:], []byte{3, 0x00, 0x08, 1})
	return page
}

// paragraphPage returns the page that tells what is a table: each paragraph has
// an entry of its own.
func (w wordText) paragraphPage(text string, place func(int) uint32) []byte {
	page := make([]byte, fkpSize)
	var ends []int
	var kinds []byte
	from := 0
	for i, r := range []rune(text) {
		if r != paragraphMark && r != cellMark {
			continue
		}
		p := string([]rune(text)[from : i+1])
		kind := byte(0)
		switch {
		case w.rowEnd != "" && p == w.rowEnd:
			kind = 244 // at 488
		case w.table != "" && strings.ContainsAny(p, w.table):
			kind = 240 // at 480
		}
		ends, kinds, from = append(ends, i+1), append(kinds, kind), i+1
	}
	n := len(ends)
	if 17*n+4 > 470 {
		panic("too many paragraphs for one page")
	}
	page[fkpSize-1] = byte(n)
	le.PutUint32(page, place(0))
	for i, e := range ends {
		le.PutUint32(page[4*i+4:], place(e))
		page[4*(n+1)+13*i] = kinds[i]
	}
	copy(page[480:], []byte{3, 0, 0, 0x16, 0x24, 1})
	copy(page[488:], []byte{5, 0, 0, 0x16, 0x24, 1, 0x17, 0x24, 1})
	return page
}

// Each row is a text as it lies in a document, and what is read of it.
var wordTests = []struct {
	name string
	text wordText
	want string
}{
	{"paragraphs", wordText{stories: [8]string{"Jane Doe\r\r\r12 Main St\x0bSpringfield\rna\u00efve \u201cquote\u201d\r"}},
		"Jane Doe\n\n12 Main St\nSpringfield\nna\u00efve \u201cquote\u201d\n"},
	{"special characters", wordText{stories: [8]string{"a\x1eb\x1fc\x02d\u00a0e\x08\tf\x0cg\r"}}, "a-bcd e\tf\ng\n"},
	{"stories", wordText{stories: [8]string{"body\r", "note\r", "head\r", "", "comment\r", "end\r", "box\r", "headbox\r"}},
		"body\n\nnote\n\nhead\n\ncomment\n\nend\n\nbox\n\nheadbox\n"},
	{"fields", wordText{stories: [8]string{"a \x13 PAGE \x147\x15 b \x13HYPERLINK \"mailto:jdoe@example.com\"\x14mail\x15 c \x13 HYPERLINK mailto:x@example.com \x14x@example.com\x15\r"}},
		"a 7 b mail <jdoe@example.com> c x@example.com\n"},
	{"fields in fields, and ones without end", wordText{stories: [8]string{"\x13IF \x13 X \x14secret\x15 = 1\x14yes\x15 \x13 EQ \\o\\ad(\\s\\up 10(ab),cd)\x15 \x13MACROBUTTON none press me\x15 \x13open\r"}},
		"yes ab cd press me\n"},
	{"deleted text", wordText{stories: [8]string{"call 555-0100 555-0199\rnext\r"}, deleted: "555-0100 "}, "call 555-0199\ncall 555-0100 555-0199\nnext\n"},
	{"table", wordText{stories: [8]string{"before\rName\x07Phone\x07\x07Jane\rDoe\x07555-0100\x07\x07after\r"}, table: "\x07J", rowEnd: "\x07"},
		"before\nName\tPhone\nJane\nDoe\n555-0100\nafter\n"},
	{"beyond the BMP", wordText{stories: [8]string{"ab\U0001F600cd\r"}}, "ab\U0001F600cd\n"},
	{"objects", wordText{stories: [8]string{"text\x01\r"}, more: []*cfb.Entry{cfb.Storage("ObjectPool", cfb.Storage("_1", cfb.Stream("Package", []byte("PK\x03\x04zip"))), cfb.Storage("_2", cfb.Stream("\x03ObjInfo", []byte("x"))), cfb.Storage("_3", cfb.Stream("\x01Ole10Native", []byte("\x05\x00\x00\x00hello"))))}}, "text\nfile \"\"  \"PK\\x03\\x04zip\"\nfile \"\"  \"hello\"\n"},
	{"locked", wordText{stories: [8]string{"text\r"}, flags: 0x8100},
		"encrypted: the file has a password (1): hand over a copy without password, or name the password in --passwords\n"},
}

func TestWord(t *testing.T) {
	for _, tt := range wordTests {
		c := DOC(tt.text.file(), document.Options{})
		samples.Check(t, tt.name, c)
		want := tt.want
		if tt.name == "table" {
			want = "before\n«A1:Name»\t«B1:Phone»\n«A2:Jane Doe»\n«B2:555-0100»\nafter\n"
		}
		if got := marked(c); got != want {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, want)
		}
	}
}

// What is no document says so.
func TestNoWord(t *testing.T) {
	for _, tt := range []struct{ name, raw, want string }{
		{"nothing", "", "unsupported: the file is of a format or version that is not read (1)\n"},
		{"cut head", cfb.Magic, "corrupt: the stream with the text is not there or does not begin as it should (1)\n"},
		{"no stream", string(cfb.Build(cfb.Stream("x", []byte("y")))), "corrupt: the stream with the text is not there or does not begin as it should (1)\n"},
		{"no pieces", string(cfb.Build(cfb.Stream("WordDocument", append([]byte{0xEC, 0xA5, 0xC1, 0}, make([]byte, 0x60)...)))), "corrupt: where the text lies is not told in the file, or wrongly (1)\n"},
		{"Word 6", string(cfb.Build(cfb.Stream("WordDocument", word6("Jane Doe\rB\xe4r\r")))), "Jane Doe\nBär\n"},
	} {
		if got := marked(DOC([]byte(tt.raw), document.Options{})); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// word6 returns a stream of Word 6 with the text.
func word6(text string) []byte {
	b := make([]byte, 0x300)
	le.PutUint16(b, oldMagic)
	le.PutUint16(b[2:], 101)
	le.PutUint32(b[0x18:], uint32(len(b)))
	le.PutUint32(b[0x1C:], uint32(len(b)+len(text)))
	le.PutUint32(b[0x34:], uint32(len(text)))
	return append(b, text...)
}

// A document cut anywhere, or with a wrong byte, ends.
func TestWordDamage(t *testing.T) {
	raw := wordTests[6].text.file()
	for n := 0; n < len(raw); n += 7 {
		samples.Check(t, "cut", DOC(raw[:n], document.Options{}))
	}
	for i := range raw {
		b := bytes.Clone(raw)
		b[i] ^= 0xFF
		samples.Check(t, "flipped", DOC(b, document.Options{}))
	}
}
