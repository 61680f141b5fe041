package officecrypt

import (
	"bytes"
	"errors"
	"os"
	"testing"

	"exposed/scanner/document/ole"
)

// shared is where the corpora of others lie, beside the repository.
const shared = "../../../../shared/"

// The packages of others open, with the passwords that the tests of their
// projects name; the two that have none do without.
func TestCorpus(t *testing.T) {
	for _, tt := range []struct {
		name, password string
		want           error
	}{
		{"corpora/docs-tika/testEXCEL_protected_passtika.xlsx", "tika", nil},
		{"corpora/docs-tika/testEXCEL_protected_passtika_2.xlsx", "tika", nil},
		{"hostile/ooxml/c06c45e8_testPPT_protected_passtika.pptx", "tika", nil},
		{"hostile/ooxml/39ae9e69_protected_agile.docx", "", nil},
		{"hostile/ooxml/b0b9fc98_protect.xlsx", "", nil},
		{"hostile/ooxml/2a86a49c_protected_sha512.xlsx", "this is a test", nil},
		{"hostile/ooxml/deed3066_60320-protected.xlsx", "Test001!!", nil},
		{"hostile/ooxml/254d301a_protected_normal_case.docx", "wrong", ErrPassword},
		{"hostile/ooxml/3c7cc047_crash-9bf3cd4bd6f50a8a9339d363c2c7af14b536865c.xlsx", "wrong", ErrPassword},
	} {
		raw, err := os.ReadFile(shared + tt.name)
		if err != nil {
			t.Skip("the corpora are not beside the repository: ", err)
		}
		f, err := ole.Open(raw)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		out, err := Package(f.Stream(f.Root(), "EncryptionInfo"), f.Stream(f.Root(), "EncryptedPackage"), []string{tt.password})
		if !errors.Is(err, tt.want) || err == nil && !bytes.HasPrefix(out, []byte("PK\x03\x04")) {
			t.Errorf("%s: %v, starts %q", tt.name, err, out[:min(len(out), 8)])
		}
	}
}
