package loadfile

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// dat writes rows as Concordance does; fields are parted by "|".
func dat(rows ...string) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString("þ" + strings.ReplaceAll(r, "|", "þ\x14þ") + "þ\r\n")
	}
	return b.String()
}

func latin(t testing.TB, s string) string {
	out, err := charmap.Windows1252.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func wide(t testing.TB, s string) string {
	out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const heads = "BEGDOC|ENDDOC|TEXTPATH"

type row struct{ name, raw, want string }

// rows are load files, with their fields in brackets.
func rows(t testing.TB) []row {
	usual := dat(heads, `A1|A2|TEXT\A1.txt`)
	const want = "[BEGDOC][ENDDOC][TEXTPATH]\n2: [A1][A2][TEXT\\A1.txt]\n"
	return []row{
		{"windows-1252", latin(t, usual), want},
		{"UTF-8", usual, want},
		{"UTF-8 with its mark", "\ufeff" + usual, want},
		{"UTF-16", wide(t, usual), want},
		{"LF, no end", strings.TrimRight(strings.ReplaceAll(usual, "\r\n", "\n"), "\n"), want},
		{"breaks of lines", dat(heads, "A1|one®two®|"), "[BEGDOC][ENDDOC][TEXTPATH]\n2: [A1][one\ntwo][]\n"},
		{"lines within a field", dat(heads, "A1|one\r\ntwo|x"), "[BEGDOC][ENDDOC][TEXTPATH]\n2: [A1][one\ntwo][x]\n"},
		{"thorn in the text", dat(heads, "A1|það er|x"), "[BEGDOC][ENDDOC][TEXTPATH]\n2: [A1][það er][x]\n"},
		{"field without quotes", "þBEGDOCþ\x14þENDDOCþ\x14þTEXTPATHþ\nA1\x14\x14þxþ\n", "[BEGDOC][ENDDOC][TEXTPATH]\n2: [A1][][x]\n"},
		{"too few and too many", dat(heads, "A1|A2", "B1|B2|x|y"), "[BEGDOC][ENDDOC][TEXTPATH]\n2: [A1][A2]\n3: [B1][B2][x][y]\n(malformed: 2 rows have not the 3 fields that the heads have; the first is row 2)\n"},
		{"not closed", "þBEGDOCþ\x14þENDDOCþ\nþA1þ\x14þA2\nþB1þ\x14þB2þ\n", "[BEGDOC][ENDDOC]\n2: [A1][A2]\n3: [B1][B2]\n(malformed: 1 quoted fields are not closed and end with their line; the first is in row 2)\n"},
		{"no heads", dat("A1|A2|x"), "1: [A1][A2][x]\n(malformed: the first row has no heads that are known: columns have no names)\n"},
		{"pilcrow", "þBEGDOCþ¶þENDDOCþ\nþA1þ¶þA2þ\n", "[BEGDOC][ENDDOC]\n2: [A1][A2]\n"},
		{"carets", "^BEGDOC^|^ENDDOC^\n^A1^|^A2^\n", "[BEGDOC][ENDDOC]\n2: [A1][A2]\n"},
		{"CSV", "\"BegDoc\",\"EndDoc\"\n\"A1\",\"x \"\"y\"\", z\"\n", "[BegDoc][EndDoc]\n2: [A1][x \"y\", z]\n"},
		{"tabs", "Beg Bates\tEnd Bates\tNative Link\nA1\tA2\tN\\1.doc\n", "[Beg Bates][End Bates][Native Link]\n2: [A1][A2][N\\1.doc]\n"},
		{"empty lines", "\n" + dat(heads, "A1|A2|x") + "\r\n", "[BEGDOC][ENDDOC][TEXTPATH]\n2: [A1][A2][x]\n"},
		{"empty", "", ""},
	}
}

func shown(t Table) string {
	var b strings.Builder
	write := func(fields []string) {
		for _, f := range fields {
			b.WriteString("[" + f + "]")
		}
		b.WriteString("\n")
	}
	if len(t.Heads) > 0 {
		write(t.Heads)
	}
	for _, r := range t.Rows {
		fmt.Fprintf(&b, "%d: ", r.N)
		write(r.Fields)
	}
	for _, p := range t.Problems {
		fmt.Fprintf(&b, "(%s: %s)\n", p.Reason, p.Detail)
	}
	return b.String()
}

func TestParse(t *testing.T) {
	for _, tt := range rows(t) {
		if got := shown(Parse([]byte(tt.raw))); got != tt.want {
			t.Errorf("%s:\ngot\n%swant\n%s", tt.name, got, tt.want)
		}
	}
}

// Fields that are not closed cost their bytes once.
func TestUnclosed(t *testing.T) {
	for _, s := range []string{strings.Repeat("þa\x14", 1_000_000), strings.Repeat("þa\x14", 1_000_000) + "\nþ"} {
		if table := Parse([]byte(s)); len(table.Problems) == 0 {
			t.Error("no problem")
		}
	}
}

func TestIsDAT(t *testing.T) {
	for _, tt := range []struct {
		head string
		want bool
	}{
		{dat(heads), true},
		{latin(t, dat(heads)), true},
		{wide(t, dat(heads)), true},
		{"BegDoc,EndDoc,Native File\nA1,A2,x\n", true},
		{"\"BEGBATES\",\"ENDBATES\",\"PARENT_ID\"\n", true},
		{"BegDoc,Name,Phone\n", false},
		{"það er það\n", false},
		{"name,email\n", false},
		{"text\n", false},
		{"", false},
	} {
		if got := IsDAT([]byte(tt.head)); got != tt.want {
			t.Errorf("%q: %v", tt.head, got)
		}
	}
}

func TestDocuments(t *testing.T) {
	table := Parse([]byte(dat("Beg_Bates|End Bates|BegAttach|Custodian|Native Link|Text Path|From|Date Sent|MD5 Hash|MD5|Own", `A1|A2|A1|Rosa|.\NATIVE\A1.msg|\TEXT\A1.txt|r@example.com|20200312||ab|z`, "B1|B1|A1 - B9")))
	docs := table.Documents()
	if len(docs) != 2 {
		t.Fatalf("%d documents", len(docs))
	}
	d := docs[0]
	got := []string{d.Get(BegDoc), d.Get(EndDoc), d.Get(Custodian), Relative(d.Get(NativePath)), Relative(d.Get(TextPath)), d.Get(From), d.Get(DateSent), d.Get(MD5), d.Family(), docs[1].Family(), fmt.Sprint(docs[1].Row)}
	want := []string{"A1", "A2", "Rosa", "NATIVE/A1.msg", "TEXT/A1.txt", "r@example.com", "20200312", "ab", "A1", "A1", "3"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestRelative(t *testing.T) {
	for in, want := range map[string]string{`..\..\x\y.txt`: "x/y.txt", `D:\VOL1\a.tif`: "VOL1/a.tif", "a/./b": "a/b", `\\server\a`: "server/a", "": "", " ": "", `C:`: ""} {
		if got := Relative(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestParseOPT(t *testing.T) {
	images, problems := ParseOPT([]byte("A1,VOL1,IMAGES\\A1.tif,Y,,,2\r\nA2,VOL1,IMAGES\\A2.tif,,,,\r\n\r\nwords\r\n"))
	want := []Image{{1, "A1", "VOL1", `IMAGES\A1.tif`, true, 2}, {2, "A2", "VOL1", `IMAGES\A2.tif`, false, 0}}
	if !reflect.DeepEqual(images, want) || fmt.Sprint(problems) != "[{malformed 1 lines are no images; the first is line 4}]" {
		t.Errorf("%v %v", images, problems)
	}
}

// FuzzParse checks that no row is without a number of its own, and that fields
// come back from a load file.
func FuzzParse(f *testing.F) {
	for _, tt := range rows(f) {
		f.Add(tt.raw)
	}
	f.Fuzz(func(t *testing.T, s string) {
		table := Parse([]byte(s))
		last := 0
		for _, r := range table.Rows {
			if r.N <= last || len(r.Fields) == 0 {
				t.Fatalf("row %d after %d", r.N, last)
			}
			last = r.N
		}
		IsDAT([]byte(s))
		ParseOPT([]byte(s))
		if strings.ContainsAny(s, "þ®\x14\r") || !utf8.ValidString(s) {
			return
		}
		table = Parse([]byte(dat(heads, strings.ReplaceAll(s, "|", "")+"|x|y")))
		if got := table.Rows[0].Fields; len(got) != 3 || got[0] != strings.TrimSpace(strings.ReplaceAll(s, "|", "")) {
			t.Errorf("%q comes back as %q", s, got)
		}
	})
}
