package index

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// newRowWriter returns what writes rows with these fields to out. Cells are
// nil, string, bool, int64, float32 or []string.
func newRowWriter(format string, fields []string, out *bufio.Writer) (func([]any) error, error) {
	switch format {
	case "", "jsonl":
		return jsonRows(fields, out), nil
	case "csv":
		return csvRows(fields, out)
	}
	return nil, fmt.Errorf("no format %q: there are jsonl and csv", format)
}

// jsonRows writes a row as one line of JSON, its fields in their order.
func jsonRows(fields []string, out io.Writer) func([]any) error {
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = `, "` + f + `": `
	}
	keys[0] = "{" + keys[0][2:]
	var b []byte
	return func(cells []any) error {
		b = b[:0]
		for i, c := range cells {
			b = appendJSON(append(b, keys[i]...), c)
		}
		b = append(b, "}\n"...)
		_, err := out.Write(b)
		return err
	}
}

// appendJSON appends a cell as JSON.
func appendJSON(b []byte, cell any) []byte {
	switch v := cell.(type) {
	case string:
		return appendString(b, v)
	case bool:
		return strconv.AppendBool(b, v)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case float32:
		return strconv.AppendFloat(b, float64(v), 'f', -1, 32)
	case []string:
		b = append(b, '[')
		for i, s := range v {
			if i > 0 {
				b = append(b, ", "...)
			}
			b = appendString(b, s)
		}
		return append(b, ']')
	}
	return append(b, "null"...)
}

// appendString appends s as a JSON string, without escapes for HTML.
func appendString(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			var buf bytes.Buffer
			enc := json.NewEncoder(&buf)
			enc.SetEscapeHTML(false)
			enc.Encode(s) // strings always encode
			return append(b, EscapeControls(bytes.TrimRight(buf.Bytes(), "\n"))...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

// csvRows writes rows as CSV (RFC 4180) below a row of the fields.
func csvRows(fields []string, out io.Writer) (func([]any) error, error) {
	w := csv.NewWriter(out)
	line := make([]string, len(fields))
	write := func() error {
		err := w.Write(line)
		w.Flush()
		if err == nil {
			err = w.Error()
		}
		return err
	}
	copy(line, fields)
	return func(cells []any) error {
		for i, c := range cells {
			line[i] = csvCell(c)
		}
		return write()
	}, write()
}

// csvCell returns a cell that no spreadsheet takes for a formula: an
// apostrophe stands before one that begins like one. Elements of a list are
// joined by "; ".
func csvCell(cell any) string {
	s, ok := cell.(string)
	switch v := cell.(type) {
	case nil:
		return ""
	case []string:
		s, ok = strings.Join(v, "; "), true
	}
	if !ok {
		return string(appendJSON(nil, cell))
	}
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
