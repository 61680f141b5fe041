package parts

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"exposed/scanner/document"
)

// kinds are what the tests see of the kinds of trouble.
var kinds = [Others]document.TroubleKind{
	None: {Detail: "none %d"}, BadZip: {Detail: "zip %d"}, Bad: {Detail: "bad %d"}, Unfolded: {Detail: "unfolded %d"},
}

// packed returns a package with parts of those names, each of which says hello.
func packed(names ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		p, _ := w.Create(name)
		_, _ = io.WriteString(p, "hello")
	}
	_ = w.Close()
	return b.Bytes()
}

func TestOpen(t *testing.T) {
	two := packed("a", "b")
	for _, tt := range []struct {
		what string
		raw  []byte
		want string
	}{
		{"two parts", two, "a b []"},
		{"no directory", two[:bytes.Index(two, []byte("PK\x01\x02"))], "a b [{ zip 1 0}]"},
		{"no package", []byte("text"), "[{ none 1 0}]"},
	} {
		var p Pack
		p.Open(tt.raw)
		var out strings.Builder
		for _, m := range p.Members {
			out.WriteString(m.Name + " ")
		}
		if got := out.String() + fmt.Sprint(p.Told(kinds[:])); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.what, got, tt.want)
		}
	}
}

// What is read ends with the budget of the reader or of the file.
func TestBytes(t *testing.T) {
	for _, tt := range []struct {
		left int
		all  int64
		want string
	}{
		{100, 100, "hello false 95 []"},
		{5, 100, "hello false 0 []"},
		{3, 100, "hel true 0 []"},
		{100, 2, "he false 98 [{ unfolded 1 0}]"},
	} {
		p := Pack{left: tt.all}
		left := tt.left
		b, over := p.Bytes(strings.NewReader("hello"), &left)
		if got := fmt.Sprintf("%s %v %d %v", b, over, left, p.Told(kinds[:])); got != tt.want {
			t.Errorf("%d of %d: got %s, want %s", tt.left, tt.all, got, tt.want)
		}
	}
}
