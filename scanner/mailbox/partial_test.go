package mailbox

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func fragment(n, total, body string) []byte {
	return []byte("X-Foo: outer\nFrom: a@example.com\nSubject: x (part " + n + ")\nContent-Type: message/partial; id=\"i\";\n\tnumber=" + n + total + "\n\n" + body)
}

func TestJoin(t *testing.T) {
	one := fragment("1", "", "X-Foo: inner\nSubject: x\nContent-Type: text/html;\n charset=utf-8\n\n<p>one\n")
	two, three := fragment("2", "", "two\n"), fragment("3", "; total=3", "three\n")
	const whole = "X-Foo: outer\nFrom: a@example.com\nSubject: x\nContent-Type: text/html;\n charset=utf-8\n\n<p>one\ntwo\nthree\n"
	for _, tt := range []struct {
		name      string
		fragments [][]byte
		want      string
		err       error
	}{
		{"in order", [][]byte{one, two, three}, whole, nil},
		{"out of order, one twice", [][]byte{three, one, two, one}, whole, nil},
		{"one missing", [][]byte{one, three}, "", ErrIncomplete},
		{"the last missing", [][]byte{one, two}, "", ErrIncomplete},
		{"another message", [][]byte{one, []byte("Subject: x\n\ntext")}, "", ErrNotPartial},
		{"of another message", [][]byte{one, []byte(strings.Replace(string(two), `"i"`, `"k"`, 1))}, "", ErrNotPartial},
		{"none", nil, "", ErrIncomplete},
	} {
		got, err := Join(tt.fragments)
		if string(got) != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%s: %q, %v", tt.name, got, err)
		}
	}
}

// TestJoinCorpus compares with messages that were joined by others.
func TestJoinCorpus(t *testing.T) {
	dir := shared(t, "corpora/eml-mimekit/partial")
	for name, n := range map[string]int{"rfc2046": 2, "message-partial": 3} {
		files, err := filepath.Glob(filepath.Join(dir, name+".?.eml"))
		if err != nil || len(files) != n {
			t.Fatalf("%d files, %v", len(files), err)
		}
		var fragments [][]byte
		for _, f := range append(files, filepath.Join(dir, name+".eml")) {
			raw, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			fragments = append(fragments, raw)
		}
		got, err := Join(fragments[:n])
		if err != nil {
			t.Fatal(err)
		}
		parts, want := Parse(got, DefaultLimits), Parse(fragments[n], DefaultLimits)
		if len(parts) != len(want) || parts[0].Get("subject") != want[0].Get("subject") || parts[0].Get("message-id") != want[0].Get("message-id") {
			t.Fatalf("%s: %d parts, want %d", name, len(parts), len(want))
		}
		for i := range parts {
			if !bytes.Equal(bytes.TrimSpace(parts[i].Body), bytes.TrimSpace(want[i].Body)) {
				t.Errorf("%s: part %d: %d bytes, want %d", name, i, len(parts[i].Body), len(want[i].Body))
			}
		}
	}
}
