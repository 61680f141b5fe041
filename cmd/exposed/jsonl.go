package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"

	"exposed/index"
)

// A jsonlWriter writes values as JSON, one a line.
type jsonlWriter struct {
	buf  *bufio.Writer
	line bytes.Buffer
	enc  *json.Encoder
	err  error
}

func newJSONL(w io.Writer) *jsonlWriter {
	j := &jsonlWriter{buf: bufio.NewWriterSize(w, 1<<16)}
	j.enc = json.NewEncoder(&j.line)
	j.enc.SetEscapeHTML(false)
	return j
}

// write writes v; close tells of the first error.
func (w *jsonlWriter) write(v any) {
	if w.err != nil {
		return
	}
	w.line.Reset()
	if w.err = w.enc.Encode(v); w.err == nil {
		_, w.err = w.buf.Write(index.EscapeControls(w.line.Bytes()))
	}
}

func (w *jsonlWriter) close() error {
	if err := w.buf.Flush(); w.err == nil {
		w.err = err
	}
	return w.err
}
