package document

import (
	"strings"
	"testing"
	"unicode/utf8"
)

var decodeTests = []struct {
	charset, in, want string
	exact             bool
}{
	{"us-ascii", "a\r\nb\rc\n", "a\nb\nc\n", true},
	{"", "", "", true},
	{"utf-8", "J\u00e9r\u00f4me", "Jérôme", true},
	{"UTF8", "J\u00e9\r\n", "Jé\n", true},
	{"us-ascii", "J\u00e9", "Jé", true},
	{"us-ascii", "J\xe9r\xf4me \x93q\x94", "Jérôme “q”", false},
	{"utf-8", "caf\u00e9 caf\xe9", "café café", false},
	{"", "caf\xe9 \x80 5", "café € 5", true},
	{"", "\x81", "\uFFFD", false},
	{"unknown-8bit", "caf\xe9", "café", true},
	{"charset=utf-8", "J\u00e9", "Jé", true},
	{"fakescii", "plain", "plain", false},
	{"us-ascii", "A\x00B", "A B", true},

	{"iso-8859-1", "\x93caf\xe9\x94\r\n", "“café”\n", true},
	{"ISO_8859-1:1987", "\xe9", "é", true},
	{"latin1", "\xe9", "é", true},
	{"iso8859-15", "\xa4", "€", true},
	{"windows-1252", "\x80", "€", true},
	{"cp1251", "\xcf\xf0\xe8", "При", true},
	{"x-cp1250", "\xb9", "ą", true},
	{"\"koi8-r\"", "\xf0\xd2\xc9", "При", true},
	{"ansi_x3.110-1983", "caf\xe9", "café", true},
	{"iso-8859-7", "\xff", "\uFFFD", false},
	{"macintosh", "\x8e", "é", true},
	{"cp437", "\x82", "é", true},
	{"ibm037", "\xc1\xc2", "AB", true},

	{"gb2312", "\xc4\xe3\xba\xc3", "你好", true},
	{"x-gbk", "\xc4\xe3", "你", true},
	{"gb18030", "\x81\x30\x81\x30", "\u0080", true},
	{"hz-gb-2312", "~{<:Ky~}", "己所", true},
	{"big5", "\xa7A\xa6n", "你好", true},
	{"shift_jis", "\x93\xfa\x96{", "日本", true},
	{"x-sjis", "\x93\xfa", "日", true},
	{"euc-jp", "\xc6\xfc", "日", true},
	{"iso-2022-jp", "\x1b$BF|\x1b(B.", "日.", true},
	{"euc-kr", "\xc7\xd1", "한", true},
	{"ks_c_5601-1987", "\xc7\xd1", "한", true},
	{"iso-2022-kr", "\x1b$)C\x0eGQ\x0f.", "한.", true},
	{"shift_jis", "\x93", "\uFFFD", false},

	{"utf-16", "\xff\xfeA\x00B\x00", "AB", true},
	{"utf-16", "\xfe\xff\x00A\x00B", "AB", true},
	{"utf-16", "A\x00B\x00", "AB", true},
	{"utf-16", "\x00A\x00B", "AB", true},
	{"utf-16le", "A\x00\r\x00\n\x00", "A\n", true},
	{"utf-16be", "\xd8\x3d\xde\x00", "😀", true},
	{"utf-16le", "\x00\xd8A\x00", "\uFFFDA", false},
	{"utf-16le", "A\x00B", "A", false},
	{"utf-16", "plain text", "plain text", false},
	{"", "S\x00S\x00N\x00 \x001\x00", "SSN 1", true},
	{"us-ascii", "\x00S\x00S\x00N\x00 ", "SSN ", true},
	{"iso-8859-1", "S\x00S\x00N\x00 \x00", "SSN ", true},
	{"iso-8859-1", "\xef\xbb\xbf\u00e9", "é", true},
	{"utf-8", "\xff\xfeA\x00", "A", true},
	{"utf-32", "A\x00\x00\x00", "A", true},
	{"utf-32be", "\x00\x00\x00A", "A", true},
	{"", "\xff\xfe\x00\x00A\x00\x00\x00", "A", true},
	{"utf-32be", "\x00\x11\x00\x00", "\uFFFD", false},

	{"utf-7", "Hi Mom -+Jjo--!", "Hi Mom -☺-!", true},
	{"utf-7", "1 +- 1 = 2", "1 + 1 = 2", true},
	{"utf-7", "+ZeVnLIqe", "日本語", true},
	{"utf-7", "+2D3eAA-", "😀", true},
	{"utf-7", "+2D0-x", "\uFFFDx", false},
	{"utf-7", "a + b", "a + b", true},
	{"unicode-1-1-utf-7", "caf+AOk-", "café", true},
	{"utf-7", "caf\xe9", "café", false},
}

func TestDecode(t *testing.T) {
	for _, tt := range decodeTests {
		got, exact := Decode([]byte(tt.in), tt.charset)
		if got != tt.want || exact != tt.exact {
			t.Errorf("Decode(%q, %q) = %q, %v; want %q, %v", tt.in, tt.charset, got, exact, tt.want, tt.exact)
		}
	}
}

// TestDecodeOnce holds the usual case, text that is UTF-8 already, to one copy.
func TestDecodeOnce(t *testing.T) {
	b := []byte(strings.Repeat("J\u00e9 555-0100\n", 100))
	if n := testing.AllocsPerRun(10, func() { Decode(b, "utf-8") }); n > 1 {
		t.Errorf("%v allocations", n)
	}
}

func TestMetaCharset(t *testing.T) {
	tests := []struct{ in, want string }{
		{`<meta http-equiv=Content-Type content="text/html; charset=windows-1251">`, "windows-1251"},
		{`<META CHARSET = 'Big5'>`, "big5"},
		{`<?xml version="1.0" encoding="koi8-r"?>`, "koi8-r"},
		{`<p>the charset is unknown</p>`, ""},
		{`charset=`, ""},
		{``, ""},
	}
	for _, tt := range tests {
		if got := MetaCharset([]byte(tt.in)); got != tt.want {
			t.Errorf("MetaCharset(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, tt := range decodeTests {
		f.Add([]byte(tt.in), tt.charset)
	}
	f.Fuzz(func(t *testing.T, b []byte, charset string) {
		s, _ := Decode(b, charset)
		if !utf8.ValidString(s) {
			t.Errorf("%q in %q: not valid UTF-8: %q", b, charset, s)
		}
		if strings.ContainsAny(s, "\r\x00") {
			t.Errorf("%q in %q: CR or NUL left: %q", b, charset, s)
		}
		if printable(b) {
			if s, exact := Decode(b, "us-ascii"); s != string(b) || !exact {
				t.Errorf("ASCII %q became %q, %v", b, s, exact)
			}
		}
	})
}

// printable reports whether b is ASCII without control characters but LF.
func printable(b []byte) bool {
	for _, c := range b {
		if c != '\n' && (c < ' ' || c > '~') {
			return false
		}
	}
	return true
}

func BenchmarkDecode(b *testing.B) {
	ascii := strings.Repeat("Your account 123456789 is past due, call 555-0100.\r\n", 20000)
	tests := []struct{ name, charset, text string }{
		{"ascii", "us-ascii", strings.ReplaceAll(ascii, "\r", "")},
		{"crlf", "us-ascii", ascii},
		{"utf8", "utf-8", strings.ReplaceAll(strings.ReplaceAll(ascii, "\r", ""), "account", "compte préféré")},
		{"latin1", "iso-8859-1", strings.ReplaceAll(ascii, "account", "pr\xe9f\xe9r\xe9")},
		{"gb2312", "gb2312", strings.ReplaceAll(ascii, "account", "\xc4\xe3\xba\xc3")},
	}
	for _, tt := range tests {
		b.Run(tt.name, func(b *testing.B) {
			in := []byte(tt.text)
			b.SetBytes(int64(len(in)))
			for b.Loop() {
				Decode(in, tt.charset)
			}
		})
	}
}
