package mailbox

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// Errors of Join.
var (
	ErrNotPartial = errors.New("no message/partial")
	ErrIncomplete = errors.New("pieces of the message are missing")
)

// A Fragment is what the header of a message of type message/partial says of it (RFC 2046, 5.2.2).
type Fragment struct {
	ID     string
	Number int // from 1
	Total  int // 0: not said; the last fragment says it
}

// FragmentOf reports whether raw is a fragment of a message, and which.
func FragmentOf(raw []byte) (Fragment, bool) {
	p := parser{raw: raw, lone: loneCR(raw), lim: DefaultLimits}
	h := p.header(0, true)
	t, params := parseParams(h.ctype)
	if t != "message/partial" || params["id"] == "" {
		return Fragment{}, false
	}
	number, err := strconv.Atoi(params["number"])
	if err != nil || number < 1 {
		return Fragment{}, false
	}
	total, err := strconv.Atoi(params["total"])
	if err != nil || total < number {
		total = 0
	}
	return Fragment{params["id"], number, total}, true
}

// Join returns the message that fragments, which are whole messages in any
// order, are the pieces of. Of copies of a fragment the first counts. The header is
// made as RFC 2046, 5.2.2.1 says. What is wrong wraps ErrNotPartial or ErrIncomplete.
func Join(fragments [][]byte) ([]byte, error) {
	order := make(map[int][]byte, len(fragments))
	id, total := "", 0
	for i, raw := range fragments {
		f, ok := FragmentOf(raw)
		if !ok || i > 0 && f.ID != id {
			return nil, fmt.Errorf("fragment %d: %w", i+1, ErrNotPartial)
		}
		if id = f.ID; f.Total > 0 {
			total = f.Total
		}
		if order[f.Number] == nil {
			order[f.Number] = raw
		}
	}
	if total == 0 || len(order) < total {
		return nil, fmt.Errorf("%d of %d: %w", len(order), total, ErrIncomplete)
	}
	var out []byte
	for n := 1; n <= total; n++ {
		raw := order[n]
		if raw == nil {
			return nil, fmt.Errorf("fragment %d of %d: %w", n, total, ErrIncomplete)
		}
		lines, body := headerLines(raw)
		if n == 1 {
			inner, rest := headerLines(body)
			out = append(joinedHeader(lines, inner), rest...)
			continue
		}
		out = append(out, body...)
	}
	return out, nil
}

// headerLines splits raw into the fields of its header, each with its further
// lines, and its body.
func headerLines(raw []byte) (fields [][]byte, body []byte) {
	p := parser{raw: raw, lone: loneCR(raw), lim: DefaultLimits}
	x := p.headerEnd(0, true)
	start := 0 // of the last field
	for pos := 0; pos < x.lines; {
		line, n := cutLine(raw[pos:x.lines], p.lone)
		switch {
		case len(fields) > 0 && len(line) > 0 && (line[0] == ' ' || line[0] == '\t'):
			fields[len(fields)-1] = raw[start : pos+n]
		case len(line) > 0:
			start = pos
			fields = append(fields, raw[pos:pos+n])
		}
		pos += n
	}
	return fields, raw[x.end:]
}

// joinedHeader is the header of a joined message, with the empty line after
// it: the fields of the enclosing message but those that describe its content, and these
// from the message within (RFC 2046, 5.2.2.1, items 1 and 2).
func joinedHeader(outer, inner [][]byte) []byte {
	end := []byte("\n")
	if len(outer) > 0 && bytes.HasSuffix(outer[0], []byte("\r\n")) {
		end = []byte("\r\n")
	}
	outer = slices.DeleteFunc(outer, ofContent)
	inner = slices.DeleteFunc(inner, func(f []byte) bool { return !ofContent(f) })
	var out []byte
	for _, f := range slices.Concat(outer, inner) {
		out = append(append(out, bytes.TrimRight(f, "\r\n")...), end...)
	}
	return append(out, end...)
}

// ofContent reports whether a field is of the content, not of its transport.
func ofContent(field []byte) bool {
	name := fieldName(field)
	for _, f := range [...]string{"subject", "message-id", "encrypted", "mime-version"} {
		if equalFold(name, f) {
			return true
		}
	}
	return len(name) > 8 && equalFold(name[:8], "content-")
}
