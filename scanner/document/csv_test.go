package document

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

var csvTests = []struct {
	name, in, rows string
	table          bool
	problems       string
}{
	{"empty", "", "", false, ""},
	{"comma", "name,ssn\nJane,219-09-9999\n", "0.1 0[name] 1[ssn]; 0.2 0[Jane] 1[219-09-9999]", true, ""},
	{"semicolon with decimal comma", "a;b\n1,5;2,5\r\n3,5;4,5", "0.1 0[a] 1[b]; 0.2 0[1,5] 1[2,5]; 0.3 0[3,5] 1[4,5]", true, ""},
	{"tab", "a\tb\n1,2\t3\n", "0.1 0[a] 1[b]; 0.2 0[1,2] 1[3]", true, ""},
	{"pipe", "a|b|c\r1|2|3", "0.1 0[a] 1[b] 2[c]; 0.2 0[1] 1[2] 2[3]", true, ""},
	{"lists in a comma file", "Jane,219,5G;VPN\nJohn,078,4G;SMS", "0.1 0[Jane] 1[219] 2[5G;VPN]; 0.2 0[John] 1[078] 2[4G;SMS]", true, ""},
	{"names in a semicolon file", "Roe, Jane;219\nDoe, John;078", "0.1 0[Roe, Jane] 1[219]; 0.2 0[Doe, John] 1[078]", true, ""},
	{"decimal commas only", "1,5;2,5\n3,5;4,5", "0.1 0[1,5] 1[2,5]; 0.2 0[3,5] 1[4,5]", true, ""},
	{"declared", "sep=;\na;b,c\n", "0.2 0[a] 1[b,c]", true, ""},
	{"quotes", "\"Roe, Jane\",\"say \"\"hi\"\"\",\"\"\nx,y,z", "0.1 0[Roe, Jane] 1[say \"hi\"] 2[]; 0.2 0[x] 1[y] 2[z]", true, ""},
	{"blank before a quote", "a, \"b,c\" ,d\n1,2,3", "0.1 0[a] 1[b,c] 2[d]; 0.2 0[1] 1[2] 2[3]", true, ""},
	{"lines in a cell", "a,\"1 Main St\r\nDayton\tOH\",b\nc,d,e", "0.1 0[a] 1[1 Main St Dayton OH] 2[b]; 0.3 0[c] 1[d] 2[e]", true, ""},
	{"tab in a cell", "a\tx,b\n1,2\n3,4", "0.1 0[a x] 1[b]; 0.2 0[1] 1[2]; 0.3 0[3] 1[4]", true, ""},
	{"empty lines", "\n  \na,b\n\nc,d\n\n", "0.3 0[a] 1[b]; 0.5 0[c] 1[d]", true, ""},
	{"empty cells", ",\na,", "0.1 0[] 1[]; 0.2 0[a] 1[]", true, ""},
	{"inch", "5\" pipe,x\n6\" pipe,y", "0.1 0[5\" pipe] 1[x]; 0.2 0[6\" pipe] 1[y]", true, ""},
	{"byte order mark", "\xef\xbb\xbf\"a\",b\n1,2", "0.1 0[a] 1[b]; 0.2 0[1] 1[2]", true, ""},
	{"windows-1252", "Jos\xe9,1\nb,2", "0.1 0[José] 1[1]; 0.2 0[b] 1[2]", true, ""},
	{"UTF-16", "\xff\xfea\x00,\x00b\x00\n\x00", "0.1 0[a] 1[b]", true, ""},
	{"single quotes", "'name','phone'\n'Roe, Jane','617'\n'O''Brien, Ann','618'", "0.1 0[name] 1[phone]; 0.2 0[Roe, Jane] 1[617]; 0.3 0[O'Brien, Ann] 1[618]", true, ""},
	{"apostrophes", "'045,Jane\n'046,John\nO'Neil,'x'", "0.1 0['045] 1[Jane]; 0.2 0['046] 1[John]; 0.3 0[O'Neil] 1['x']", true, ""},
	{"line ends of CR", "a,b\r1,2\r3,4\r", "0.1 0[a] 1[b]; 0.2 0[1] 1[2]; 0.3 0[3] 1[4]", true, ""},
	{"one column", "a\nb\n", "0.1 0[a]; 0.2 0[b]", false, ""},
	{
		"width", "a,b\n1,2\n3\n4,5,6\n", "0.1 0[a] 1[b]; 0.2 0[1] 1[2]; 0.3 0[3]; 0.4 0[4] 1[5] 2[6]", true,
		"3: 2 rows do not have 2 columns as most rows do",
	},
	{
		"quotes not doubled", "\"John \"Jack\" Roe\",x\n1,2", "0.1 0[John \"Jack\" Roe] 1[x]; 0.2 0[1] 1[2]", true,
		"1: 1 quoted fields have quotes that are not doubled",
	},
	{
		"not closed", "a,b\n1,\"x\n2,\"y, z\"\n3,w", "0.1 0[a] 1[b]; 0.2 0[1] 1[\"x]; 0.3 0[2] 1[y, z]; 0.4 0[3] 1[w]", true,
		"2: 1 quoted fields are not closed and are read as they stand",
	},
	{
		"never closed", "a,b\n\"1,x\n2,y", "0.1 0[a] 1[b]; 0.2 0[\"1] 1[x]; 0.3 0[2] 1[y]", true,
		"2: 1 quoted fields are not closed and are read as they stand",
	},
	{"undecoded", "a,\x81\nb,c", "0.1 0[a] 1[\uFFFD]; 0.2 0[b] 1[c]", true, "1: bytes without a character in the charset (1)"},
}

func TestCSV(t *testing.T) {
	for _, tt := range csvTests {
		text, problems, table := CSV([]byte(tt.in))
		if got := showRows(text); got != tt.rows {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.rows)
		}
		var said []string
		for _, p := range problems {
			said = append(said, fmt.Sprintf("%d: %s", p.Line, p.Detail))
		}
		if got := strings.Join(said, "; "); got != tt.problems {
			t.Errorf("%s: problems\ngot  %s\nwant %s", tt.name, got, tt.problems)
		}
		if table != tt.table {
			t.Errorf("%s: table is %v", tt.name, table)
		}
		if got, want := text.Data, joined(text); got != want {
			t.Errorf("%s: text\ngot  %q\nwant %q", tt.name, got, want)
		}
	}
}

// joined returns the cells of a text with TAB between them and LF between rows.
func joined(text Text) string {
	var lines []string
	for _, r := range text.Rows {
		var cells []string
		for _, c := range r.Cells {
			cells = append(cells, text.Data[c.Start:c.End])
		}
		lines = append(lines, strings.Join(cells, "\t"))
	}
	return strings.Join(lines, "\n")
}

// TestCSVLimits reads fields that a quote opens and no quote closes within the
// limits: they are read as they stand, however many there are.
func TestCSVLimits(t *testing.T) {
	tests := []struct {
		name, in string
		cells    int
	}{
		{"bytes", "a,\"" + strings.Repeat("x", maxQuotedBytes) + "\",c\nd,e,f", 6},
		{"lines", "a,\"b" + strings.Repeat("\nc,d", maxQuotedLines+1) + "\",e\n", 2*maxQuotedLines + 5},
		{"many", strings.Repeat("\"a,", 100_000), 100_001},
		{"many lines", strings.Repeat("\"a,b\n", 100_000), 200_000},
	}
	for _, tt := range tests {
		text, problems, _ := CSV([]byte(tt.in))
		n := 0
		for _, r := range text.Rows {
			n += len(r.Cells)
		}
		if n != tt.cells {
			t.Errorf("%s: %d cells, want %d", tt.name, n, tt.cells)
		}
		if len(problems) == 0 {
			t.Errorf("%s: no problem is told", tt.name)
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, tt := range csvTests {
		f.Add(tt.in, byte(0), byte(2))
	}
	f.Add("Roe, Jane\x00219\n\"x\"\x00\t;", byte(1), byte(3))
	f.Fuzz(func(t *testing.T, s string, dialect, columns byte) {
		text, _, _ := CSV([]byte(s))
		if problem := ordered(text); problem != "" {
			t.Errorf("%q: %s", s, problem)
		}
		if got := joined(text); got != text.Data || !utf8.ValidString(got) {
			t.Errorf("%q: text is %q, its cells are %q", s, text.Data, got)
		}
		written(t, s, separators[int(dialect)%len(separators)], 2+int(columns)%6)
	})
}

// written writes records made of s with encoding/csv, declares the separator,
// and wants the same fields back.
func written(t *testing.T, s string, sep byte, columns int) {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "?"), "\r", "\n")
	fields := strings.Split(s, "\x00")
	var b bytes.Buffer
	fmt.Fprintf(&b, "sep=%c\n", sep)
	w := csv.NewWriter(&b)
	w.Comma = rune(sep)
	var want []string
	for len(fields) >= columns {
		record := fields[:columns]
		fields = fields[columns:]
		for _, field := range record {
			if len(field) > maxQuotedBytes || strings.Count(field, "\n") > maxQuotedLines {
				return
			}
		}
		if strings.Trim(strings.Join(record, ""), " \t") == "" {
			continue
		}
		if err := w.Write(record); err != nil {
			t.Fatal(err)
		}
		want = append(want, strings.NewReplacer("\t", " ", "\n", " ", "\x1f", "\t").Replace(strings.Join(record, "\x1f")))
	}
	w.Flush()
	if strings.Contains(s, "\x1f") {
		return
	}
	text, _, _ := CSV(b.Bytes())
	if got := text.Data; got != strings.Join(want, "\n") {
		t.Errorf("%q\ngot  %q\nwant %q", b.Bytes(), got, want)
	}
}

func BenchmarkCSV(b *testing.B) {
	for _, tt := range []struct{ name, row string }{
		{"plain", "123456789,Jane,Roe,1 Main St,Dayton,OH,45402,555-0100,jane@example.com\n"},
		{"quoted", "\"123456789\",\"Jane\",\"Roe\",\"1 Main St, Apt 2\",\"Dayton\",\"OH\",\"45402\",\"555-0100\"\r\n"},
	} {
		b.Run(tt.name, func(b *testing.B) {
			in := []byte(strings.Repeat(tt.row, 20_000))
			b.SetBytes(int64(len(in)))
			b.ReportAllocs()
			for b.Loop() {
				CSV(in)
			}
		})
	}
}
