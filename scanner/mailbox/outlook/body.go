package outlook

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"exposed/scanner/mailbox/mapi"
	"exposed/scanner/mailbox/rtf"
)

// A Source gives the values that bodies are read from.
type Source interface {
	Long(id uint16) (mapi.Type, []byte, error) // up to MaxBody bytes; nil: there is none
	Int(id uint16) int64
	Codepage() int
}

// Headers returns the header that the item came with, or "".
func Headers(m Source) (string, error) { return long(m, mapi.TransportMessageHeaders) }

// Plain returns the plain body: as it is stored, or else out of the RTF; "": there is none.
func Plain(m Source) (string, error) {
	s, err := long(m, mapi.Body)
	if s != "" || err != nil {
		return s, err
	}
	b, err := RTF(m)
	return rtf.Text(b), err
}

// HTML returns the HTML body in UTF-8: as it is stored, or else out of the RTF; "": there is none.
func HTML(m Source) (string, error) {
	t, b, err := m.Long(mapi.HTML)
	switch {
	case len(b) == 0 && err == nil:
		b, err := RTF(m)
		s, _ := rtf.HTML(b)
		return s, err
	case t == mapi.TypeBinary:
		return decodeHTML(b, int(m.Int(mapi.InternetCodepage)), m.Codepage()), err
	case t == mapi.TypeString || t == mapi.TypeString8:
		return mapi.String(t, b, m.Codepage()), err
	}
	return "", err
}

// decodeHTML returns the HTML b in UTF-8.
// QUIRK: PidTagInternetCodepage may be missing or name a page that the body is not in.
func decodeHTML(b []byte, page, other int) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		page = 1200
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		page = 1201
	case page == 1200 || page == 1201 || !mapi.Known(page):
		page = 0
	}
	if page == 0 {
		if s := mapi.Decode(65001, b); !strings.ContainsRune(s, '\ufffd') {
			return s
		}
		page = other
	}
	return mapi.Decode(page, b)
}

// RTF returns the RTF body, decompressed; nil: there is none.
func RTF(m Source) ([]byte, error) {
	t, b, err := m.Long(mapi.RTFCompressed)
	if t != mapi.TypeBinary || err != nil || len(b) == 0 {
		return nil, err
	}
	return rtf.Decompress(b, MaxBody)
}

// long returns a string that may be as long as a body.
func long(m Source, id uint16) (string, error) {
	t, b, err := m.Long(id)
	if t != mapi.TypeString && t != mapi.TypeString8 {
		return "", err
	}
	return mapi.String(t, b, m.Codepage()), err
}

// Subject returns the subject s without the mark of its prefix, which is two
// characters (MS-PST 2.5.3.1.1.1).
func Subject(s string) string {
	if !strings.HasPrefix(s, "\x01") {
		return s
	}
	_, n := utf8.DecodeRuneInString(s[1:])
	return s[1+n:]
}
