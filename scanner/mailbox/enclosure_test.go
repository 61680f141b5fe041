package mailbox

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// uu writes data in the form of uuencode, without its first and last line.
func uu(data string) string {
	var b strings.Builder
	for len(data) > 0 {
		n := min(len(data), 45)
		line := data[:n] + "\x00\x00"
		b.WriteByte(byte(n) + ' ')
		for i := 0; i < n; i += 3 {
			w := uint(line[i])<<16 | uint(line[i+1])<<8 | uint(line[i+2])
			for shift := 18; shift >= 0; shift -= 6 {
				b.WriteByte(byte(w>>shift)&63 + ' ')
			}
		}
		b.WriteByte('\n')
		data = data[n:]
	}
	return b.String()
}

// yenc writes data in lines of yEnc.
func yenc(data string) string {
	var b strings.Builder
	for i := range len(data) {
		c := data[i] + 42
		if c == 0 || c == '\n' || c == '\r' || c == '=' {
			b.WriteByte('=')
			c += 64
		}
		b.WriteByte(c)
		if i%64 == 63 || i == len(data)-1 {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// binHex writes a file in BinHex 4.0.
func binHex(name, data, resource string) string {
	raw := append([]byte{byte(len(name))}, name+"\x00TEXTttxt\x00\x00"...)
	raw = binary.BigEndian.AppendUint32(raw, uint32(len(data)))
	raw = binary.BigEndian.AppendUint32(raw, uint32(len(resource)))
	raw = binary.BigEndian.AppendUint16(raw, crc16(raw))
	for _, fork := range []string{data, resource} {
		raw = binary.BigEndian.AppendUint16(append(raw, fork...), crc16([]byte(fork)))
	}
	var runs []byte
	for i := 0; i < len(raw); i++ {
		n := 1
		for n < 255 && i+n < len(raw) && raw[i+n] == raw[i] && raw[i] != 0x90 {
			n++
		}
		switch {
		case raw[i] == 0x90:
			runs = append(runs, 0x90, 0)
		case n > 3:
			runs = append(runs, raw[i], 0x90, byte(n))
			i += n - 1
		default:
			runs = append(runs, raw[i])
		}
	}
	text := base64.NewEncoding(binHexDigits).WithPadding(base64.NoPadding).EncodeToString(runs)
	var b strings.Builder
	b.WriteString("(This file must be converted with BinHex 4.0)\n\n:")
	for ; len(text) > 64; text = text[64:] {
		b.WriteString(text[:64] + "\n")
	}
	return b.String() + text + ":\n"
}

// seen writes what Enclosures gives, in their text.
func seen(text string) string {
	var b strings.Builder
	pos := 0
	for _, e := range Enclosures([]byte(text), 0) {
		fmt.Fprintf(&b, "%q[%s %q", text[pos:e.Start], e.Name, e.Data)
		for _, p := range e.Problems {
			fmt.Fprintf(&b, " %s: %s", p.Reason, p.Detail)
		}
		b.WriteString("]")
		pos = e.End
	}
	return b.String() + fmt.Sprintf("%q", text[pos:])
}

var enclosureTests = []struct{ name, text, want string }{
	{"none", "I begin at nine\nbegin 644 words\nthat are words\n", `"I begin at nine\nbegin 644 words\nthat are words\n"`},
	{"uuencode", "a\nbegin 644 a b.txt\n" + uu("text") + "`\nend\nb\n", `"a\n"[a b.txt "text"]"b\n"`},
	{"CRLF", crlf("a\nbegin 644 a.txt\n" + uu("text") + "`\nend\nb\n"), `"a\r\n"[a.txt "text"]"b\r\n"`},
	{"CR", strings.ReplaceAll("a\nbegin 644 a.txt\n"+uu("text")+"`\nend\nb\n", "\n", "\r"), `"a\r"[a.txt "text"]"b\r"`},
	{"two", "begin 644 a\n" + uu("one") + " \nend\nbegin 0644 b\n" + uu("two") + "\nend\n", `""[a "one"]""[b "two"]""`},
	{"blanks lost", "begin 644 a\n" + strings.ReplaceAll(uu(strings.Repeat("\x00", 60)), " ", "") + "\nend\n", `""[a "` + strings.Repeat(`\x00`, 60) + `"]""`},
	{"blanks at the end lost", "begin 644 a\n" + strings.ReplaceAll(uu("text"+strings.Repeat("\x00", 41)+"x"), "      ", "")[:1] + "\n" + uu("x") + "\nend\n", `""[a "` + strings.Repeat(`\x00`, 45) + `x"]""`},
	{"checksum", "begin 644 a\n$=&5X=```S\n`\nend\n", `""[a "text"]""`},
	{"no end", "begin 644 a\n" + uu("text") + "so much for that\n", `""[a "text" malformed: uuencode without end at byte 22]"so much for that\n"`},
	{"empty", "begin 644 a\n`\nend\n", `""[a ""]""`},
	{"base64", "a\nbegin-base64 644 a.txt\ndGV4dA==\n====\nb\n", `"a\n"[a.txt "text"]"b\n"`},
	{"base64 without end", "begin-base64 644 a.txt\ndGV4dA==\nthe end.\n", `""[a.txt "text" malformed: uuencode without end at byte 32]"the end.\n"`},
	{"yEnc", "a\n=ybegin line=64 size=5 name=a b.txt\n" + yenc("te\x13xt") + "=yend size=5\nb\n", `"a\n"[a b.txt "te\x13xt"]"b\n"`},
	{"yEnc, wrong size", "=ybegin line=64 size=6 name=a\n" + yenc("text") + "=yend size=6\nb\n", `""[a "text" malformed: yEnc: 4 bytes of 6 at byte 48]"b\n"`},
	{"yEnc, wrong checksum", "=ybegin line=64 size=4 name=a\n" + yenc("text") + "=yend size=4 crc32=00000000\n", `""[a "text" corrupt: yEnc: the checksum differs at byte 63]""`},
	{"yEnc, part", "=ybegin part=2 total=3 line=64 size=9 name=a\n=ypart begin=4 end=6\n" + yenc("tex") + fmt.Sprintf("=yend size=3 part=2 pcrc32=%08x crc32=00000000\n", crc32.ChecksumIEEE([]byte("tex"))), `""[a "tex" missing: part 2 of 3 of a file, the others are elsewhere: yEnc at byte 0]""`},
	{"yEnc, part of unknown many", "=ybegin part=1 line=64 size=9 name=a\n=ypart begin=1 end=3\n" + yenc("tex") + "=yend size=3 part=1\n", `""[a "tex" missing: part 1 of a file, bytes 1 to 3 of 9, the others are elsewhere: yEnc at byte 0]""`},
	{"yEnc without end", "=ybegin line=64 size=4 name=a\n" + yenc("text") + "words\n", `""[a "text" malformed: yEnc without end at byte 35]"words\n"`},
	{"yEnc, dots doubled", "=ybegin line=64 size=2 name=a\n..\x9e\n=yend size=2\n", `""[a "\x04t"]""`},
	{"BinHex", "a\n" + binHex("a.txt", "text\x90aaaaaaaaa", "") + "b\n", `"a\n"[a.txt "text\x90aaaaaaaaa"]"\nb\n"`},
	{"BinHex, cut", binHex("a.txt", "text of words", "")[:90], `""[a.txt "text of" malformed: BinHex: 7 bytes of 13 at byte 0 malformed: BinHex without end at byte 90]""`},
	{"BinHex, resources", binHex("a", "x", strings.Repeat("r", 300)), `""[a "x" unsupported: resource fork of 300 bytes is not read at byte 0]"\n"`},
	{"BinHex that is none", "(This file must be converted with BinHex 4.0)\nbut is not here\n", `"(This file must be converted with BinHex 4.0)\nbut is not here\n"`},
}

func crlf(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }

func TestEnclosures(t *testing.T) {
	for _, tt := range enclosureTests {
		if got := seen(tt.text); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// Cut at any byte, a text gives what is there.
func TestEnclosuresCut(t *testing.T) {
	for _, tt := range enclosureTests {
		for n := range len(tt.text) {
			for _, e := range Enclosures([]byte(tt.text[:n]), 0) {
				if e.End > n {
					t.Fatalf("%s: cut at %d", tt.name, n)
				}
			}
		}
	}
}

// FuzzEnclosures checks that enclosures lie in their text one after the other,
// and that the input comes back from each encoding.
func FuzzEnclosures(f *testing.F) {
	for _, tt := range enclosureTests {
		f.Add([]byte(tt.text))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		pos := 0
		all := Enclosures(raw, 0)
		for _, e := range all {
			if e.Start < pos || e.End <= e.Start || e.End > len(raw) {
				t.Fatalf("%d to %d after %d", e.Start, e.End, pos)
			}
			pos = e.End
		}
		if !reflect.DeepEqual(all, Enclosures(raw, 0)) {
			t.Error("two readings differ")
		}
		s := string(raw)
		text := "a\nbegin 644 a\n" + uu(s) + "`\nend\n=ybegin line=64 size=" + fmt.Sprint(len(s)) + " name=a\n" + yencNoDots(s) + "=yend size=" + fmt.Sprint(len(s)) + "\n" + binHex("a", s, "")
		all = Enclosures([]byte(text), 0)
		if len(all) != 3 {
			t.Fatalf("%d files", len(all))
		}
		for _, e := range all {
			if string(e.Data) != s || len(e.Problems) > 0 {
				t.Errorf("got %q %v, want %q", e.Data, e.Problems, s)
			}
		}
	})
}

// yencNoDots is yenc with the first dot of a line doubled, as news servers do.
func yencNoDots(s string) string {
	return strings.ReplaceAll("\n"+yenc(s), "\n.", "\n..")[1:]
}

func TestAppleFile(t *testing.T) {
	entry := func(id, at, n uint32) []byte {
		var b []byte
		for _, v := range []uint32{id, at, n} {
			b = binary.BigEndian.AppendUint32(b, v)
		}
		return b
	}
	raw := append([]byte("\x00\x05\x16\x00\x00\x02\x00\x00"+strings.Repeat("\x00", 16)+"\x00\x03"), entry(1, 62, 4)...)
	raw = append(append(raw, entry(3, 66, 5)...), entry(2, 71, 300)...)
	raw = append(raw, "textn\x8eame"...)
	f := ReadAppleFile(raw)
	if string(f.Data) != "text" || f.Name != "néame" || len(f.Problems) != 1 || f.Problems[0].Reason != "malformed" {
		t.Errorf("%q %q %v", f.Name, f.Data, f.Problems)
	}
	for n := range raw {
		ReadAppleFile(raw[:n])
	}
}

// TestYEncCorpus joins the parts of a file that others encoded.
func TestYEncCorpus(t *testing.T) {
	dir := shared(t, "corpora/eml-mimekit/yenc")
	read := func(name string) []byte {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	var got []byte
	for _, name := range []string{"00000020.ntx", "00000021.ntx"} {
		for _, p := range Parse(read(name), DefaultLimits) {
			if p.Filename != "" {
				got = append(got, p.Body...)
				if len(p.Problems) != 1 || p.Problems[0].Reason != "missing" {
					t.Errorf("%s: %v", name, p.Problems)
				}
			}
		}
	}
	if !bytes.Equal(got, read("joystick.jpg")) {
		t.Errorf("%d bytes", len(got))
	}
	for _, p := range Parse(read("simple.msg"), DefaultLimits) {
		if p.Filename == "testfile.txt" && (len(p.Body) != 584 || len(p.Problems) > 0) {
			t.Errorf("%d bytes, %v", len(p.Body), p.Problems)
		}
	}
}
