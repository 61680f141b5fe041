package detectors

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the word lists
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:embed data/names.txt.gz
var censusNames []byte

//go:embed data/words.txt.gz
var englishWords []byte

// flags tell what a word can be. The low four bits hold how frequent it is as
// a given name and as a surname in the US Census of 2020, 0 to 3 each.
type flags uint32

const (
	givenMask    flags = 3
	surnameShift       = 2
	surnameMask  flags = 3 << surnameShift
)

const (
	inDictionary flags = 1 << (iota + 4) // an English word that is written in lower case
	listGiven                            // given name on a list of the case
	listFamily                           // surname on a list of the case
	streetSuffix                         // USPS Publication 28, appendix C1
	directional                          // N, southwest
	unitWord                             // Apt, Suite
	stateCode                            // CA
	stateWord                            // California; first word of New Mexico
	monthWord                            //
	weekdayWord                          //
	titleWord                            // Mr, Sra
	particleWord                         // de, van
	companyWord                          // Inc, Bank
	neverName                            // stands beside names, is none: Hi, Team, Regards
	labelStart                           // first word of a label
	planStart                            // first word of a plan or feature on a list
	generation                           // Jr, III
	fillerWord                           // may stand between a label and its value: is, the, of
	placePrefix                          // San, Fort: begins the name of a town
	chatCue                              // a verb or noun that takes a person: spoke, neighbor
	accountWord                          // prepaid, postpaid
	boxStart                             // PO, RR: begins the number of a box
	takenFlag                            // part of an address, a plan or an e-mail address
	cityWord                             // a town by itself: Boston
	countryWord                          // a country by itself: France
)

const (
	rareName    flags = 1 << 29 // fewer than 3,000 people of the census bear it as a given name, fewer than 600 as a surname
	mainlyGiven flags = 1 << 30 // three times as many bear it as a given name as bear it as a surname
	phoneWord   flags = 1 << 31 // home, fax: what a telephone number is for
)

func (f flags) given() int   { return int(f & givenMask) }
func (f flags) surname() int { return int(f&surnameMask) >> surnameShift }

// A lexicon maps the hash of a folded word to its flags. It is a table with
// open addressing whose entries are 8 bytes, so that it stays in the processor's
// cache. No string is compared: an entry holds the upper 32 bits of a hash, and its
// place tells the lower ones, so that one unknown word in some four thousand
// million is taken for a known one.
type lexicon struct {
	entries []entry
	n       int
}

// An entry is empty if its flags are 0.
type entry struct {
	tag   uint32
	flags flags
}

func newLexicon(size int) *lexicon {
	n := 1 << 10
	for n < size*3/2 {
		n <<= 1
	}
	return &lexicon{entries: make([]entry, n)}
}

func (l *lexicon) get(h uint64) flags {
	mask := uint64(len(l.entries) - 1)
	tag := uint32(h >> 32)
	for i := h & mask; ; i = (i + 1) & mask {
		if e := l.entries[i]; e.tag == tag || e.flags == 0 {
			return e.flags
		}
	}
}

func (l *lexicon) add(h uint64, f flags) {
	if l.n*3 > len(l.entries)*2 {
		panic("lexicon: made too small")
	}
	mask := uint64(len(l.entries) - 1)
	tag := uint32(h >> 32)
	i := h & mask
	for l.entries[i].flags != 0 && l.entries[i].tag != tag {
		i = (i + 1) & mask
	}
	if l.entries[i].flags == 0 {
		l.entries[i].tag = tag
		l.n++
	}
	l.entries[i].flags |= f
}

const (
	hashSeed  = 14695981039346656037
	hashPrime = 1099511628211
)

// hashWord is the hash of a word as the tokenizer computes it: letters folded
// to lower case without accents, apostrophes left out.
func hashWord(s string) uint64 {
	h := uint64(hashSeed)
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c != '\'' {
				h = (h ^ uint64(lower[c])) * hashPrime
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		h = hashRune(h, r)
		i += n
	}
	return finish(h)
}

// finish spreads h over all bits: the table is indexed by its low bits.
func finish(h uint64) uint64 {
	h ^= h >> 32
	h *= 0x9E3779B97F4A7C15
	h ^= h >> 29
	if h == 0 {
		return 1
	}
	return h
}

func hashRune(h uint64, r rune) uint64 {
	if r == '’' || r == 'ʼ' {
		return h
	}
	f := foldRune(r)
	for i := 0; i < len(f); i++ {
		h = (h ^ uint64(f[i])) * hashPrime
	}
	return h
}

// lower maps ASCII letters to lower case.
var lower = func() (t [256]byte) {
	for i := range t {
		t[i] = byte(i)
		if 'A' <= i && i <= 'Z' {
			t[i] += 'a' - 'A'
		}
	}
	return t
}()

const foldedRunes = 0x1F00

// folded holds the folded form of the letters below foldedRunes.
var folded = sync.OnceValue(func() *[foldedRunes]string {
	var t [foldedRunes]string
	for r := rune(0x80); r < foldedRunes; r++ {
		t[r] = foldSlow(r)
	}
	return &t
})

// foldRune returns r in lower case without accents: "n" for Ñ, "e" for ễ.
func foldRune(r rune) string {
	if r < utf8.RuneSelf {
		return string(rune(lower[byte(r)]))
	}
	if r < foldedRunes {
		return folded()[r]
	}
	return foldSlow(r)
}

func foldSlow(r rune) string {
	switch r {
	case 'đ', 'Đ', 'ð', 'Ð':
		return "d"
	case 'ø', 'Ø':
		return "o"
	case 'ł', 'Ł':
		return "l"
	case 'ß':
		return "ss"
	case 'æ', 'Æ':
		return "ae"
	case 'œ', 'Œ':
		return "oe"
	case 'ı':
		return "i"
	}
	d := norm.NFD.String(string(unicode.ToLower(r)))
	var b strings.Builder
	for _, c := range d {
		if !unicode.Is(unicode.Mn, c) {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// A listed word is one of the program's own lists.
type listedWord struct {
	hash  uint64
	flags flags
}

// baseWords are the words that do not depend on the case.
var baseWords = sync.OnceValue(func() []listedWord {
	out := make([]listedWord, 0, 1<<18)
	add := func(w string, f flags) { out = append(out, listedWord{hashWord(w), f}) }
	eachWord(censusNames, func(w []byte, class int) {
		f := flags(class) & (givenMask | surnameMask)
		if class&16 != 0 {
			f |= rareName
		}
		if class&32 != 0 {
			f |= mainlyGiven
		}
		add(string(w), f)
	})
	eachWord(englishWords, func(w []byte, _ int) { add(string(w), inDictionary) })
	out = append(out, places().words...)
	for _, c := range wordClasses {
		for _, w := range strings.Fields(c.words) {
			add(w, c.flag)
		}
	}
	return out
})

// caseLexicon returns a lexicon of the program's words with room for more.
func caseLexicon(room int) *lexicon {
	words := baseWords()
	l := newLexicon(len(words) + room)
	for _, w := range words {
		l.add(w.hash, w.flags)
	}
	return l
}

// baseLexicon knows the program's words alone.
var baseLexicon = sync.OnceValue(func() *lexicon { return caseLexicon(0) })

// eachWord calls f with every word of a list, good until the next, and its class. A line with a
// number begins the words of that class; in the others the first letter tells
// how many letters a word has in common with the one before it, 'a' none.
func eachWord(gz []byte, f func(w []byte, class int)) {
	class, word := 0, []byte(nil)
	eachLine(gz, func(s string) {
		if classes[s[0]] == digit {
			class, word = atoi(s), word[:0]
			return
		}
		word = append(word[:s[0]-'a'], s[1:]...)
		f(word, class)
	})
}

// eachLine calls f with every line of a gzipped list that is part of the program.
func eachLine(gz []byte, f func(string)) {
	r, err := gzip.NewReader(bytes.NewReader(gz))
	if err != nil {
		panic(fmt.Sprintf("embedded list: %v", err))
	}
	var list strings.Builder
	if _, err := io.Copy(&list, r); err != nil {
		panic(fmt.Sprintf("embedded list: %v", err))
	}
	for s := range strings.SplitSeq(strings.TrimSuffix(list.String(), "\n"), "\n") {
		f(s)
	}
}
