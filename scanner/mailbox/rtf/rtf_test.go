package rtf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"strings"
	"testing"
	"unicode/utf8"
)

// stored returns the value of PidTagRtfCompressed with the data in.
func stored(kind uint32, raw int, in string) []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(in)+headerSize-4))
	b = binary.LittleEndian.AppendUint32(b, uint32(raw))
	b = binary.LittleEndian.AppendUint32(b, kind)
	crc := uint32(0)
	if kind == compressed {
		crc = ^crc32.Update(0xffffffff, crc32.IEEETable, []byte(in))
	}
	return append(binary.LittleEndian.AppendUint32(b, crc), in...)
}

// The first two are the examples of MS-OXRTFCP 4.1.1 and 4.1.2.
var compressedTests = []struct {
	in   string
	want string
	err  error
}{
	{"-\x00\x00\x00+\x00\x00\x00LZFu\xf1\xc5\xc7\xa7\x03\x00\n\x00rcpg125B2\n\xf3 hel\t\x00 bw\x05\xb0ld}\n\x80\x0f\xa0", "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n", nil},
	{"\x1a\x00\x00\x00\x1c\x00\x00\x00LZFu\xe2\xd4KQA\x00\x04 WXYZ\rn}\x01\x0e\xb0", "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}", nil},
	{string(stored(uncompressed, 8, "{\\rtf1 }")), "{\\rtf1 }", nil},
	{string(stored(uncompressed, 9, "{\\rtf1 }")), "{\\rtf1 }", ErrCorrupt},
	{string(stored(compressed, 3, "\x00abc")), "abc", ErrCorrupt},
	{string(stored(compressed, 0, "")), "", ErrCorrupt},
	{string(stored(compressed, 0, "\x01\x00")), "", ErrCorrupt},
	{string(stored(0, 0, "")), "", ErrCorrupt},
	{"", "", ErrCorrupt},
}

func TestDecompress(t *testing.T) {
	if len(preload) != 207 {
		t.Fatalf("preload has %d bytes", len(preload))
	}
	for _, tt := range compressedTests {
		got, err := Decompress([]byte(tt.in), 1<<20)
		if string(got) != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%q: got %q, %v; want %q, %v", tt.in, got, err, tt.want, tt.err)
		}
	}
	if b, err := Decompress([]byte(compressedTests[0].in), 10); len(b) != 10 || !errors.Is(err, ErrTooLarge) {
		t.Errorf("over the limit: %d bytes, %v", len(b), err)
	}
}

const htmlHead = `{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset204 Arial;}{\f2\fcharset128 MS;}}{\colortbl\red0\green0\blue0;}\uc1\pard\plain\deftab360 \f0\fs24 `

// HTML is what an RTF with htmlHead was made from, or text is what one without is.
var textTests = []struct {
	rtf  string
	html string
	text string
}{
	{rtf: htmlHead + `{\*\htmltag19 <html>}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Hello {\*\htmltag84 &amp;}\htmlrtf &\htmlrtf0  bye\htmlrtf\par}\htmlrtf0 {\*\htmltag72 </p>}}`, html: "<html><p>Hello &amp; bye</p>"},
	{rtf: htmlHead + `{\*\htmltag1 \par }a\tab b\line{\*\mhtmltag1 <a>}c}`, html: "\r\na\tb\r\nc"},
	{rtf: htmlHead + `caf\'e9 \u1055?\f1 \'cf\f2 \'83A\f0 \u55357?\u56832? \{x\}}`, html: "café П\u041fア😀 {x}"},
	{rtf: htmlHead + `{\pict 0102}x`, html: "x"},
	{rtf: `{\rtf1\ansi\ansicpg1251\fromtext {\fonttbl{\f0 A;}}\f0 \'cf\par two\par}`, text: "П\r\ntwo"},
	{rtf: `{\rtf1\ansi{\*\generator X;}{\info{\title secret}}a\~b\emdash{\b c}\par{\field{\*\fldinst HYPERLINK "x"}{\fldrslt link}}\bin3 }}}d}`, text: "a\u00a0b—c\r\nlinkd"},
	{rtf: `{\rtf1\uc2\u8364ab x\uc0\u8364 y}`, text: "€ x€y"},
	{rtf: `{\rtf1 SSN 078-05-1120\cell next\row}`, text: "SSN 078-05-1120\tnext"},
	{rtf: `{\rtf1 \'4`, text: ""},
	{rtf: `}}}\`, text: ""},
	{rtf: ``, text: ""},
}

func TestText(t *testing.T) {
	for _, tt := range textTests {
		if got, _ := HTML([]byte(tt.rtf)); got != tt.html {
			t.Errorf("HTML of %s:\ngot  %q\nwant %q", tt.rtf, got, tt.html)
		}
		if got := Text([]byte(tt.rtf)); got != tt.text {
			t.Errorf("text of %s:\ngot  %q\nwant %q", tt.rtf, got, tt.text)
		}
	}
}

func TestDeep(t *testing.T) {
	if got := Text([]byte(strings.Repeat("{", 1<<20) + "x" + strings.Repeat("}", 1<<20) + "y")); got != "xy" {
		t.Errorf("got %q", got)
	}
}

// FuzzText checks that any bytes give text in UTF-8 that is not out of all
// proportion, and that decompressing them keeps the limit.
func FuzzText(f *testing.F) {
	for _, tt := range textTests {
		f.Add([]byte(tt.rtf))
	}
	for _, tt := range compressedTests {
		f.Add([]byte(tt.in))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if out, _ := Decompress(b, 1<<16); len(out) > 1<<16 {
			t.Errorf("%d bytes", len(out))
		}
		html, _ := HTML(b)
		for _, s := range []string{html, Text(b)} {
			if !utf8.ValidString(s) || len(s) > 4*len(b) {
				t.Errorf("%d bytes out of %d: %q", len(s), len(b), s)
			}
		}
		if len(b) > 0 && !bytes.Contains(b, []byte(`\fromhtml1`)) && html != "" {
			t.Error("HTML out of nothing")
		}
	})
}
