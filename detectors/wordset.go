package detectors

// A wordSet holds the hashes of words or of phrases. It is a table with open
// addressing, half of it empty, of which most questions read one place.
type wordSet []uint64

// hashSet returns the set of the words.
func hashSet(words ...string) wordSet {
	hashes := make([]uint64, len(words))
	for i, s := range words {
		hashes[i] = hashWord(s)
	}
	return newWordSet(hashes...)
}

func newWordSet(hashes ...uint64) wordSet {
	n := 4
	for n < 2*len(hashes) {
		n <<= 1
	}
	s := make(wordSet, n)
	for _, h := range hashes {
		i := h & uint64(n-1)
		for s[i] != 0 && s[i] != h {
			i = (i + 1) & uint64(n-1)
		}
		s[i] = h
	}
	return s
}

// has reports whether h is in s.
func (s wordSet) has(h uint64) bool {
	mask := uint64(len(s) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		if e := s[i&mask]; e == h || e == 0 {
			return e != 0
		}
	}
}

// with returns the words of s and those of others.
func (s wordSet) with(others ...wordSet) wordSet {
	var hashes []uint64
	for _, o := range append(others, s) {
		for _, h := range o {
			if h != 0 {
				hashes = append(hashes, h)
			}
		}
	}
	return newWordSet(hashes...)
}
