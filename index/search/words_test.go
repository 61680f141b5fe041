package search

import (
	"slices"
	"testing"
	"unicode/utf8"
)

// The words of each text.
var texts = []struct {
	text string
	want []string
}{
	{"", nil},
	{"- . ,", nil},
	{"Jane's past-due bill", []string{"jane", "s", "past", "due", "bill"}},
	{"212-555-0143", []string{"212", "555", "0143"}},
	{"snake_case _x", []string{"snake_case", "_x"}},
	{"ﬁle ＦＩＬＥ \u212a \u017f", []string{"file", "file", "k", "s"}},
	{"cafe\u0301 café CAFÉ", []string{"café", "café", "café"}},
	{"ΣΊΣΥΦΟΣ σίσυφος", []string{"σίσυφοσ", "σίσυφοσ"}},
	{"Straße ẞ STRASSE", []string{"straße", "ß", "strasse"}},
	{"İ ı I i", []string{"İ", "ı", "i", "i"}},
	{"Привет ПРИВЕТ 東京都 ١٢٣", []string{"привет", "привет", "東京都", "١٢٣"}},
	{"½ ² Ⅻ € 😀", nil},
	{"a\xffb", []string{"a", "b"}},
}

func TestWords(t *testing.T) {
	for _, tt := range texts {
		var got []string
		for _, w := range wordsOf(tt.text) {
			got = append(got, string(w))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

// Words are whole: what stands between them is in no word, and folding a word
// twice changes nothing.
func FuzzWords(f *testing.F) {
	for _, tt := range texts {
		f.Add(tt.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for at, word := range wordsOf(s) {
			for _, r := range s[last:at.start] {
				if inWord(r) {
					t.Errorf("%q: %q is in no word", s, r)
				}
			}
			for i := at.start; i < at.end; {
				r, n := utf8.DecodeRuneInString(s[i:])
				if !inWord(r) {
					t.Errorf("%q: %q is in a word", s, r)
				}
				i += n
			}
			if again := folded(string(word)); again != folded(again) {
				t.Errorf("%q: %q folds to %q", s, word, again)
			}
			last = at.end
		}
		for _, r := range s[last:] {
			if inWord(r) {
				t.Errorf("%q: %q is in no word", s, r)
			}
		}
	})
}

func TestGlob(t *testing.T) {
	for _, tt := range []struct {
		pattern, word string
		want          bool
	}{
		{"jan*", "jane", true}, {"jan*", "jan", true}, {"jan*", "ja", false},
		{"*ane", "jane", true}, {"*ane", "ane", true}, {"*ane", "janet", false},
		{"j?ne", "jane", true}, {"j?ne", "jne", false}, {"?", "é", true}, {"?*", "", false},
		{"*a*", "jane", true}, {"*a*b*", "ba", false}, {"a*a", "a", false}, {"a*a", "aa", true},
		{"*ab*ab", "abab", true}, {"*ab*ab", "ab", false}, {"*é?", "caféx", true},
	} {
		p := pattern{word: tt.pattern, wild: true}
		if got := p.matcher()([]byte(tt.word)); got != tt.want {
			t.Errorf("%s, %s: %v", tt.pattern, tt.word, got)
		}
	}
}

func TestSlips(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"jane", "jane", 0}, {"jane", "jan", 1}, {"jane", "janet", 1}, {"jane", "jone", 1}, {"jane", "jnae", 1},
		{"jane", "", 4}, {"", "", 0}, {"ca", "abc", 3}, {"naïve", "naive", 1}, {"smith", "smiht", 1}, {"smith", "mihts", 3},
	} {
		if got := slips([]rune(tt.a), []rune(tt.b)); got != tt.want {
			t.Errorf("%s, %s: %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}
