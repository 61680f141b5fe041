package pgp

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"encoding/base64"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// pkt is a packet of the new form.
func pkt(tag byte, body string) string {
	n := len(body)
	switch {
	case n < 192:
		return string([]byte{0xc0 | tag, byte(n)}) + body
	case n < 8384:
		return string([]byte{0xc0 | tag, byte((n-192)>>8) + 192, byte(n - 192)}) + body
	}
	return string([]byte{0xc0 | tag, 255, byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}) + body
}

// old is a packet of the old form.
func old(tag byte, body string) string {
	return string([]byte{0x80 | tag<<2 | 1, byte(len(body) >> 8), byte(len(body))}) + body
}

func armor(kind, packets string) string {
	s := base64.StdEncoding.EncodeToString([]byte(packets))
	var b strings.Builder
	b.WriteString("-----BEGIN PGP " + kind + "-----\nComment: none\n\n")
	for ; len(s) > 64; s = s[64:] {
		b.WriteString(s[:64] + "\n")
	}
	return b.String() + s + "\n=AbCd\n-----END PGP " + kind + "-----\n"
}

func deflated(s string) string {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, 9)
	if err != nil {
		panic(err)
	}
	_, _ = w.Write([]byte(s)) // a bytes.Buffer takes all
	_ = w.Close()
	return "\x01" + b.String()
}

func zlibbed(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(s)) // a bytes.Buffer takes all
	_ = w.Close()
	return "\x02" + b.String()
}

const (
	who     = "Rosa Alvarez <rosa@example.com>"
	literal = "b\x05a.txt\x00\x00\x00\x00text"
	signed  = "\x04\x00\x01\x08\x00\x0f\x0e\x1cr@example.com\x00\x00"
)

var tests = []struct{ name, raw, want string }{
	{"key", pkt(6, "\x04") + pkt(13, who), who},
	{"key of the old form", old(6, "\x04") + old(13, who) + old(13, who), who},
	{"armored", "see\n" + armor("PUBLIC KEY BLOCK", pkt(13, who)) + armor("PUBLIC KEY BLOCK", pkt(13, "Dana")), who + "; Dana"},
	{"armor without end", armor("PUBLIC KEY BLOCK", pkt(13, who))[:96], who + " (malformed: PGP: armor without end)"},
	{"photo", pkt(17, "\x12\x01"+strings.Repeat("h", 16)+"j"), `"j"`},
	{"signature", pkt(2, signed), "r@example.com"},
	{"signed in clear", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\ntext\n" + armor("SIGNATURE", pkt(2, signed)), "r@example.com"},
	{"literal", pkt(11, literal), `[a.txt "text"]`},
	{"in pieces", "\xcb\xe3b\x05a.txt\x00\x07\x00\x00\x00text", `[a.txt "text"]`},
	{"to the end", "\xaf" + literal, `[a.txt "text"]`},
	{"compressed", pkt(8, deflated(pkt(11, literal))) + pkt(8, zlibbed(pkt(11, literal))), `[a.txt "text"][a.txt "text"]`},
	{"compressed by another", pkt(8, "\x09x"), "(unsupported: PGP: compressed by a method that is not known)"},
	{"encrypted", armor("MESSAGE", pkt(1, "k")+pkt(1, "k")+pkt(18, "x")), "(encrypted: PGP, encrypted for 2 keys)"},
	{"with a password", pkt(3, "k") + pkt(18, "x"), "(encrypted: PGP, encrypted with a password)"},
	{"cut", pkt(13, who)[:10], "Rosa Alv (corrupt: PGP: a packet is cut)"},
	{"no packet", "text", "(malformed: PGP: no packet where one should be)"},
	{"empty", "", ""},
}

func shown(m Message) string {
	out := strings.Join(m.UserIDs, "; ")
	for _, p := range m.Photos {
		out += fmt.Sprintf("%q", p)
	}
	for _, f := range m.Files {
		out += fmt.Sprintf("[%s %q]", f.Name, f.Data)
	}
	for _, p := range m.Problems {
		out += fmt.Sprintf(" (%s: %s)", p.Reason, p.Detail)
	}
	return strings.TrimSpace(out)
}

func TestRead(t *testing.T) {
	for _, tt := range tests {
		if got := shown(Read([]byte(tt.raw))); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, tt := range tests {
		for n := range len(tt.raw) {
			Read([]byte(tt.raw[:n]))
		}
	}
}

// A packet that unpacks to itself again and again ends.
func TestDeep(t *testing.T) {
	s := pkt(11, literal)
	for range 10 {
		s = pkt(8, deflated(s))
	}
	if got := shown(Read([]byte(s))); got != "(too-deep: PGP: compressed data within itself is not opened)" {
		t.Error(got)
	}
}

// FuzzRead checks that two readings agree, and that a user ID comes back from armor.
func FuzzRead(f *testing.F) {
	for _, tt := range tests {
		f.Add([]byte(tt.raw))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if !reflect.DeepEqual(Read(raw), Read(raw)) {
			t.Error("two readings differ")
		}
		if len(raw) > 60_000 {
			return
		}
		m := Read([]byte(armor("MESSAGE", pkt(11, "b\x00\x00\x00\x00\x00"+string(raw)))))
		if len(m.Files) != 1 || !bytes.Equal(m.Files[0].Data, raw) || len(m.Problems) > 0 {
			t.Errorf("%d files, %v", len(m.Files), m.Problems)
		}
	})
}
