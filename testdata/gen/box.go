package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"path"
	"strings"
	"time"
)

// A files maps the path of each file of the case to what it holds.
type files map[string][]byte

// addBox adds the mailbox of that name with its messages, in its own form.
func (f files) addBox(name string, messages [][]byte) {
	switch {
	case strings.HasSuffix(name, ".mbox"):
		f[name] = mbox(messages)
	case strings.HasSuffix(name, ".gz"):
		f[name] = zipped(mbox(messages))
	case strings.HasSuffix(name, ".zip"):
		f[name] = archive(messages)
	case strings.HasSuffix(name, "rosa.delgado"):
		for i, m := range messages {
			f[path.Join(name, []string{"cur", "new"}[i%2], fmt.Sprintf("15700%05d.M%dP7.post", 37*i+11, i))] = m
		}
	default:
		for i, m := range messages {
			f[path.Join(name, "Inbox", fmt.Sprintf("%03d.eml", i+1))] = crlf(m)
		}
	}
}

// mbox joins messages as RFC 4155 says, with ">" before a line "From " of text that follows an empty one.
func mbox(messages [][]byte) []byte {
	var b bytes.Buffer
	for _, m := range messages {
		b.WriteString("From MAILER-DAEMON Mon Oct  7 09:00:00 2019\n")
		b.Write(bytes.ReplaceAll(m, []byte("\n\nFrom "), []byte("\n\n>From ")))
		if !bytes.HasSuffix(m, []byte("\n")) {
			b.WriteByte('\n')
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

func zipped(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

func archive(messages [][]byte) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i, m := range messages {
		f, err := w.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("Sent Items/%02d.eml", i+1), Method: zip.Deflate,
			Modified: time.Date(2019, 11, 4, 8, 0, 0, 0, time.UTC)})
		if err != nil {
			panic(err)
		}
		f.Write(crlf(m))
	}
	w.Close()
	return b.Bytes()
}

func crlf(m []byte) []byte { return bytes.ReplaceAll(m, []byte("\n"), []byte("\r\n")) }
