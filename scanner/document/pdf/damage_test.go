package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// damagedFiles returns whole files of three pages, each with one word that a
// font with a character map of its own shows.
func damagedFiles() map[string][]byte {
	files := map[string][]byte{}
	for name, write := range map[string]func(*builder) []byte{"table": (*builder).bytes, "object streams": compressed} {
		for kind, coded := range map[string]func(string) (string, string){
			"deflated": func(s string) (string, string) { return "/Filter/FlateDecode", deflated(s) },
			"plain":    func(s string) (string, string) { return "", s },
		} {
			b := newBuilder()
			dict, data := coded("/CMapName/X def 1 begincodespacerange <00> <ff> endcodespacerange 26 beginbfrange <61> <7a> <0061> endbfrange")
			b.font("G", fmt.Sprintf("<</Type/Font/Subtype/Type1/BaseFont/X/Encoding/WinAnsiEncoding/ToUnicode %d 0 R>>", b.stream(dict, data)))
			for _, word := range damagedWords {
				dict, data = coded("q\n1 0 0 1 0 0 cm\nBT /G 10 Tf 72 700 Td <" + fmt.Sprintf("%x", word) + "> Tj ET\nQ\n")
				contents := b.stream(dict, data)
				b.pages = append(b.pages, b.add(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R>>", contents)))
			}
			files[name+", "+kind] = write(b)
		}
	}
	return files
}

// damagedWords are the words of the pages.
var damagedWords = []string{"firstword", "secondword", "thirdword"}

// TestDamageIsTold puts blanks of 64 bytes everywhere in files: a page that is
// lost by it is told.
func TestDamageIsTold(t *testing.T) {
	const gap = 64
	for name, whole := range damagedFiles() {
		if text, problems := Text(whole); len(problems) > 0 || !hasAll(text.Data) {
			t.Fatalf("%s: %q %s", name, text.Data, told(problems))
		}
		for at := range whole {
			b := bytes.Clone(whole)
			clear(b[at:min(len(b), at+gap)])
			if text, problems := Text(b); len(problems) == 0 && !hasAll(text.Data) {
				t.Errorf("%s: zeros at %d of %d: %q and no problem", name, at, len(b), text.Data)
			}
		}
	}
}

// hasAll reports whether s has the words of all pages.
func hasAll(s string) bool {
	for _, w := range damagedWords {
		if !strings.Contains(s, w) {
			return false
		}
	}
	return true
}
