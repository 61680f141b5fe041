package pgp

import (
	"bytes"
	"encoding/base64"
	"strings"
)

var (
	armorBegin = []byte("-----BEGIN PGP ")
	armorEnd   = []byte("-----END PGP ")
)

// Armored reports whether raw holds an armored block.
func Armored(raw []byte) bool { return bytes.Contains(raw, armorBegin) }

// blocks returns the packets of each armored block in raw, in order (RFC 9580,
// 6.2), and whether one of them has lost its end. What is not armored is one block.
func blocks(raw []byte) (out [][]byte, cut bool) {
	if !Armored(raw) {
		return [][]byte{raw}, false
	}
	for len(out) < maxBlocks {
		i := bytes.Index(raw, armorBegin)
		if i < 0 {
			break
		}
		line, rest := cutLine(raw[i:])
		end := bytes.Index(rest, armorEnd)
		if cut = end < 0; cut {
			end = len(rest)
		}
		body := rest[:end]
		raw = rest[end:]
		if !bytes.Contains(line, []byte("SIGNED MESSAGE")) {
			out = append(out, dearmor(body))
			continue
		}
		// What is signed in clear is text; its signature is a block of its own.
		if sig := bytes.Index(rest, armorBegin); sig >= 0 {
			raw, cut = rest[sig:], false
		}
	}
	return out, cut
}

// dearmor decodes the lines of a block: fields, an empty line, base64, a checksum.
func dearmor(body []byte) []byte {
	var digits strings.Builder
	fields := bytes.Contains(body[:min(len(body), 4096)], []byte(": "))
	for len(body) > 0 {
		var line []byte
		line, body = cutLine(body)
		line = bytes.TrimSpace(line)
		switch {
		case fields && len(line) == 0:
			fields = false
		case fields && bytes.Contains(line, []byte(": ")), len(line) > 0 && line[0] == '=':
		default:
			digits.Write(line)
		}
	}
	s := strings.TrimRight(digits.String(), "=")
	if i := strings.IndexFunc(s, notBase64); i >= 0 {
		s = s[:i]
	}
	if len(s)%4 == 1 {
		s = s[:len(s)-1]
	}
	out, _ := base64.RawStdEncoding.DecodeString(s) // only digits are left
	return out
}

func notBase64(c rune) bool {
	return !(c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/')
}

func cutLine(b []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(b, []byte("\n"))
	return line, rest
}
