package main

import (
	"bufio"
	"encoding/json"
	"io"
)

// A jsonlWriter writes values as JSON, one a line.
type jsonlWriter struct {
	buf *bufio.Writer
	enc *json.Encoder
	err error
}

func newJSONL(w io.Writer) *jsonlWriter {
	buf := bufio.NewWriterSize(w, 1<<16)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	return &jsonlWriter{buf: buf, enc: enc}
}

// write writes v; close tells of the first error.
func (w *jsonlWriter) write(v any) {
	if w.err == nil {
		w.err = w.enc.Encode(v)
	}
}

func (w *jsonlWriter) close() error {
	if err := w.buf.Flush(); w.err == nil {
		w.err = err
	}
	return w.err
}
