package pdf

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"exposed/scanner/document"
)

// unsound says what is wrong with the places in t; "" if nothing is: pages
// ascend, rows and cells too, and nothing overlaps.
func unsound(t document.Text) string {
	if !utf8.ValidString(t.Data) {
		return "the text is no UTF-8"
	}
	last := 0
	for _, p := range t.Pages {
		if p < last || p > len(t.Data) {
			return fmt.Sprintf("page at %d after %d of %d", p, last, len(t.Data))
		}
		if p > 0 && t.Data[p-1] != '\n' {
			return fmt.Sprintf("page at %d does not follow a line end", p)
		}
		last = p
	}
	end, table, n := 0, 0, 0
	for _, r := range t.Rows {
		if r.Table < table || r.Table > table+1 || r.Table == table && r.N != n+1 || r.Table > table && r.N != 1 || len(r.Cells) == 0 {
			return fmt.Sprintf("row %d of table %d after row %d of table %d has %d cells", r.N, r.Table, n, table, len(r.Cells))
		}
		table, n = r.Table, r.N
		col := -1
		for _, c := range r.Cells {
			if c.Start < end || c.End < c.Start || c.End > len(t.Data) || c.Col <= col {
				return fmt.Sprintf("cell %v after byte %d and column %d", c, end, col)
			}
			if strings.ContainsRune(t.Data[c.Start:c.End], '\t') {
				return fmt.Sprintf("cell %v has a TAB", c)
			}
			end, col = c.End, c.Col
		}
	}
	return ""
}

// examples returns files of all kinds.
func examples() [][]byte {
	var out [][]byte
	for _, tt := range layoutTests {
		out = append(out, onePage(tt.content))
	}
	b := newBuilder()
	b.page(at(72, 700, "Jane Roe"), "")
	out = append(out, compressed(b))
	b = newBuilder()
	b.font("G", "<</Type/Font/Subtype/Type0/Encoding/UniJIS-UTF16-V/DescendantFonts[<</W[1 2 3]>>]>>")
	b.font("H", "<</Type/Font/Subtype/Type3/FontMatrix[1 0 0 1 0 0]/Widths[1 2]/Encoding<</Differences[1/a]>>>>")
	b.page("BT /G 10 Tf <65E5> Tj /H 5 Tf (a) Tj ET BI /W 9 ID x EI", "/Rotate 90/Annots[<</Subtype/Widget/T(a)/V(b)/FT/Tx/Rect[0 0 9 9]>>]")
	out = append(out, b.bytes())
	b = newBuilder()
	image := "/Subtype/Image/Width 64/Height 64/BitsPerComponent "
	b.more = fmt.Sprintf("/XObject<</A %d 0 R/B %d 0 R/C %d 0 R>>", b.stream(image+"8/ColorSpace[/Indexed/DeviceRGB 1<000000FFFFFF>]", string(quarter(1))),
		b.stream(image+"1/ImageMask true", string(quarterBits())), b.stream(image+"1/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 64>>", "\x26\xA0\x01"))
	b.page("q 612 0 0 300 0 0 cm /A Do Q q 0 300 612 0 0 300 cm /B Do Q q 612 0 9 300 0 500 cm /C Do Q", "/MediaBox[0 0 99 99]")
	key, proof := oldKey(strings.Repeat("o", 32), "0123456789abcdef", 3, 16)
	dict := fmt.Sprintf("<</Filter/Standard/V 2/R 3/P -4/Length 128/O<%x>/U<%x>>>", strings.Repeat("o", 32), proof)
	return append(out, b.bytes(), sealed(&crypt{key: key}, rc4Method, dict))
}

func FuzzText(f *testing.F) {
	for _, b := range examples() {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		text, problems := withPictures(b)
		if problem := unsound(text); problem != "" {
			t.Error(problem)
		}
		again, problemsAgain := withPictures(b)
		if !reflect.DeepEqual(text, again) || !reflect.DeepEqual(problems, problemsAgain) {
			t.Error("the same file has another text")
		}
	})
}

// FuzzContent reads a content stream, which cannot damage what is around it: the
// line that is shown after it is there.
func FuzzContent(f *testing.F) {
	for _, tt := range layoutTests {
		f.Add(tt.content)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b := newBuilder()
		b.page(s, "")
		b.page(at(72, 700, "the last page"), "")
		text, _ := Text(b.bytes())
		if problem := unsound(text); problem != "" {
			t.Errorf("%q: %s", s, problem)
		}
		if len(text.Pages) == 2 && text.Data[text.Pages[1]:] != "the last page\n" && !strings.Contains(s, "endstream") && !strings.Contains(s, "obj") {
			t.Errorf("%q: the second page is %q", s, text.Data[text.Pages[1]:])
		}
	})
}

// FuzzFont reads font programs and character maps.
func FuzzFont(f *testing.F) {
	f.Add(sfnt(cmapOf(3, 1, map[int]int{'J': 5, 'o': 6})))
	f.Add("/Encoding 256 array dup 1 /J put readonly def")
	f.Add("1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <01> <05> <0041> endbfrange 1 begincidrange <00> <ff> 7 endcidrange")
	f.Add("\x01\x00\x04\x01\x00\x01\x01\x01\x02X\x00\x01\x01\x01\x05\x8b\x10\x8b\x11\x00\x00\x00\x00")
	f.Fuzz(func(t *testing.T, s string) {
		b := []byte(s)
		for _, glyphs := range []*[256]string{type1Glyphs(b), sfntGlyphs(b), cffGlyphs(b)} {
			for code, g := range glyphs {
				if !utf8.ValidString(g) {
					t.Errorf("code %d is %q", code, g)
				}
			}
		}
		sfntRunes(b)
		cffRunes(b)
		m := (&file{}).charMap(b)
		for code := range uint32(300) {
			if g, _ := m.text(code); !utf8.ValidString(g) {
				t.Errorf("code %d is %q", code, g)
			}
		}
		c := &composite{codes: m, unicode: m, known: map[uint32]codeGlyph{}, file: &file{}}
		for len(b) > 0 {
			g, w, n := c.next(b)
			if n < 1 || n > len(b) || w != w || !utf8.ValidString(g) {
				t.Fatalf("%q starts with a code of %d bytes, text %q and width %v", b, n, g, w)
			}
			b = b[n:]
		}
	})
}

// withPictures returns the text of file b, whose pictures have the size of their
// files for words.
func withPictures(b []byte) (document.Text, []document.Problem) {
	c := Read(b, document.Options{Words: func(p []byte) (string, []document.Problem) { return fmt.Sprintln(len(p)), nil }})
	return c.Text, c.Problems
}
