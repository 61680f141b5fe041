package mapi

import (
	"strings"
	"testing"
)

// Each value is read as the text.
var textTests = []struct {
	t     Type
	value string
	page  int
	want  string
}{
	{TypeString, "J\x00o\x00\xeb\x00", 0, "Joë"},
	{TypeString, "J\x00\x00\x00", 0, "J"},
	{TypeString, "\x3d\xd8\x00\xde", 0, "😀"},
	{TypeString, "\x3d\xd8", 0, "\ufffd"},
	{TypeString, "", 0, ""},
	{TypeString8, "caf\xe9\x00", 1252, "café"},
	{TypeString8, "\xcf\xf0", 1251, "Пр"},
	{TypeString8, "caf\xc3\xa9", 65001, "café"},
	{TypeString8, "caf\xc3\xa9", 0, "café"},
	{TypeString8, "caf\xe9", 0, "café"},
	{TypeString8, "caf\xe9", 65001, "café"},
	{TypeString8, "\x1b$B$\"\x1b(B", 50220, "あ"},
	{TypeInt16, "\xff\xff", 0, "-1"},
	{TypeInt32, "\x00\x01\x00\x00", 0, "256"},
	{TypeInt32, "\x00", 0, "0"},
	{TypeBool, "\x01", 0, "true"},
	{TypeFloat64, "\x00\x00\x00\x00\x00\x00\xf8\x3f", 0, "1.5"},
	{TypeCurrency, "\x39\x30\x00\x00\x00\x00\x00\x00", 0, "1.2345"},
	{TypeTime, "\x00\x80\x3e\xd5\xde\xb1\x9d\x01", 0, "1970-01-01T00:00:00Z"},
	{TypeTime, "\x00\x00\x00\x00\x00\x00\x00\x00", 0, ""},
	{TypeGUID, "\x08\x20\x06\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46", 0, "00062008-0000-0000-c000-000000000046"},
	{TypeInt32 | multiValue, "\x01\x00\x00\x00\x02\x00\x00\x00", 0, "1; 2"},
	{TypeString8 | multiValue, "\x02\x00\x00\x00\x0c\x00\x00\x00\x0d\x00\x00\x00ab", 0, "a; b"},
	{TypeString8 | multiValue, "\xff\xff\xff\xff\x0c\x00\x00\x00\xff\x00\x00\x00ab", 0, ""},
	{TypeBinary, "ab", 0, ""},
}

func TestText(t *testing.T) {
	for _, tt := range textTests {
		if got := Text(tt.t, []byte(tt.value), tt.page); got != tt.want {
			t.Errorf("Text(0x%x, %q, %d) = %q, want %q", tt.t, tt.value, tt.page, got, tt.want)
		}
	}
}

// FuzzText checks that every value has a text that is valid UTF-8.
func FuzzText(f *testing.F) {
	for _, tt := range textTests {
		f.Add(uint16(tt.t), []byte(tt.value), tt.page)
	}
	f.Fuzz(func(t *testing.T, typ uint16, value []byte, page int) {
		if s := Text(Type(typ), value, page); strings.ToValidUTF8(s, "") != s {
			t.Errorf("%q is not UTF-8", s)
		}
	})
}

func TestPropertySets(t *testing.T) {
	if got, want := PSETIDMeeting.String(), "6ed8da90-450b-101b-98da-00aa003f1305"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestOneOff(t *testing.T) {
	for _, in := range []string{
		"\x00\x00\x00\x00" + oneOff + "\x00\x00\x00\x00Ann\x00SMTP\x00ann@example.com\x00",
		"\x00\x00\x00\x00" + oneOff + "\x00\x00\x01\x80A\x00n\x00n\x00\x00\x00S\x00M\x00T\x00P\x00\x00\x00" +
			"a\x00n\x00n\x00@\x00e\x00x\x00a\x00m\x00p\x00l\x00e\x00.\x00c\x00o\x00m\x00\x00\x00",
	} {
		name, kind, address, ok := OneOff([]byte(in), Western)
		if name != "Ann" || kind != "SMTP" || address != "ann@example.com" || !ok {
			t.Errorf("got %q %q %q", name, kind, address)
		}
	}
	if _, _, _, ok := OneOff([]byte("x"), Western); ok {
		t.Error("one byte is no entry identifier")
	}
}

// Each is PidTagMessageCodepage, PidTagInternetCodepage, PidTagMessageLocaleId and the page of strings.
var pageTests = [][4]int64{
	{1251, 65001, 1033, 1251},
	{0, 950, 1028, 950},
	{1200, 0, 1049, 1251},
	{0, 0, 0x0404, 950},
	{0, 0, 0x0804, 936},
	{0, 0, 0x0c1a, 1251},
	{0, 1200, 1033, Western},
	{0, 0, 0, Western},
	{-1, 77, -1, Western},
}

func TestStringPage(t *testing.T) {
	for _, tt := range pageTests {
		if got := StringPage(tt[0], tt[1], tt[2]); got != int(tt[3]) {
			t.Errorf("%v: got %d", tt, got)
		}
	}
}
