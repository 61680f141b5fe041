package person

// An Agreement tells how far two names can be one person's.
type Agreement uint8

// The agreements, weakest first.
const (
	None       Agreement = iota // no name in common that tells anything
	Family                      // the family name only: a household
	Compatible                  // a nickname, an initial, a middle name or second surname that one of them lacks
	Same                        // the same words
)

// agreeBare compares a and b as if one of them had lost the letters that bear
// accents: "muñoz" and "muoz". Nothing less than all other letters will do.
func agreeBare(a, b string) score {
	var x, y form
	x.set(bare(a))
	y.set(bare(b))
	if s := agree(&x, &y); s.level == Same {
		return score{Compatible, rankNickname}
	}
	return score{}
}

// maxWords is the number of words of a name that are compared one by one;
// those that follow count as one.
const maxWords = 8

// A form is a name in folded words, made ready to be compared.
type form struct {
	words  [maxWords]string
	n      int
	suffix string
}

// set makes f the form of name.
func (f *form) set(name string) {
	f.n, f.suffix = 0, ""
	f.add(fold(name))
	if f.n > 2 {
		if s, ok := suffixes[f.words[f.n-1]]; ok {
			f.suffix = s
			f.n--
		}
	}
}

// add appends the words of the folded string s.
func (f *form) add(s string) {
	for s != "" {
		i := 0
		for i < len(s) && s[i] != ' ' {
			i++
		}
		if f.n == maxWords-1 {
			i = len(s)
		}
		if f.n == maxWords {
			f.words[f.n-1] += s
			return
		}
		f.words[f.n] = s[:i]
		f.n++
		s = s[min(i+1, len(s)):]
	}
}

// list returns the words of f.
func (f *form) list() []string { return f.words[:f.n] }

// A score is an agreement and, among those of one level, how good it is.
type score struct {
	level Agreement
	rank  uint8
}

// The ranks of agreeing names, weakest first. A middle initial that one of
// them lacks costs nothing, because the value of a finding has none.
const (
	rankInitial  = 2 // "e kant" and "emma kant"
	rankNickname = 4 // "bill kant" and "william kant"
	rankPart     = 6 // a middle name or second surname that one of them lacks
	rankWhole    = 8
	rankMiddle   = 10 // the same middle name or initial, too
	rankStraight = 1  // added: the words stand in the same order
)

// max2 returns the better of a and b.
func max2(a, b score) score {
	if b.level > a.level || b.level == a.level && b.rank > a.rank {
		return b
	}
	return a
}

// agree compares two forms. It is symmetric.
func agree(a, b *form) score {
	if a.n == 0 || b.n == 0 {
		return score{}
	}
	s := ordered(a.list(), b.list())
	if s.level >= Compatible {
		s.rank += rankStraight
	} else if swappable(a, b) {
		s = max2(s, swapped(a, b))
	}
	if a.suffix != b.suffix && a.suffix != "" && b.suffix != "" && s.level > Family {
		s = score{level: Family}
	}
	return s
}

// swappable reports whether one of the names may have its family name first.
func swappable(a, b *form) bool {
	return a.n > 1 && b.n > 1 && (has(b.list()[1:], a.words[0]) || has(a.list()[1:], b.words[0]) ||
		has(b.list()[:b.n-1], a.words[a.n-1]) || has(a.list()[:a.n-1], b.words[b.n-1]))
}

// swapped compares a and b as if one of them had one or two family names first.
func swapped(a, b *form) score {
	var s score
	for shift := 1; shift <= 2; shift++ {
		if shift < a.n {
			r := a.rotate(shift)
			s = max2(s, ordered(r.list(), b.list()))
		}
		if shift < b.n {
			r := b.rotate(shift)
			s = max2(s, ordered(a.list(), r.list()))
		}
	}
	return s
}

// rotate returns f with its first n words put last.
func (f *form) rotate(n int) form {
	r := form{n: f.n, suffix: f.suffix}
	copy(r.words[:], f.words[n:f.n])
	copy(r.words[f.n-n:], f.words[:n])
	return r
}

// ordered compares names whose given name stands first.
func ordered(a, b []string) score {
	if joinedEqual(a, b) {
		if len(a) > 2 && len(b) > 2 {
			return score{Same, rankMiddle}
		}
		return score{Same, rankWhole}
	}
	if len(a) < 2 || len(b) < 2 {
		return lone(a, b)
	}
	t := tails(a[1:], b[1:])
	if len(a) == len(b) {
		t = max2(t, tails(b[1:], a[1:]))
	}
	if t.level == None {
		return t
	}
	g := given(a[0], b[0])
	if g == 0 && t.level == Compatible && len(a) != len(b) {
		g = byMiddle(a, b)
	}
	if g == 0 || t.level < Compatible {
		return score{level: Family}
	}
	return score{Compatible, min(g, t.rank)}
}

// lone compares names of which one is a single word, and they differ.
func lone(a, b []string) score {
	if a[len(a)-1] == b[len(b)-1] {
		return score{level: Family}
	}
	return score{}
}

// given returns the rank of two given names; 0 if they differ.
func given(a, b string) uint8 {
	switch {
	case a == b:
		return rankMiddle
	case initial(a, b):
		return rankInitial
	case nickname(a, b):
		return rankNickname
	}
	return 0
}

// initial reports whether one of a and b is the first letter of the other.
func initial(a, b string) bool {
	return (len(a) == 1 || len(b) == 1) && a[0] == b[0]
}

// byMiddle returns the rank of a name whose bearer goes by the middle name:
// "f scott kant" and "scott kant".
func byMiddle(a, b []string) uint8 {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a) > 2 && len(a[0]) == 1 && len(b[0]) > 1 && a[1] == b[0] && len(a) == len(b)+1 {
		return rankInitial
	}
	return 0
}

// tails compares what follows the given names. Compatible: the family names
// agree and the middle names do not contradict; Family: those contradict.
func tails(a, b []string) score {
	if joinedEqual(a, b) {
		if len(a) > 1 && len(b) > 1 {
			return score{Compatible, rankMiddle}
		}
		return score{Compatible, rankWhole}
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	la, lb := a[len(a)-1], b[len(b)-1]
	switch {
	case la == lb:
		return middles(a[:len(a)-1], b[:len(b)-1])
	case middleOf(b, a) != nil:
		return middles(nil, middleOf(b, a))
	case len(b) > 1 && la == b[len(b)-2]:
		if s := middles(a[:len(a)-1], b[:len(b)-2]); s.level == Compatible {
			return score{Compatible, rankPart}
		}
		return score{level: Family}
	case len(a) > 1 && (lb == a[len(a)-2] || a[len(a)-2] == b[len(b)-2]):
		return score{level: Family}
	}
	return score{}
}

// middleOf returns the words of b before those at its end that spell the words
// of a but for blanks, and nil if none do.
func middleOf(b, a []string) []string {
	for i := 1; i < len(b); i++ {
		if joinedEqual(b[i:], a) {
			return b[:i]
		}
	}
	return nil
}

// middles compares middle names: those of a must all be among b, in order.
func middles(a, b []string) score {
	j, found, long := 0, 0, false
	for _, w := range b {
		if j < len(a) && (a[j] == w || initial(a[j], w) || nickname(a[j], w)) {
			j++
			found++
		} else if len(w) > 1 && !particles[w] {
			long = true
		}
	}
	for _, w := range a[j:] {
		if !particles[w] {
			return score{level: Family}
		}
	}
	switch {
	case long:
		return score{Compatible, rankPart}
	case found > 0:
		return score{Compatible, rankMiddle}
	}
	return score{Compatible, rankWhole}
}

// particles stand before family names and may be left out.
var particles = set("de del la las los y e von van der den di da dos do du le el al bin ibn")

// has reports whether w is one of words.
func has(words []string, w string) bool {
	for _, x := range words {
		if x == w {
			return true
		}
	}
	return false
}

// joinedEqual reports whether a and b are equal but for blanks.
func joinedEqual(a, b []string) bool {
	i, j := 0, 0
	x, y := "", ""
	for {
		for x == "" && i < len(a) {
			x = a[i]
			i++
		}
		for y == "" && j < len(b) {
			y = b[j]
			j++
		}
		n := min(len(x), len(y))
		if n == 0 {
			return x == y
		}
		if x[:n] != y[:n] {
			return false
		}
		x, y = x[n:], y[n:]
	}
}
