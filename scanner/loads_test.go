package scanner

import (
	"os"
	"strings"
	"syscall"
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
!2!2 message "A001.eml" "callback"
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

// TestLoadFileHostile: a load file leads to no pipe, to nothing beside its export,
// and does not have a file read for each of its rows.
func TestLoadFileHostile(t *testing.T) {
	dir := t.TempDir()
	heads := []string{"BEGDOC", "FILENAME", "NATIVEPATH"}
	rows := [][]string{heads}
	for _, native := range []string{`NATIVES\pipe`, `NATIVES\out.txt`, `NATIVES\in.txt`, `prod.dat`, `NATIVES\..\..\secret.txt`, `\\?\` + dir + `\secret.txt`} {
		rows = append(rows, []string{"A", "", native})
	}
	load := writeFile(t, dir, "prod/prod.dat", dat(rows...))
	writeFile(t, dir, "secret.txt", []byte("secret\n"))
	writeFile(t, dir, "prod/NATIVES/a.txt", []byte("inside\n"))
	if err := syscall.Mkfifo(dir+"/prod/NATIVES/pipe", 0o600); err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{"out.txt": "../../secret.txt", "in.txt": "a.txt"} {
		if err := os.Symlink(to, dir+"/prod/NATIVES/"+link); err != nil {
			t.Fatal(err)
		}
	}
	got := readFile(t, New(Config{}), load)
	checkBooks(t, []*collected{got})
	want := ". container\n!2 file !missing\n!3 file !missing\n!4 file\n!4!1 file \"in.txt\"\n!5 file\n!5!1 file \"prod.dat\"\n!6 file !missing\n!7 file !missing\n"
	if list := outlineAll(got); list != want {
		t.Errorf("got\n%s\nwant\n%s", list, want)
	}
	e := &export{seen: map[string]bool{}, left: 3 * headBytes}
	for i, want := range []bool{true, true, true, true, false} {
		if may := e.may("a", 0); may != want {
			t.Errorf("time %d: %v", i+1, may)
		}
	}
}

// TestLoadFileHere: what a load file names is found from whatever folder we are in.
func TestLoadFileHere(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, dir, "DATA/prod.dat", dat([]string{"BEGDOC", "FILENAME", "NATIVEPATH"}, []string{"A", "", `NATIVES\a.txt`}))
	writeFile(t, dir, "NATIVES/a.txt", []byte("inside\n"))
	t.Chdir(dir)
	if list := outlineAll(readFile(t, New(Config{}), "DATA/prod.dat")); list != ". container\n!2 file\n!2!1 file \"a.txt\"\n" {
		t.Error(list)
	}
}
