package detectors

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// An eastIntro is what East Asian languages, which write no blanks or join endings to
// a word, say around the name of who introduces himself.
type eastIntro struct {
	before, after string
	ends          bool // the sentence must end behind the name where after is empty
}

// eastIntros are the phrases of Korean, Japanese and Chinese, the longest first.
var eastIntros = []eastIntro{
	{"이름은 ", "입니다", false}, {"이름은 ", "이에요", false}, {"이름은 ", "예요", false}, {"이름은 ", "이라고", false}, {"이름은 ", "라고", false}, {"이름은 ", "이고", false},
	{"名前は", "です", false}, {"名前は", "と申します", false}, {"名前は", "といいます", false}, {"名前は", "と言います", false},
	{"私は", "と申します", false}, {"わたしは", "と申します", false}, {"私は", "といいます", false},
	{"我的名字叫", "", true}, {"我的名字是", "", true}, {"我名叫", "", true}, {"我叫", "", true}, {"我叫做", "", true}, {"我姓名是", "", true},
}

// maxEastName is the number of characters that a name in them has at most, and
// maxEastLatin the number that one in Latin letters has.
const (
	maxEastName  = 6
	maxEastLatin = 40
)

// firstEast is the first letter of the scripts of Japan, Korea and China.
const firstEast = 0x3041

// east adds the name in an introduction in an East Asian language that token i begins
// or is part of, and returns the token behind it, i if there is none.
func (w *work) east(text string, i int) int {
	t := &w.toks[i]
	s := text[t.start:]
	if s[0] < utf8.RuneSelf {
		return i
	}
	for _, e := range eastIntros {
		at := strings.Index(text[t.start:t.end], strings.TrimRight(e.before, " "))
		if at < 0 || !strings.HasPrefix(s[at:], e.before) {
			continue
		}
		from := int(t.start) + at + len(e.before)
		n := eastName(text[from:min(len(text), from+maxEastLatin)], e)
		if n == 0 {
			continue
		}
		value := text[from : from+n]
		w.add(Finding{Element: Name, Start: from, End: from + n, Value: strings.ToLower(value), Confidence: .85, Partial: strings.IndexByte(value, ' ') < 0, Why: cueWhy[byIntro]})
		return max(i+1, w.tokenAt(from+n))
	}
	return i
}

// eastName returns the length of the name that s begins with, 0 if it has none.
func eastName(s string, e eastIntro) int {
	n := strings.Index(s, e.after)
	if e.after == "" {
		n = strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '·' })
		if n < 0 {
			n = len(s)
		}
	}
	if n <= 0 {
		return 0
	}
	name, letters := s[:n], 0
	for _, r := range name {
		if !unicode.IsLetter(r) && r != ' ' && r != '·' && r != '.' && r != '-' {
			return 0
		}
		letters++
	}
	if !utf8.ValidString(name) || name[0] == ' ' || name[0] >= utf8.RuneSelf && letters > maxEastName || letters < 2 || e.ends && name[0] >= utf8.RuneSelf && letters > 4 {
		return 0
	}
	return n
}
