package rtf

import (
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"exposed/scanner/document"
	"exposed/testdata/samples"
)

const head = `{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset128 MS;}}{\stylesheet{\s1 no;}}`

// Each row is what stands behind the head, and what it reads as.
var texts = []struct{ name, rtf, want string }{
	{"paragraphs", `Jane\par\pard Doe\line x\tab y\par\par\par z}`, "Jane\nDoe\nx\ty\n\nz\n"},
	{"characters", `caf\'e9 \u1055?\f1 \'cf\f2 \'83A\f0 \u55357?\u56832? \{x\}\~\emdash\_}`, "café П\u041fア😀 {x} —-\n"},
	{"hidden and deleted", `SSN {\v 078-05-1120}{\deleted 1}{\revised 2}.\par next}`, "SSN 078-05-11202.\nSSN 078-05-11201.\nnext\n"},
	{"table", `list\par\trowd\cellx1\pard\intbl Name\cell SSN\cell\row\trowd\pard\intbl Jane\cell 078-05-1120\cell\row\pard end}`,
		"list\n«A1:Name»\t«B1:SSN»\n«A2:Jane»\t«B2:078-05-1120»\nend\n"},
	{"two lines in a cell", `\trowd\pard\intbl Jane\par Doe\cell x\cell\row\pard}`, "«A1:Jane Doe»\n«B1:x»\n"},
	{"table without marks", `\trowd Name\cell SSN\cell\row\pard end}`, "«A1:Name»\t«B1:SSN»\nend\n"},
	{"link", `{\field{\*\fldinst HYPERLINK "mailto:jane@example.com"}{\fldrslt Jane}} and {\field{\*\fldinst {PAGE}}{\fldrslt 7}}}`, "Jane <jane@example.com> and 7\n"},
	{"notes", `{\header head\par}text{\footnote\chftn a note}{\*\atnid AC}{\*\atnauthor Ann Clerk}\chatn{\*\annotation call her}.\par next}`, "text.\nhead\na note\nAnn Clerk: call her\nnext\n"},
	{"shape", `a{\shp{\*\shpinst{\sp{\sn wzDescription}{\sv a scan}}{\shptxt in the box\par}}{\shprslt in the box}}b}`, "ab\na scan\nin the box\n"},
	{"given again", `{\upr{x?}{\*\ud{x\u1055?}}}{\*\unknown no}{\pntext 1.}y}`, "xПy\n"},
	{"properties", `{\info{\title Letter}{\author Ann Clerk}{\nofpages3}}{\*\userprops{\propname Owner}\proptype30{\staticval Bob}}{\*\docvar {Client}{Jane}}x}`, "x\n\nTitle: Letter\nAuthor: Ann Clerk\nOwner: Bob\nClient Jane\n"},
	{"nothing is closed", `x{\b y`, "xy\ncorrupt: the file ends within 2 groups; the rest is missing\n"},
	{"data", `x\bin3 }}}y}`, "xy\n"},
}

func TestRead(t *testing.T) {
	for _, tt := range texts {
		got := Read([]byte(head+tt.rtf), document.Options{})
		samples.Check(t, "", got)
		if got := samples.Marked(got); got != tt.want {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, tt.want)
		}
	}
}

func TestFiles(t *testing.T) {
	lead := func(s string) string { return fmt.Sprintf("%c\x00\x00\x00%s\x00", len(s)+1, s) }
	inner := "\x02\x00list.csv\x00C:\\list.csv\x00\x00\x00\x03\x00" + lead("C:\\x") + "\x04\x00\x00\x00a,b\n"
	ole := func(class, data string) string {
		return hex.EncodeToString([]byte("\x01\x05\x00\x00\x02\x00\x00\x00" + lead(class) + "\x00\x00\x00\x00\x00\x00\x00\x00" + fmt.Sprintf("%c\x00\x00\x00", len(data)) + data))
	}
	c := Read([]byte(head+`a{\*\shppict{\pict\pngblip\picw1 {\*\blipuid 00}89504e
47}}{\nonshppict{\pict\wmetafile8 0102}}{\pict\emfblip 01}{\pict\macpict 01}{\pict\jpegblip\bin4 }}}}}`+
		`{\object\objemb{\*\objclass Package}{\*\objdata `+ole("Package", inner)+`}{\result shown}}{\object{\*\objdata `+ole("Word.Document.8", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")+`}}{\object{\*\objdata 0102}}b}`), document.Options{})
	var got []string
	for _, f := range c.Files {
		got = append(got, f.Name+"|"+f.Type+"|"+string(f.Data))
	}
	want := []string{"||\x89PNG", "||\x01", "||}}}}", "list.csv||a,b\n", "|application/x-ole-storage|\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if s := samples.Marked(c); s != "ashownb\ncorrupt: 1 embedded pictures or objects are damaged and are kept as far as they can be\nunsupported: 1 pictures are drawings of the Macintosh or of OS/2 (PICT) and are not read\n" {
		t.Errorf("got %q", s)
	}
}

// Groups, fields and boxes within each other end at the limits.
func TestDeep(t *testing.T) {
	for _, s := range []string{"{", `{\footnote `, `{\field{\*\fldinst HYPERLINK "tel:1"}{\fldrslt `, `{\upr{`, `{\trowd\intbl `, `{\pict `} {
		c := Read([]byte(`{\rtf1 x`+strings.Repeat(s, 200_000)), document.Options{})
		samples.Check(t, "", c)
		if len(c.Problems) == 0 || !strings.HasPrefix(c.Text.Data, "x") {
			t.Errorf("%s: %d bytes, %v", s, len(c.Text.Data), c.Problems)
		}
	}
}

// Whatever is cut off, what stands before is read, and something is said of it.
func TestCut(t *testing.T) {
	whole := head + texts[3].rtf
	for n := range len(whole) - 1 {
		c := Read([]byte(whole[:n]), document.Options{})
		samples.Check(t, "", c)
		if len(c.Problems) == 0 {
			t.Errorf("nothing is said of %d bytes of %d", n, len(whole))
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, tt := range texts {
		f.Add([]byte(head + tt.rtf))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		c := Read(b, document.Options{})
		samples.Check(t, "", c)
		if again := Read(b, document.Options{}); !reflect.DeepEqual(c, again) {
			t.Error("read again, it differs")
		}
	})
}

// corpus is where files that others wrote lie, beside the repository.
const corpus = "../../../../shared/corpora/docs-*/*.rtf"

// Of the words that LibreOffice finds in the files of the corpus none is
// missing but the numbers of lists, which are no text of the file.
func TestCorpus(t *testing.T) {
	files, _ := filepath.Glob(corpus)
	if len(files) == 0 {
		t.Skip("shared files not present")
	}
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed")
	}
	dir := t.TempDir()
	args := append([]string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", "txt:Text", "--outdir", dir}, files...)
	if out, err := exec.Command(office, args...).CombinedOutput(); err != nil {
		t.Skipf("LibreOffice: %v: %s", err, out)
	}
	total, missing := 0, 0
	for _, name := range files {
		want, err := os.ReadFile(filepath.Join(dir, strings.TrimSuffix(filepath.Base(name), ".rtf")+".txt"))
		if err != nil {
			t.Skip("LibreOffice Writer is not installed")
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		have := map[string]int{}
		for _, w := range strings.Fields(Read(b, document.Options{}).Text.Data) {
			have[w]++
		}
		for _, w := range strings.Fields(strings.TrimPrefix(string(want), "\ufeff")) {
			if strings.Trim(w, "0123456789.)•◦") == "" {
				continue
			}
			if total++; have[w] == 0 {
				missing++
				t.Logf("%s: %q", filepath.Base(name), w)
			}
			have[w]--
		}
	}
	if total == 0 || missing*100 > total {
		t.Errorf("%d of %d words are missing", missing, total)
	}
}
