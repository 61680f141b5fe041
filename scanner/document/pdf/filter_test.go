package pdf

import (
	"bytes"
	"compress/lzw"
	"encoding/ascii85"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
)

// lzwed returns s as LZW data without an early change of code lengths.
func lzwed(s string) string {
	var out bytes.Buffer
	w := lzw.NewWriter(&out, lzw.MSB, 8)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return out.String()
}

// based returns s in base 85.
func based(s string) string {
	out := make([]byte, ascii85.MaxEncodedLen(len(s)))
	return string(out[:ascii85.Encode(out, []byte(s))]) + "~>"
}

// lengths returns s in run-length encoding.
func lengths(s string) string {
	var out strings.Builder
	for ; s != ""; s = s[min(len(s), 100):] {
		part := s[:min(len(s), 100)]
		out.WriteByte(byte(len(part) - 1))
		out.WriteString(part)
	}
	return out.String() + "\x80"
}

func TestFilters(t *testing.T) {
	content := at(72, 700, "Jane Roe") + strings.Repeat("q Q ", 2000) + at(72, 688, "the end")
	const want, damaged = "Jane Roe\nthe end", "corrupt: 1 streams are damaged; what was decoded is kept; first on page 1, in object 4"
	for _, tt := range []struct{ name, dict, data, want, problems string }{
		{"none", "", content, want, ""},
		{"flate", "/Filter/FlateDecode", deflated(content), want, ""},
		{"flate, short name", "/Filter[/Fl]", deflated(content), want, ""},
		{"flate without its header", "/Filter/FlateDecode", deflated(content)[2:], want, ""},
		{"flate after a line end", "/Filter/FlateDecode", "\r\n" + deflated(content), want, ""},
		{"flate without a sum", "/Filter/FlateDecode", deflated(content)[:len(deflated(content))-4], want, ""},
		{"flate with a wrong sum", "/Filter/FlateDecode", deflated(content)[:len(deflated(content))-4] + "\x00\x00\x00\x00", want, damaged},
		{"flate that is cut", "/Filter/FlateDecode", deflated(content)[:len(deflated(content))-20], "Jane Roe", damaged},
		{"no flate at all", "/Filter/FlateDecode", "hello", "", damaged},
		{"LZW", "/Filter/LZWDecode/DecodeParms<</EarlyChange 0>>", lzwed(content), want, ""},
		{"hexadecimal", "/Filter/ASCIIHexDecode", hex.EncodeToString([]byte(content)) + ">", want, ""},
		{"base 85", "/Filter/ASCII85Decode", based(content), want, ""},
		{"run length", "/Filter/RunLengthDecode", lengths(content), want, ""},
		{"chain", "/Filter[/ASCII85Decode/FlateDecode]/DecodeParms[null null]", based(deflated(content)), want, ""},
		{"long chain", "/Filter[" + strings.Repeat("/AHx", maxFilters+1) + "]", content, "", "unsupported: 1 streams of text or fonts are coded in a way that is not read"},
		{"image", "/Filter/DCTDecode", content, "", "unsupported: 1 streams of text or fonts are coded in a way that is not read"},
	} {
		b := newBuilder()
		contents := b.stream(tt.dict, tt.data)
		b.pages = append(b.pages, b.add(fmt.Sprintf("<</Type/Page/Parent 2 0 R/Contents %d 0 R>>", contents)))
		check(t, tt.name, b.bytes(), tt.want, tt.problems)
	}
}

// TestLZW decodes the example of ISO 32000-1, 7.4.4.2, whose codes get longer
// early, and data that is damaged.
func TestLZW(t *testing.T) {
	for _, tt := range []struct {
		in, want string
		whole    bool
	}{
		{"\x80\x0B\x60\x50\x22\x0C\x0C\x85\x01", "-----A---B", true},
		{"", "", true},
		{"\xFF\xFF\xFF", "", false},
		{"\x80\x0B\x7F\xFF", "-", false},
	} {
		got, whole := unlzw([]byte(tt.in), 1, 1000)
		if string(got) != tt.want || whole != tt.whole {
			t.Errorf("%x: got %q, %v", tt.in, got, whole)
		}
	}
	if got, _ := unlzw([]byte(lzwed(strings.Repeat("ab", 9000))), 0, 500); len(got) != 500 {
		t.Errorf("got %d bytes", len(got))
	}
}

// predicted returns rows of b with the PNG filter of that number.
func predicted(b []byte, row, pixel int, kind byte) []byte {
	var out []byte
	at := func(i, start int) int {
		if i < start {
			return 0
		}
		return int(b[i])
	}
	for start := 0; start < len(b); start += row {
		out = append(out, kind)
		for i := start; i < min(len(b), start+row); i++ {
			left, up, corner := at(i-pixel, start), at(i-row, 0), 0
			if i-pixel >= start {
				corner = at(i-row-pixel, 0)
			}
			guess := 0
			switch kind {
			case 1:
				guess = left
			case 2:
				guess = up
			case 3:
				guess = (left + up) / 2
			case 4:
				guess = paeth(left, up, corner)
			}
			out = append(out, b[i]-byte(guess))
		}
	}
	return out
}

// paeth is the predictor of RFC 2083, 6.6, as it stands there.
func paeth(a, b, c int) int {
	p := a + b - c
	pa, pb, pc := abs(p-a), abs(p-b), abs(p-c)
	if pa <= pb && pa <= pc {
		return a
	}
	if pb <= pc {
		return b
	}
	return c
}

func TestPredictors(t *testing.T) {
	var data []byte
	for i := range 1000 {
		data = append(data, byte(i*i/7))
	}
	f := &file{}
	for _, row := range []int{1, 3, 12, 300, 4000} {
		for kind := range byte(5) {
			pixel := 1 + row%3
			parm := dict{{"Predictor", 15.0}, {"Colors", float64(pixel)}, {"Columns", float64(row) / float64(pixel)}}
			if row%pixel != 0 {
				continue
			}
			if got := f.unpredict(predicted(data, row, pixel, kind), parm); !bytes.Equal(got, data) {
				t.Errorf("filter %d, rows of %d bytes, %d a pixel: data differs", kind, row, pixel)
			}
		}
	}
	if got := f.unpredict([]byte{1, 2, 3, 1, 1, 1}, dict{{"Predictor", 2.0}, {"Columns", 3.0}}); !bytes.Equal(got, []byte{1, 3, 6, 1, 2, 3}) {
		t.Errorf("TIFF: got %v", got)
	}
}

func FuzzFilter(f *testing.F) {
	for _, s := range []string{"", "Jane Roe", strings.Repeat("abc", 100)} {
		f.Add([]byte(s), deflated(s), byte(1), byte(3))
	}
	f.Fuzz(func(t *testing.T, plain []byte, coded string, kind, row byte) {
		const limit = 1 << 16
		plain = plain[:min(len(plain), limit-1)]
		doc := &file{}
		for filter, in := range map[string]string{
			"FlateDecode": deflated(string(plain)), "ASCII85Decode": based(string(plain)),
			"ASCIIHexDecode": hex.EncodeToString(plain), "RunLengthDecode": lengths(string(plain)),
		} {
			if got, _ := doc.filter(filter, []byte(in), nil, limit); !bytes.Equal(got, plain) {
				t.Errorf("%s: %q became %q", filter, plain, got)
			}
			if got, _ := doc.filter(filter, []byte(coded), nil, limit); len(got) > limit {
				t.Errorf("%s: %d bytes", filter, len(got))
			}
		}
		if got, _ := unlzw([]byte(lzwed(string(plain))), 0, limit); !bytes.Equal(got, plain) {
			t.Errorf("LZW: %q became %q", plain, got)
		}
		unlzw([]byte(coded), 1, limit)
		n := 1 + int(row)
		if got := unpredictPNG(predicted(plain, n, 1, kind%5), n, 1); !bytes.Equal(got, plain) {
			t.Errorf("filter %d: %q became %q", kind%5, plain, got)
		}
	})
}
