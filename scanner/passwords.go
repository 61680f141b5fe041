package scanner

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

const (
	maxPasswords     = 10_000
	maxPasswordBytes = 1024    // of one
	maxPasswordFile  = 4 << 20 // bytes of the file
)

// Passwords reads the passwords for encrypted files from the file at path: one
// on each line, in the order in which they are tried. A line ends with LF or
// CRLF; spaces belong to the password, and empty lines are none. The file is in
// UTF-8, or in UTF-16 with its byte order mark. An error tells the number of a
// line and never what is on it.
func Passwords(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxPasswordFile+1))
	switch {
	case err != nil:
		return nil, err
	case len(b) > maxPasswordFile:
		return nil, fmt.Errorf("%s: more than %d bytes", path, maxPasswordFile)
	}
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		if b, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(b); err != nil {
			return nil, fmt.Errorf("%s: not UTF-16", path)
		}
	}
	out, err := passwords(strings.TrimPrefix(string(b), "\ufeff"))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return out, nil
}

// passwords returns the lines of text that are not empty.
func passwords(text string) ([]string, error) {
	var out []string
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		switch {
		case line == "":
			continue
		case !utf8.ValidString(line):
			return nil, fmt.Errorf("line %d is not UTF-8", n)
		case len(line) > maxPasswordBytes:
			return nil, fmt.Errorf("line %d is longer than %d bytes", n, maxPasswordBytes)
		case len(out) == maxPasswords:
			return nil, fmt.Errorf("line %d: more than %d passwords", n, maxPasswords)
		}
		out = append(out, line)
	}
	return out, nil
}
