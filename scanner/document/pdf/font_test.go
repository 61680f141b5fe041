package pdf

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
)

// shown returns a file whose page shows the string s, as it stands in a content
// stream, in the font of dictionary dict and the objects that follow it.
func shown(dict, s string, more ...string) []byte {
	b := newBuilder()
	first := len(b.objects) + 2 // number of the first of more
	args := make([]any, len(more))
	for i := range args {
		args[i] = first + i
	}
	b.font("G", fmt.Sprintf(dict, args...))
	for _, m := range more {
		b.add(m)
	}
	b.page("BT /G 10 Tf 72 700 Td "+s+" Tj ET", "")
	return b.bytes()
}

// What is told of codes without a meaning.
const (
	saysUnmapped = "malformed: %d characters have no meaning in their fonts and are shown as U+FFFD"
	saysGuessed  = "malformed: %d characters are taken from the usual order of glyphs, as their fonts do not tell them"
)

func TestSimpleFonts(t *testing.T) {
	const type1 = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica"
	toUnicode := func(s string) string {
		return streamOf("", "1 begincodespacerange <00> <FF> endcodespacerange "+s)
	}
	for _, tt := range []struct {
		name, dict, s string
		more          []string
		want          string
		problems      string
	}{
		{"standard", type1 + ">>", `(it\047s \256ne \320 x)`, nil, "it’s fine — x", ""},
		{"WinAnsi", type1 + "/Encoding/WinAnsiEncoding>>", `(it\047s \200 5\2555 \240x)`, nil, "it's € 5-5 x", ""},
		{"MacRoman", type1 + "/Encoding/MacRomanEncoding>>", `(Jos\216 \336)`, nil, "José fi", ""},
		{"differences", type1 + "/Encoding<</Differences[1/J/a/n/e 65/Euro/f_i/uni20AC/a.sc/Lslash]>>>>", `(\001\002\003\004 ABCDE)`, nil, "Jane €fi€aŁ", ""},
		{"unknown name", type1 + "/Encoding<</Differences[1/J/what]>>>>", `(\001\002)`, nil, "J\uFFFD", fmt.Sprintf(saysUnmapped, 1)},
		{"numbered names", type1 + "/Encoding<</Differences[1/a74/a97/a110/a101]>>>>", `(\001\002\003\004)`, nil, "Jane", ""},
		{"names of codes of letters", type1 + "/Encoding<</Differences[74/B1 97/C1 101/C2 110/C3]>>>>", "(Jane)", nil, "Jane", fmt.Sprintf(saysGuessed, 4)},
		{"Symbol", "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>", "(ab)", nil, "αβ", ""},
		{"ZapfDingbats", "<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>", "(34)", nil, "✓✔", ""},
		{
			"ToUnicode", type1 + "/ToUnicode %d 0 R>>", "(abcde)",
			[]string{toUnicode("2 beginbfchar <61> <004A> <62> <00660069> endbfchar 1 beginbfrange <63> <64> <0078> endbfrange")}, "Jfixye", "",
		},
		{
			"ToUnicode with a list", type1 + "/ToUnicode %d 0 R>>", "(abc)",
			[]string{toUnicode("1 beginbfrange <61> <62> [<D83DDE00> <0042>] endbfrange 1 beginbfchar <63> <> endbfchar")}, "😀B", "",
		},
		{"ToUnicode without a meaning", type1 + "/ToUnicode %d 0 R>>", "(ab)", []string{toUnicode("1 beginbfrange <61> <62> <0001> endbfrange")}, "ab", ""},
		{
			"private characters", type1 + "/ToUnicode %d 0 R>>", "(abc)",
			[]string{toUnicode("1 beginbfrange <61> <63> <F031> endbfrange")}, "123", "",
		},
		{
			"Type 3", "<</Type/Font/Subtype/Type3/FontMatrix[0.01 0 0 0.01 0 0]/FontBBox[0 0 60 80]/FirstChar 1/LastChar 3/Widths[60 60 60]" +
				"/Encoding<</Differences[1/J/o/what]>>>>", `(\001\002\003)`, nil, "Jo\uFFFD", fmt.Sprintf(saysUnmapped, 1),
		},
		{
			"font program of Type 1", "<</Type/Font/Subtype/Type1/BaseFont/X/FontDescriptor<</Flags 4/FontFile %d 0 R>>>>", `(\001\002)`,
			[]string{streamOf("", "%!PS\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\ndup 1 /J put\ndup 2 /o put\nreadonly def\ncurrentfile eexec ###")},
			"Jo", "",
		},
		{
			"font program of TrueType", "<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor<</Flags 4/FontFile2 %d 0 R>>>>", `(\001\002\003)`,
			[]string{streamOf("", sfnt(cmapOf(1, 0, map[int]int{1: 5, 2: 6, 3: 7}), cmapOf(3, 1, map[int]int{'J': 5, 'o': 6})))},
			"Jo\uFFFD", fmt.Sprintf(saysUnmapped, 1),
		},
		{"no font", "null", "(Jane)", nil, "Jane", "corrupt: 1 fonts or their tables are named and are not there; first on page 1, in object 4"},
	} {
		check(t, tt.name, shown(tt.dict, tt.s, tt.more...), tt.want, tt.problems)
	}
}

// cmapOf returns a subtable of format 4 that maps codes to glyphs, with its
// platform and encoding before it.
func cmapOf(platform, encoding int, glyphs map[int]int) string {
	var ends, starts, deltas, offsets []byte
	n := 0
	for code := range 0xFFFF {
		if g, ok := glyphs[code]; ok {
			ends = binary.BigEndian.AppendUint16(ends, uint16(code))
			starts = binary.BigEndian.AppendUint16(starts, uint16(code))
			deltas = binary.BigEndian.AppendUint16(deltas, uint16(g-code))
			offsets = append(offsets, 0, 0)
			n++
		}
	}
	var out []byte
	for _, v := range []int{platform, encoding, 4, 16 + 8*n, 0, 2 * n, 0, 0, 0} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	return string(out) + string(ends) + "\x00\x00" + string(starts) + string(deltas) + string(offsets)
}

// sfnt returns a TrueType font that has subtables only.
func sfnt(subtables ...string) string {
	const header, at = 12 + 16, 12 + 16
	table := binary.BigEndian.AppendUint16([]byte{0, 0}, uint16(len(subtables)))
	offset := 4 + 8*len(subtables)
	for _, s := range subtables {
		table = append(table, s[:4]...)
		table = binary.BigEndian.AppendUint32(table, uint32(offset))
		offset += len(s) - 4
	}
	for _, s := range subtables {
		table = append(table, s[4:]...)
	}
	out := []byte("\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00cmap\x00\x00\x00\x00")
	out = binary.BigEndian.AppendUint32(out, at)
	out = binary.BigEndian.AppendUint32(out, uint32(len(table)))
	return string(out) + string(table)
}

func TestCompositeFonts(t *testing.T) {
	const identity = "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2%s>>]%s>>"
	font := func(below, above string) string { return fmt.Sprintf(identity, below, above) }
	encoded := func(encoding string) string {
		return "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/" + encoding + "/DescendantFonts[<</Subtype/CIDFontType0>>]>>"
	}
	toUnicode := streamOf("", "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0001> <0020> <0041> endbfrange")
	const order = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
	for _, tt := range []struct {
		name, dict, s string
		more          []string
		want          string
		problems      string
	}{
		{"ToUnicode", font("", "/ToUnicode %d 0 R"), "<000100020003>", []string{toUnicode}, "ABC", ""},
		{"ToUnicode that is a name", font("", "/ToUnicode/Identity-H"), "<004A006F>", nil, "Jo", ""},
		{"widths", font("/DW 0/W[1[1000] 2 3 1000]", "/ToUnicode %d 0 R"), "[<0001> -300 <0002> <0003>]", []string{toUnicode}, "A BC", ""},
		{"font program", font("/FontDescriptor<</FontFile2 %d 0 R>>", ""), "<00050006>", []string{streamOf("", sfnt(cmapOf(3, 1, map[int]int{'J': 5, 'o': 6})))}, "Jo", ""},
		{
			"font program and a map of glyphs", font("/CIDToGIDMap %d 0 R/FontDescriptor<</FontFile2 %d 0 R>>", ""), "<00010002>",
			[]string{streamOf("", "\x00\x00\x00\x05\x00\x06"), streamOf("", sfnt(cmapOf(0, 3, map[int]int{'J': 5, 'o': 6})))}, "Jo", "",
		},
		{"usual order", font(order, ""), "<002D00520048>", nil, "Joe", fmt.Sprintf(saysGuessed, 3)},
		{"no meaning", font("", ""), "<002D0052>", nil, "\uFFFD\uFFFD", fmt.Sprintf(saysUnmapped, 2)},
		{"UTF-16", encoded("UniJIS-UTF16-H"), "<65E5672CD83DDE00>", nil, "日本😀", ""},
		{"Shift JIS", encoded("90ms-RKSJ-H"), "<4A93FA967B>", nil, "J日本", ""},
		{"GBK", encoded("GBK-EUC-H"), "<4AD6D0B9FA>", nil, "J中国", ""},
		{"Big5", encoded("ETen-B5-H"), "<A4A4B0EA>", nil, "中國", ""},
		{"EUC-KR", encoded("KSCms-UHC-H"), "<C7D1B1B9>", nil, "한국", ""},
		{
			"its own codes", "<</Type/Font/Subtype/Type0/Encoding %d 0 R/ToUnicode %d 0 R/DescendantFonts[<<>>]>>", "<01800102>",
			[]string{
				streamOf("", "2 begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange"),
				streamOf("", "2 beginbfchar <01> <004A> <02> <006F> <8001> <0061> endbfchar"),
			}, "Jao", "",
		},
	} {
		s := tt.s
		file := shown(tt.dict, s, tt.more...)
		if strings.HasPrefix(s, "[") {
			file = []byte(strings.Replace(string(file), "] Tj", "] TJ", 1))
		}
		check(t, tt.name, file, tt.want, tt.problems)
	}
}

// TestVertical reads Japanese in columns from right to left.
func TestVertical(t *testing.T) {
	b := newBuilder()
	b.font("V", "<</Type/Font/Subtype/Type0/Encoding/UniJIS-UTF16-V/DescendantFonts[<<>>]>>")
	b.page("BT /V 10 Tf 300 700 Td <65E5672C> Tj ET BT /V 10 Tf 280 700 Td <8A9E8A9E> Tj ET", "")
	check(t, "vertical", b.bytes(), "日本\n語語", "")
}

// TestRightToLeft reads Hebrew and Arabic, whose glyphs stand as they are seen.
func TestRightToLeft(t *testing.T) {
	const dict = "<</Type/Font/Subtype/Type0/Encoding/UniJIS-UTF16-H/DescendantFonts[<<>>]>>"
	for _, tt := range []struct{ s, want string }{
		{"<05DD05D505DC05E9>", "שלום"},
		{"<05DD05D505DC05E900200031003205D0>", "א12 שלום"},
		{"<0020FEF2FE92FEF4FE92FEA3>", "حبيبي"},
	} {
		check(t, tt.s, shown(dict, tt.s), tt.want, "")
	}
}

func TestGlyphText(t *testing.T) {
	for _, tt := range []struct{ name, want string }{
		{"A", "A"},
		{"eacute", "é"},
		{"fi", "fi"},
		{"ffl", "ffl"},
		{"f_f_i", "ffi"},
		{"A.swash", "A"},
		{"uni0041", "A"},
		{"uni00410042", "A"},
		{"u1F600", "😀"},
		{"uniD800", ""},
		{"afii10017", "А"},
		{"space", " "},
		{"nbspace", " "},
		{".notdef", ""},
		{"", ""},
		{"g12", ""},
	} {
		if got := glyphText(tt.name); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestGlyphNames wants the table in order, as it is searched.
func TestGlyphNames(t *testing.T) {
	for i := 1; i < len(glyphNames); i++ {
		if glyphNames[i-1].name >= glyphNames[i].name {
			t.Errorf("%s stands before %s", glyphNames[i-1].name, glyphNames[i].name)
		}
	}
}

func TestTextString(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"Jane", "Jane"},
		{"Jos\xe9 \x80", "José •"},
		{"José", "José"},
		{"\xfe\xff\x00J\x00o\xd8\x3d\xde\x00", "Jo😀"},
		{"\xff\xfeJ\x00o\x00", "Jo"},
		{"\xef\xbb\xbfJosé", "José"},
		{"\xfe\xff\x00\x1b\x00e\x00n\x00\x1b\x00J\x00o", "Jo"},
		{"a\r\nb\rc\n", "a\nb\nc"},
		{"\x00\xfe\xff", "þÿ"},
		{"", ""},
	} {
		if got := textString([]byte(tt.in)); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}
