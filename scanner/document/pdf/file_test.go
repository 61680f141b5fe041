package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

const isRebuilt = "malformed: the cross-reference table is broken; objects were found by their numbers"

// TestBroken reads files whose structure is not as it should be.
func TestBroken(t *testing.T) {
	good := onePage(at(72, 700, "Jane Roe"))
	cut := func(at string) []byte { return good[:bytes.Index(good, []byte(at))] }
	replaced := func(old, to string) []byte { return bytes.Replace(good, []byte(old), []byte(to), 1) }
	for _, tt := range []struct {
		name     string
		in       []byte
		want     string
		problems string
	}{
		{"good", good, "Jane Roe", ""},
		{"nothing", nil, "", "corrupt: no page is found\n" + isRebuilt},
		{"no PDF", []byte("hello"), "", "corrupt: no page is found\n" + isRebuilt},
		{"header only", []byte("%PDF-1.4\n"), "", "corrupt: no page is found\n" + isRebuilt},
		{"bytes before the header", append([]byte("@PJL\n"), good...), "Jane Roe", ""},
		{"no table", cut("xref"), "Jane Roe", isRebuilt},
		{"no trailer", cut("trailer"), "Jane Roe", isRebuilt},
		{"wrong start", replaced("startxref\n", "startxref\n1"), "Jane Roe", isRebuilt},
		{"wrong offsets", replaced("00000 n", "00001 n"), "Jane Roe", ""},
		{"offset of another object", replaced("%PDF-1.7\n", "%PDF-1.7\n% moved\n"), "Jane Roe", isRebuilt},
		{"wrong length", replaced("/Length 4", "/Length 9"), "Jane Roe", ""},
		{"length missing", replaced("/Length", "/Longth"), "Jane Roe", ""},
		{"no endstream", replaced("endstream", "endstraem"), "Jane Roe", "corrupt: 1 streams are damaged; what was decoded is kept; first on page 1, in object 4\n" +
			"corrupt: the contents of 1 pages or forms do not parse, and what could be read of them is kept; first on page 1, in object 4"},
		{"no end of objects", bytes.ReplaceAll(good, []byte("endobj\n"), nil), "Jane Roe", isRebuilt},
		{"table that starts at 1", replaced("xref\n0 ", "xref\n1 "), "Jane Roe", ""},
		{"no root", replaced("/Root", "/Boot"), "Jane Roe", isRebuilt},
		{"no type of the page", replaced("/Type/Page/", "/Tipe/Page/"), "Jane Roe", ""},
		{"pages without kids", replaced("/Kids", "/Cids"), "Jane Roe", isRebuilt + "\ncorrupt: 1 fonts or their tables are named and are not there; first on page 1"},
		{"lines end with CR", bytes.ReplaceAll(good, []byte("\n"), []byte("\r")), "Jane Roe", ""},
	} {
		check(t, tt.name, tt.in, tt.want, tt.problems)
	}
}

// TestUpdates reads files with more than one cross-reference section.
func TestUpdates(t *testing.T) {
	b := newBuilder()
	b.page(at(72, 700, "old"), "")
	file := b.bytes()
	start := bytes.LastIndex(file, []byte("xref\n0"))
	number := b.pages[0] - 1
	at1 := len(file)
	file = fmt.Appendf(file, "%d 0 obj\n%s\nendobj\n", number, streamOf("", at(72, 700, "new")))
	at2 := len(file)
	file = fmt.Appendf(file, "xref\n%d 1\n%010d 00000 n \ntrailer\n<</Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF", number, at1, start, at2)
	check(t, "update", file, "new", "")
	loop := bytes.Replace(file, fmt.Appendf(nil, "/Prev %d>>", start), fmt.Appendf(nil, "/Prev %d>>", at2), 1)
	check(t, "loop", loop, "new", isRebuilt)
}

// compressed returns the file of b with its objects, except streams, in an
// object stream and a cross-reference stream, with PNG prediction.
func compressed(b *builder) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n")
	objects := b.finish()
	places := make([][2]int, len(objects)+3) // kind and offset, or index
	var heads, bodies strings.Builder
	inside := 0
	for i, body := range objects {
		if strings.Contains(body, "endstream") {
			places[i+1] = [2]int{1, out.Len()}
			fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, body)
			continue
		}
		places[i+1] = [2]int{2, inside}
		inside++
		fmt.Fprintf(&heads, "%d %d ", i+1, bodies.Len())
		bodies.WriteString(body + "\n")
	}
	container, table := len(objects)+1, len(objects)+2
	places[container] = [2]int{1, out.Len()}
	data := deflated(heads.String() + bodies.String())
	fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", container, streamOf(fmt.Sprintf("/Type/ObjStm/N %d/First %d/Filter/FlateDecode", inside, heads.Len()), data))
	places[table] = [2]int{1, out.Len()}
	var rows bytes.Buffer
	last := make([]byte, 5)
	for _, p := range places {
		row := []byte{byte(p[0]), byte(p[1] >> 16), byte(p[1] >> 8), byte(p[1]), 0}
		if p[0] == 2 {
			row = []byte{2, 0, byte(container >> 8), byte(container), byte(p[1])}
		}
		rows.WriteByte(2)
		for i := range row {
			rows.WriteByte(row[i] - last[i])
		}
		last = row
	}
	start := out.Len()
	dict := fmt.Sprintf("/Type/XRef/Size %d/W[1 3 1]/Root 1 0 R/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 5>>%s", len(places), b.trailer)
	fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF", table, streamOf(dict, deflated(rows.String())), start)
	return out.Bytes()
}

func TestObjectStreams(t *testing.T) {
	b := newBuilder()
	b.page(at(72, 700, "Jane Roe"), "")
	file := compressed(b)
	check(t, "good", file, "Jane Roe", "")
	check(t, "rebuilt", bytes.Replace(file, []byte("startxref"), []byte("startxxxx"), 1), "Jane Roe", isRebuilt)
}

// TestHybrid reads a file whose page stands in an object stream that only the
// stream beside its table tells of.
func TestHybrid(t *testing.T) {
	b := newBuilder()
	b.page(at(72, 700, "Jane Roe"), "")
	file := compressed(b)
	start := bytes.LastIndex(file, []byte("startxref\n"))
	stream := string(file[start+len("startxref\n") : len(file)-len("\n%%EOF")])
	at := start
	file = fmt.Appendf(file[:start:start], "xref\n0 1\n0000000000 65535 f \ntrailer\n<</Root 1 0 R/XRefStm %s>>\nstartxref\n%d\n%%%%EOF", stream, at)
	check(t, "hybrid", file, "Jane Roe", "")
}

var valueTests = []struct{ in, want string }{
	{"", "<nil>"},
	{"null", "<nil>"},
	{"true", "true"},
	{"12", "12"},
	{"-.5", "-0.5"},
	{"+4.", "4"},
	{"--5", "-5"},
	{"1.2.3", "1.2"},
	{"0.00000000000000000000001", "0"},
	{"99999999999999999999", "1e+16"},
	{"12 0 R", "ref 12"},
	{"[1 2 R 3 0 R4 R]", "[ref 1 3 0 <nil> <nil>]"},
	{"/A#20B", "/A B"},
	{"/A#2", "/A#2"},
	{"(a(b)c)", "(a(b)c)"},
	{`(\101\7x\n\(\
)`, "(A\x07x\n()"},
	{"(a\r\nb\rc)", "(a\nb\nc)"},
	{"(open", "(open)"},
	{"<48 65 6C6>", "(Hel`)"},
	{"<</A 1/B[2]/A 3>>", "<</A 1/B [2]/A 3>>"},
	{"<</A/B/C>>", "<</A /B>>"},
	{"<</A 1", "<</A 1>>"},
	{"[[[", "[[[]]]"},
	{"% comment\n7", "7"},
}

// written returns a value as it would stand in a file.
func written(v any) string {
	switch v := v.(type) {
	case name:
		return "/" + string(v)
	case text:
		return "(" + string(v) + ")"
	case ref:
		return fmt.Sprintf("ref %d", v)
	case array:
		var parts []string
		for _, e := range v {
			parts = append(parts, written(e))
		}
		return "[" + strings.Join(parts, " ") + "]"
	case dict:
		out := "<<"
		for _, e := range v {
			out += "/" + e.key + " " + written(e.val)
		}
		return out + ">>"
	}
	return fmt.Sprint(v)
}

func TestValue(t *testing.T) {
	for _, tt := range valueTests {
		p := parser{lexer: lexer{b: []byte(tt.in)}, f: &file{}}
		if got := written(p.value()); got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.in, got, tt.want)
		}
	}
}

// TestGet looks keys up in dictionaries of all sizes; of equal keys the last
// counts.
func TestGet(t *testing.T) {
	var d dict
	for i := range 40 {
		d = append(d, entry{fmt.Sprintf("k%d", i%30), float64(i)})
		s := append(dict{}, d...).sorted()
		for k := range 31 {
			var want any
			for _, e := range d {
				if e.key == fmt.Sprintf("k%d", k) {
					want = e.val
				}
			}
			if got := s.get(fmt.Sprintf("k%d", k)); got != want {
				t.Errorf("%d entries, k%d: got %v, want %v", len(d), k, got, want)
			}
		}
	}
}
