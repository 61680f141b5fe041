package scanner

import (
	"strings"
	"testing"
)

// dat writes rows as Concordance does.
func dat(rows ...[]string) []byte {
	var b strings.Builder
	for _, row := range rows {
		for i, f := range row {
			if i > 0 {
				b.WriteByte(0x14)
			}
			b.WriteString("þ" + f + "þ")
		}
		b.WriteString("\r\n")
	}
	return []byte("\ufeff" + b.String())
}

// TestLoadFile reads a matter that was processed elsewhere.
func TestLoadFile(t *testing.T) {
	dir := t.TempDir()
	heads := []string{"BEGDOC", "ENDDOC", "CUSTODIAN", "FROM", "TO", "SUBJECT", "MESSAGEID", "FILENAME", "TEXTPATH", "NATIVEPATH"}
	load := writeFile(t, dir, "prod/DATA/prod.dat", dat(heads,
		[]string{"A001", "A001", "Vega, Marisol", "Dana Whitfield <dana@example.com>", "m.vega@example.com", "your plan", "<1@example.com>", "", `TEXT\A001.txt`, `NATIVES\A001.eml`},
		[]string{"A002", "A002", "Vega, Marisol", "", "", "", "", "list.csv", `.\TEXT\A002.txt`, `D:\NATIVES\A002.csv`},
		[]string{"A003", "A003", "Vega, Marisol", "", "", "", "", "", `TEXT\A003.txt`, `..\..\..\..\..\etc\passwd`}))
	writeFile(t, dir, "prod/TEXT/A001.txt", []byte("Call me at 202-555-0143.\n"))
	writeFile(t, dir, "prod/NATIVES/A001.eml", []byte(fromDana+"\nCall me at 202-555-0143.\n"))
	writeFile(t, dir, "prod/TEXT/A002.txt", []byte("First,Last\nCalvin,Brooks\n"))
	writeFile(t, dir, "prod/NATIVES/A002.csv", []byte("First,Last\nCalvin,Brooks\n"))
	writeFile(t, dir, "etc/passwd", []byte("root\n"))
	got := readFile(t, New(Config{Detect: detectorsAlone()}), load)
	checkBooks(t, []*collected{got})
	want := `
. container
!2 message "your plan"
!2!1 file "A001.txt"
!2!2 message "callback"
!3 file "list.csv"
!3!1 file "A002.txt"
!3!2 file "A002.csv"
!4 file !missing !missing
`
	if list := outlineAll(got); list != lf(want) {
		t.Errorf("got\n%s\nwant\n%s", list, lf(want))
	}
	head := got.families[1][0]
	if head.MessageID != "<1@example.com>" || !strings.Contains(head.Text.Data, "CUSTODIAN: Vega, Marisol") || strings.Contains(head.Text.Data, "NATIVES") || len(head.Findings) == 0 {
		t.Errorf("%q: %q, %d findings", head.MessageID, head.Text.Data, len(head.Findings))
	}
	if len(got.families[2][0].Findings) != 1 || got.families[3][0].Parent != -1 {
		t.Errorf("text: %+v", got.families[2][0].Findings)
	}
	in := readBytes(t, New(Config{}), "prod.zip", zipped(t, "prod.dat", string(dat(heads, []string{"A001", "", "", "", "", "", "", "", "TEXT/A001.txt", ""})), "TEXT/A001.txt", "x\n"))
	checkBooks(t, []*collected{in})
	if list := outlineAll(in); list != ". container\n!1 container \"prod.dat\" !unsupported\n!1!2 file\n!2 file \"TEXT/A001.txt\"\n" {
		t.Errorf("in an archive:\n%s", list)
	}
}
