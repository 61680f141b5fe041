package pdf

import (
	"bytes"
	"compress/flate"
	"fmt"
	"strings"
	"testing"
)

// bomb returns zlib data of n times s.
func bomb(s string, n int) string {
	var out bytes.Buffer
	out.WriteString("\x78\x9c")
	w, _ := flate.NewWriter(&out, flate.BestSpeed)
	part := []byte(strings.Repeat(s, 1<<20/len(s)))
	for range n * len(s) / len(part) {
		_, _ = w.Write(part)
	}
	_ = w.Close()
	return out.String()
}

// TestLimits reads files that go over a limit: the text before it is kept and
// the limit is told.
func TestLimits(t *testing.T) {
	page := func(dict, data string, more ...string) []byte {
		b := newBuilder()
		contents := b.stream(dict, data)
		b.pages = append(b.pages, b.add(fmt.Sprintf("<</Type/Page/Parent 2 0 R/Contents %d 0 R%s>>", contents, strings.Join(more, ""))))
		return b.bytes()
	}
	jane := at(72, 700, "Jane Roe")
	forms := func(n int, call string) []byte {
		b := newBuilder()
		for i := range n {
			b.stream(fmt.Sprintf("/Subtype/Form/Resources<</Font<</F 3 0 R>>/XObject<</X %d 0 R>>>>", len(b.objects)+2), fmt.Sprintf("%s %s", at(72, 600-float64(i), "x"), call))
		}
		b.stream("/Subtype/Form", "")
		b.more = "/XObject<</X 4 0 R>>"
		b.page(jane+call, "")
		return b.bytes()
	}
	tree := func(kids string) []byte {
		b := newBuilder()
		b.page(jane, "")
		file := b.bytes()
		old := fmt.Appendf(nil, "/Kids[%d 0 R ]", b.pages[0])
		b.objects = b.objects[:0]
		return bytes.Replace(file, old, []byte("/Kids["+strings.ReplaceAll(kids, "PAGE", fmt.Sprintf("%d 0 R", b.pages[0]))+"]"), 1)
	}
	for _, tt := range []struct {
		name string
		in   []byte
		told string
	}{
		{"stream", page("/Filter/FlateDecode", deflated(jane)[:2]+bomb(jane+strings.Repeat(" ", 1000), maxStream/1000+2000)[2:]), "too-large: 1 streams are too large and were cut"},
		{"states", page("", jane+strings.Repeat("q ", maxStates+10)), "too-deep: 1 graphics states are nested too deeply"},
		{"operands", page("", jane+strings.Repeat("1 ", maxOperands+10)+"foo"), "too-many: 1 drawing operators have too many operands"},
		{"operators", page("/Filter/FlateDecode", bomb(jane+"q Q ", maxOperators)), "too-many: too many drawing operators; the rest was not read"},
		{"words", page("", jane+"BT /F 1 Tf "+strings.Repeat("9 0 Td (x)Tj ", maxPageWords+10)), "too-many: too many characters; the rest was not read"},
		{"values", page("", jane, "/X[", strings.Repeat("null ", maxObjectSize+10), "]"), "too-large: 1 objects have too many values or too long strings and were cut"},
		{"string", page("", jane, "/A(", strings.Repeat("x", maxString+10), ")"), "too-large: 1 objects have too many values or too long strings and were cut"},
		{"nesting", page("", jane, "/X", strings.Repeat("[", maxNesting+10)), "too-deep: 1 values are nested too deeply"},
		{"forms inside of each other", forms(maxFormDepth+10, "/X Do"), "too-deep: 1 forms are nested too deeply or draw themselves"},
		{"pages", tree(strings.Repeat("PAGE ", maxPages+1)), "too-many: too many pages; the rest was not read"},
		{"loop of pages", tree("PAGE 2 0 R"), "malformed: 1 pages are no pages"},
	} {
		text, problems := Text(tt.in)
		if !strings.HasPrefix(text.Data, "Jane Roe") {
			t.Errorf("%s: the text is lost", tt.name)
		}
		if got := told(problems); !strings.Contains(got, tt.told) {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.told)
		}
		if problem := unsound(text); problem != "" {
			t.Errorf("%s: %s", tt.name, problem)
		}
	}
}

// TestManyForms wants an end of forms that draw the next twice.
func TestManyForms(t *testing.T) {
	b := newBuilder()
	for range maxFormDepth - 1 {
		b.stream(fmt.Sprintf("/Subtype/Form/Resources<</Font<</F 3 0 R>>/XObject<</X %d 0 R>>>>", len(b.objects)+2), strings.Repeat("/X Do ", 4))
	}
	b.stream("/Subtype/Form/Resources<</Font<</F 3 0 R>>>>", at(72, 700, "x"))
	b.more = "/XObject<</X 4 0 R>>"
	b.page("/X Do", "")
	_, problems := Text(b.bytes())
	if got := told(problems); !strings.Contains(got, "too many forms are drawn") {
		t.Errorf("got %s", got)
	}
}

// TestManyMappings wants an end of character maps.
func TestManyMappings(t *testing.T) {
	b := newBuilder()
	unicode := b.stream("/Filter/FlateDecode", deflated("1 beginbfrange "+strings.Repeat("<0000> <FFFF> <0041>\n", maxMap+1)))
	b.font("G", fmt.Sprintf("<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode %d 0 R/DescendantFonts[<<>>]>>", unicode))
	b.page("BT /G 10 Tf <0001> Tj ET", "")
	check(t, "mappings", b.bytes(), "B", "too-many: the character maps of the fonts are too long and were cut")
}
