package metafile

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf16"

	"exposed/scanner/document"
	"exposed/testdata/samples"
)

// bin joins values, numbers as four bytes, and strings as they stand.
func bin(values ...any) []byte {
	var b []byte
	for _, v := range values {
		switch v := v.(type) {
		case int:
			b = le.AppendUint32(b, uint32(int32(v)))
		case uint16:
			b = le.AppendUint16(b, v)
		case float32:
			b = le.AppendUint32(b, math.Float32bits(v))
		case string:
			b = append(b, v...)
		case []byte:
			b = append(b, v...)
		}
	}
	return b
}

// er is a record of EMF.
func er(kind int, values ...any) []byte {
	b := bin(values...)
	b = append(b, make([]byte, (4-len(b)%4)%4)...)
	return append(bin(kind, 8+len(b)), b...)
}

// emfOf is a picture of these records.
func emfOf(records ...[]byte) []byte {
	head := er(emfHeader, make([]byte, 32), " EMF", 0x10000, make([]byte, 56))
	return bytes.Join([][]byte{head, bytes.Join(records, nil), er(emfEOF, 0, 16, 20)}, nil)
}

// units is s in UTF-16.
func units(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = le.AppendUint16(b, u)
	}
	return b
}

// textW is a text at x, y with letters of that width.
func textW(x, y, options int, s string, width int) []byte {
	n := len(units(s)) / 2
	var dx []byte
	for range n {
		dx = le.AppendUint32(dx, uint32(width))
	}
	pad := make([]byte, n%2*2)
	return er(emfTextW, make([]byte, 16), 1, 0, 0, x, y, n, 76, options, make([]byte, 16), 76+2*n+len(pad), units(s), pad, dx)
}

func fontRecord(n, height int, charset byte) []byte {
	return append(er(emfFont, n, height, 0, 0, 0, 400, []byte{0, 0, 0, charset, 0, 0, 0, 0}, make([]byte, 64)), er(emfSelect, n)...)
}

// wr is a record of WMF.
func wr(kind uint16, values ...any) []byte {
	b := bin(values...)
	b = append(b, make([]byte, len(b)%2)...)
	return append(bin((6+len(b))/2, kind), b...)
}

func wmfOf(records ...[]byte) []byte {
	return bytes.Join([][]byte{bin(uint16(1), uint16(9), uint16(0x300), make([]byte, 12)), bytes.Join(records, nil), wr(wmfEOF)}, nil)
}

// bitmapOf is a bitmap of two by two points.
var bitmapOf = bin(40, 2, 2, uint16(1), uint16(24), 0, 16, 0, 0, 0, 0, "samples of points")

func plus(kind, flags int, data []byte) []byte {
	return bin(uint16(kind), uint16(flags), 12+len(data), len(data), data)
}

func comment(records ...[]byte) []byte {
	b := bytes.Join(records, nil)
	return er(emfComment, 4+len(b), "EMF+", b)
}

var pictureTests = []struct {
	name, want string
	raw        []byte
}{
	{"lines from the top, in each from the left", "Name\tPhone\nMarisol Vega\t202-555-0143\n", emfOf(fontRecord(1, -20, 0),
		textW(300, 130, 0, "202-555-0143", 10), textW(10, 100, 0, "Name", 10), textW(10, 130, 0, "Marisol", 10), textW(86, 131, 0, "Vega", 10), textW(300, 100, 0, "Phone", 10))},
	{"letters one by one, and the shadow of one", "Vega\n", emfOf(fontRecord(1, -20, 0), textW(10, 10, 0, "V", 12), textW(22, 10, 0, "e", 10), textW(32, 10, 0, "g", 10), textW(33, 10, 0, "g", 10), textW(42, 10, 0, "a", 10))},
	{"alignment", "left\nup to here\nmid\n", emfOf(fontRecord(1, -10, 0), textW(0, 10, 0, "left", 5), er(emfTextAlign, 2), textW(200, 30, 0, "here", 5), er(emfTextAlign, 0), textW(150, 30, 0, "up to", 5), er(emfTextAlign, 6), textW(100, 50, 0, "mid", 5))},
	{"text goes on where the last ended", "ab\n", emfOf(fontRecord(1, -10, 0), er(emfMoveTo, 50, 60), er(emfTextAlign, 1), textW(0, 0, 0, "a", 6), textW(0, 0, 0, "b", 6))},
	{"transformations", "upper\nlower\n", emfOf(fontRecord(1, -10, 0), er(emfMapMode, 8), er(emfWindowExt, 100, -100), er(emfViewExt, 100, 100), textW(0, 10, 0, "lower", 5), er(emfSave), er(emfWorld, float32(1), float32(0), float32(0), float32(1), float32(0), float32(50)), textW(0, 10, 0, "upper", 5), er(emfRestore, -1))},
	{"bytes in a charset, several texts, short texts", "Вега\none\ntwo\nsmall\nwide\n", emfOf(fontRecord(1, -10, 204), er(emfTextA, make([]byte, 16), 1, 0, 0, 0, 0, 4, 76, 0, make([]byte, 16), 0, "\xc2\xe5\xe3\xe0"),
		er(emfPolyTextA, make([]byte, 16), 1, 0, 0, 2, 0, 20, 3, 120, 0, make([]byte, 16), 0, 0, 40, 3, 124, 0, make([]byte, 16), 0, "one two "),
		er(emfSmallText, 0, 60, 5, 0x300, 1, 0, 0, "small"), er(emfSmallText, 0, 80, 4, 0, 1, 0, 0, make([]byte, 16), units("wide")))},
	{"symbols", "abc\n", emfOf(fontRecord(1, -10, 2), textW(0, 0, 0, "\uf061\uf062\uf063", 5))},
	{"glyphs", "unsupported: 1 pieces of text are drawn by the numbers of their glyphs and are not read\n", emfOf(textW(0, 0, 0x10, "abc", 5), er(emfStrokePath))},
	{"lines alone", "unsupported: the picture is drawn of lines, without text; what they show is not read (1)\n", emfOf(er(emfStrokePath, make([]byte, 16)))},
	{"nothing", "", emfOf()},
	{"a bitmap", "[image/bmp 71]\n", emfOf(er(emfStretchDI, make([]byte, 40), 80, 40, 120, 17, make([]byte, 16), bitmapOf))},
	{"records of EMF+ alone", "drawn\ndriven\n[ 4]\n", emfOf(comment(plus(plusHeader, 0, make([]byte, 16)), plus(plusString, 0, bin(0, 0, 5, float32(1), float32(2), float32(3), float32(4), units("drawn"))),
		plus(plusDriver, 0, bin(0, 1, 0, 6, units("driven"), make([]byte, 4), float32(30), bytes.Repeat([]byte{0}, 40))), plus(plusObject, plusImage<<8, bin(0, 1, 2, 2, 0, 0, 1, "file"))))},
	{"records of EMF+ with twins", "twin\n", emfOf(comment(plus(plusHeader, 1, make([]byte, 16)), plus(plusString, 0, bin(0, 0, 5, float32(1), float32(2), float32(3), float32(4), units("drawn")))), textW(0, 0, 0, "twin", 5))},
	{"cut", "whole\ncorrupt: 1 records of the picture are cut or longer than what they lie in, and are read as far as they go\n", emfOf(textW(0, 0, 0, "whole", 5))[:8+8+92+8+60+20+20]},
	{"WMF", "Name\tМарта\nVega\n[image/bmp 72]\n", wmfOf(wr(wmfPen, make([]byte, 10)), wr(wmfFont, uint16(0xFFEC), make([]byte, 11), "\xcc"), wr(wmfSelect, uint16(1)), wr(wmfText, uint16(4), "Name", uint16(10), uint16(5)),
		wr(wmfExtText, uint16(10), uint16(300), uint16(5), uint16(0), "\xcc\xe0\xf0\xf2\xe0\x00"), wr(wmfExtText, uint16(50), uint16(5), uint16(4), uint16(2), make([]byte, 8), "Vega", uint16(9), uint16(9), uint16(9), uint16(9)),
		wr(wmfDIBBlt, make([]byte, 16), bitmapOf))},
	{"WMF, objects that go and come", "б\n", wmfOf(wr(wmfBrush, make([]byte, 8)), wr(wmfFont, uint16(10), make([]byte, 11), "\x00"), wr(wmfDelete, uint16(0)), wr(wmfFont, uint16(10), make([]byte, 11), "\xcc"), wr(wmfSelect, uint16(0)), wr(wmfText, uint16(1), "\xe1\x00", uint16(0), uint16(0)))},
	{"WMF that can be placed", "hi\n", append([]byte(placeable+strings.Repeat("\x00", placeableSize-4)), wmfOf(wr(wmfText, uint16(2), "hi", uint16(0), uint16(0)))...)},
	{"WMF, cut", "corrupt: 1 records of the picture are cut or longer than what they lie in, and are read as far as they go\n", wmfOf()[:16]},
}

func shown(c document.Content) string {
	var b strings.Builder
	b.WriteString(c.Text.Data)
	for _, f := range c.Files {
		fmt.Fprintf(&b, "[%s %d]\n", f.Type, len(f.Data))
	}
	return b.String() + samples.Told(c.Problems)
}

func TestRead(t *testing.T) {
	for _, tt := range pictureTests {
		if k := document.Kind(tt.raw, "", ""); k != "emf" && k != "wmf" && len(tt.raw) > 20 {
			t.Errorf("%s: taken for %s", tt.name, k)
		}
		c := Read(tt.raw, document.Options{})
		samples.Check(t, tt.name, c)
		if got := shown(c); got != tt.want {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, tt.want)
		}
	}
}

// A picture cut anywhere, or with a wrong byte, ends.
func TestDamage(t *testing.T) {
	for _, tt := range pictureTests {
		for n := range tt.raw {
			samples.Check(t, "cut", Read(tt.raw[:n], document.Options{}))
			b := bytes.Clone(tt.raw)
			b[n] ^= 0xFF
			samples.Check(t, "flipped", Read(b, document.Options{}))
		}
	}
}

// What is read of any bytes holds to the rules, and is the same again.
func FuzzRead(f *testing.F) {
	for _, tt := range pictureTests {
		f.Add(tt.raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		c := Read(raw, document.Options{})
		samples.Check(t, "fuzz", c)
		if got, again := shown(c), shown(Read(raw, document.Options{})); got != again {
			t.Errorf("read again, it differs: %q and %q", got, again)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var records [][]byte
	for i := range 2000 {
		records = append(records, textW(i%40*100, i/40*20, 0, "Marisol Vega", 8))
	}
	raw := emfOf(records...)
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		Read(raw, document.Options{})
	}
}
