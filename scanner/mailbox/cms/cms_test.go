package cms

import (
	"bytes"
	"compress/zlib"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"math/big"
	"reflect"
	"strings"
	"testing"
	"time"
)

// tlv is a value of BER with a definite length.
func tlv(tag byte, parts ...string) string {
	body := strings.Join(parts, "")
	n := len(body)
	switch {
	case n < 0x80:
		return string([]byte{tag, byte(n)}) + body
	case n < 0x100:
		return string([]byte{tag, 0x81, byte(n)}) + body
	}
	return string([]byte{tag, 0x82, byte(n >> 8), byte(n)}) + body
}

// open is a value of BER without a length.
func open(tag byte, parts ...string) string {
	return string([]byte{tag, 0x80}) + strings.Join(parts, "") + "\x00\x00"
}

// id is an object identifier.
func id(dotted string) string {
	var oid asn1.ObjectIdentifier
	for _, s := range strings.Split(dotted, ".") {
		var n int
		fmt.Sscan(s, &n)
		oid = append(oid, n)
	}
	b, err := asn1.Marshal(oid)
	if err != nil {
		panic(err)
	}
	return string(b)
}

const (
	idData       = "1.2.840.113549.1.7.1"
	idSigned     = "1.2.840.113549.1.7.2"
	idEnveloped  = "1.2.840.113549.1.7.3"
	idEncrypted  = "1.2.840.113549.1.7.6"
	idCompressed = "1.2.840.113549.1.9.16.1.9"
	idAuth       = "1.2.840.113549.1.9.16.1.23"
	version      = "\x02\x01\x01"
)

// made returns a certificate of Rosa Alvarez, and one of an authority.
func made(t testing.TB) (person, authority string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	ca := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Example Root", Organization: []string{"Example Trust"}}, IsCA: true, BasicConstraintsValid: true, NotAfter: time.Now()}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "Rosa Álvarez", Organization: []string{"Example Inc"}, ExtraNames: []pkix.AttributeTypeAndValue{
		{Type: asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 1}, Value: asn1.RawValue{Tag: 22, Bytes: []byte("rosa@example.com")}}}}, EmailAddresses: []string{"r.alvarez@example.com"}, NotAfter: time.Now()}
	for i, c := range []*x509.Certificate{leaf, ca} {
		der, err := x509.CreateCertificate(rand.Reader, c, ca, &key.PublicKey, key)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			person = string(der)
		} else {
			authority = string(der)
		}
	}
	return person, authority
}

const rosa = "Organization: Example Inc\nName: Rosa Álvarez\nE-mail: rosa@example.com\nE-mail: r.alvarez@example.com\nIssuer: Example Trust, Example Root\n"

type row struct {
	name, raw, want string
}

// rows are messages, with what they give.
func rows(t testing.TB) []row {
	person, authority := made(t)
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, _ = z.Write([]byte("text")) // a bytes.Buffer takes all
	_ = z.Close()
	signed := func(content, certificates string) string {
		return tlv(0x30, id(idSigned), tlv(0xa0, tlv(0x30, version, tlv(0x31), tlv(0x30, id(idData), content), certificates, tlv(0x31))))
	}
	text := tlv(0xa0, tlv(4, "text"))
	recipients := tlv(0x31, tlv(0x30, version), tlv(0x30, version))
	streamed := open(0x30, id(idSigned), open(0xa0, open(0x30, version, tlv(0x31), open(0x30, id(idData), open(0xa0, open(0x24, tlv(4, "te"), tlv(4, "xt")))), open(0xa0, person), tlv(0x31))))
	plain := signed(text, tlv(0xa0, person))
	return []row{
		{"signed", plain, `2 "text" ` + rosa},
		{"streamed", streamed, `2 "text" ` + rosa},
		{"PEM", string(pem.EncodeToMemory(&pem.Block{Type: "CMS", Bytes: []byte(plain)})), `2 "text" ` + rosa},
		{"base64", base64.StdEncoding.EncodeToString([]byte(plain)) + "\n", `2 "text" ` + rosa},
		{"signature", signed("", tlv(0xa0, person, authority)), `2 - ` + rosa + "Authority: Example Trust, Example Root\n"},
		{"empty content", signed(tlv(0xa0, tlv(4, "")), ""), `2 "" `},
		{"content of PKCS #7", signed(tlv(0xa0, tlv(0x30, version)), ""), `2 "0\x03\x02\x01\x01" `},
		{"no X.509", signed(text, tlv(0xa0, tlv(0xa1, version))), `2 "text"  (unsupported: S/MIME: certificate 1 is not of X.509)`},
		{"broken certificate", signed(text, tlv(0xa0, tlv(0x30, version))), `2 "text"  (malformed: S/MIME: certificate 1 cannot be read in full)`},
		{"data", tlv(0x30, id(idData), text), `1 "text" `},
		{"encrypted", tlv(0x30, id(idEnveloped), tlv(0xa0, tlv(0x30, version, recipients, tlv(0x30)))), `3 -  (encrypted: S/MIME, encrypted for 2 recipients)`},
		{"encrypted, with the sender", tlv(0x30, id(idAuth), tlv(0xa0, tlv(0x30, version, tlv(0xa0, tlv(0xa0, authority)), tlv(0x31, tlv(0x30))))), "3 - Authority: Example Trust, Example Root\n (encrypted: S/MIME, encrypted for 1 recipient)"},
		{"with a shared key", tlv(0x30, id(idEncrypted), tlv(0xa0, tlv(0x30, version))), `4 -  (encrypted: S/MIME, encrypted with a password or a shared key)`},
		{"compressed", tlv(0x30, id(idCompressed), tlv(0xa0, tlv(0x30, version, tlv(0x30), tlv(0x30, id(idData), tlv(0xa0, tlv(4, packed.String())))))), `5 "text" `},
		{"compressed and cut", tlv(0x30, id(idCompressed), tlv(0xa0, tlv(0x30, version, tlv(0x30), tlv(0x30, id(idData), tlv(0xa0, tlv(4, packed.String()[:8])))))), `5 "text"  (corrupt: S/MIME: what is compressed is broken or cut)`},
		{"another type", tlv(0x30, id("1.2.3"), text), `0 -  (malformed: S/MIME: no content of a type that CMS defines)`},
		{"no content", tlv(0x30, id(idSigned)), `2 -  (corrupt: S/MIME: the content is cut)`},
		{"text", "hello", `0 -  (malformed: S/MIME: no message of CMS)`},
		{"empty", "", `0 -  (malformed: S/MIME: no message of CMS)`},
		{"deep", strings.Repeat("\x30\x80", 5000), `0 -  (malformed: S/MIME: no content of a type that CMS defines)`},
	}
}

// shown writes what Read gives.
func shown(m Message) string {
	var b strings.Builder
	data := "-"
	if m.Data != nil {
		data = fmt.Sprintf("%q", m.Data)
	}
	fmt.Fprintf(&b, "%d %s %s", m.Kind, data, m.Text)
	for _, p := range m.Problems {
		fmt.Fprintf(&b, " (%s: %s)", p.Reason, p.Detail)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	for _, tt := range rows(t) {
		m, _ := Read([]byte(tt.raw))
		if got := shown(m); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// Cut at any byte, a message says that it is not whole, or gives all.
func TestCut(t *testing.T) {
	for _, tt := range rows(t)[:2] {
		whole, _ := Read([]byte(tt.raw))
		for n := range len(tt.raw) {
			if m, _ := Read([]byte(tt.raw[:n])); len(m.Problems) == 0 && shown(m) != shown(whole) {
				t.Fatalf("%s: cut at %d: %s", tt.name, n, shown(m))
			}
		}
	}
}

// FuzzRead checks that two readings agree, and that what is signed comes out.
func FuzzRead(f *testing.F) {
	for _, tt := range rows(f) {
		f.Add([]byte(tt.raw))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, _ := Read(raw)
		if again, _ := Read(raw); !reflect.DeepEqual(m, again) {
			t.Error("two readings differ")
		}
		if len(raw) > 1<<14 {
			return
		}
		in := open(0x30, id(idSigned), open(0xa0, open(0x30, version, tlv(0x31), open(0x30, id(idData), open(0xa0, open(0x24, tlv(4, string(raw[:len(raw)/2])), tlv(4, string(raw[len(raw)/2:]))))))))
		if m, ok := Read([]byte(in)); !ok || !bytes.Equal(m.Data, raw) || len(m.Problems) > 0 {
			t.Errorf("%q: %v", m.Data, m.Problems)
		}
	})
}
