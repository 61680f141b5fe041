package markup

import (
	"errors"
	"io"
	"strings"
	"testing"
)

// A reader that fails gives what came before.
func TestTokensFail(t *testing.T) {
	var in Tokens
	in.Reset(io.MultiReader(strings.NewReader("<a>text"), iotestErr{}))
	n := 0
	for in.Next() {
		n++
	}
	if n != 2 || in.Err == nil || in.Depth != 1 {
		t.Errorf("%d tokens, %v", n, in.Err)
	}
}

// An iotestErr is a reader that fails.
type iotestErr struct{}

func (iotestErr) Read([]byte) (int, error) { return 0, errors.New("broken") }

// Tokens do not depend on how the bytes come in.
func TestTokensWindow(t *testing.T) {
	filler := strings.Repeat("x", windowBytes)
	for _, doc := range []string{
		"<a b='1' c=\"&gt;>\">one&amp;two<![CDATA[<&amp;]]></a>",
		"<a>" + filler + "&amp;" + filler + "</a>",
		"<a x='" + filler + filler + "'><!--" + filler + "--->b<?x " + filler + "?>c</a>",
		"<!DOCTYPE a [<!ELEMENT a (b)>" + filler + "]><a><![CDATA[" + filler + "]]]]></a>",
		"<a><b/><c></d>text<",
	} {
		whole := tokenText(strings.NewReader(doc))
		if got := tokenText(&drip{doc}); got != whole {
			t.Errorf("got %d bytes, want %d", len(got), len(whole))
		}
	}
}

// A drip reads a few bytes at a time.
type drip struct{ s string }

func (d *drip) Read(b []byte) (int, error) {
	if d.s == "" {
		return 0, io.EOF
	}
	n := copy(b[:min(len(b), 7)], d.s)
	d.s = d.s[n:]
	return n, nil
}

// tokenText writes the Tokens of a part, with its texts in one piece.
func tokenText(r io.Reader) string {
	var in Tokens
	var s []byte
	in.Reset(r)
	for in.Next() {
		switch in.Kind {
		case Start:
			s = append(append(append(append(s, '<'), in.Name...), in.Attrs...), '>')
		case End:
			s = append(append(append(s, "</"...), in.Name...), '>')
		case Text:
			s = in.AppendText(s)
		}
	}
	return string(s)
}
